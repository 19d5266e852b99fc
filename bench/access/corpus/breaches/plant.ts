import { allow, document, type Edit, ELSEWHERE } from '../edit.ts';
import type { Resources } from '../subjects.ts';

/** The statements of a policy document. */
const statements = (properties: Resources): Resources[] => properties.PolicyDocument.Statement;
/** The Denies that keep others from objects, each with its condition. */
export const locks = (edit: Edit): Resources[] =>
  statements(edit.of('policy')).filter(
    (statement) =>
      statement.Effect === 'Deny' && JSON.stringify(statement.Condition ?? {}).includes('aws:PrincipalArn'),
  );
/** Changes each lock of the bucket. */
export const everyLock = (change: (lock: Resources) => void) => (edit: Edit) => {
  for (const lock of locks(edit)) change(lock);
};
/** Lets another principal assume the reader. */
export const trust = (statement: Resources) => (edit: Edit) => {
  edit
    .of('reader')
    .AssumeRolePolicyDocument.Statement.push({ Effect: 'Allow', Action: 'sts:AssumeRole', ...statement });
};
/** Adds a grant to the policy of the key. */
export const ofKey = (statement: Resources) => (edit: Edit) => {
  edit.of('key').KeyPolicy.Statement.push({ Effect: 'Allow', Resource: '*', ...statement });
};
/** Adds statements to the policies of the reader. */
export const gives =
  (...list: readonly unknown[]) =>
  (edit: Edit) => {
    const reader = edit.of('reader');
    reader.Policies = [...(reader.Policies ?? []), { PolicyName: 'planted', PolicyDocument: document(...list) }];
  };
/** Every object of the bucket. */
const objects = (edit: Edit) => edit.join(edit.get('bucket'), '/*');
export const QUEUE = `arn:aws:sqs:eu-west-1:${ELSEWHERE}:q`;
export const BUCKET = 'arn:aws:s3:::elsewhere-bucket';
export const FUNCTION = `arn:aws:lambda:eu-west-1:${ELSEWHERE}:function:f`;
export const OIDC = `arn:aws:iam::${ELSEWHERE}:oidc-provider/token.actions.githubusercontent.com`;
/** A name that the template completes. */
export const named = (before: string, value: unknown) => ({ 'Fn::Join': ['', [before, value]] });
/** The two permissions that open an object. */
export const reads = (e: Edit) => [allow('s3:GetObject', objects(e)), allow('kms:Decrypt', e.get('key'))];
/** Adds a resource of a type that runs as the reader. */
export const runsAsReader =
  (Type: string, properties: (e: Edit) => object): ((e: Edit) => void) =>
  (e) => {
    e.add(Type, properties(e));
  };
export const readerArn = (e: Edit) => e.get('reader');
/** Something that runs as the reader, which trusts its service. */
export const asReader = (service: string, Type: string, properties: (e: Edit) => object) => (e: Edit) => {
  trust({ Principal: { Service: `${service}.amazonaws.com` } })(e);
  e.add(Type, properties(e));
};
export const THEIRS = 's3://elsewhere-bucket';
/** Adds a job that runs as the reader. */
export const job = (properties: object) => (e: Edit) => {
  trust({ Principal: { Service: 'glue.amazonaws.com' } })(e);
  e.add('AWS::Glue::Job', { Name: 'planted', Role: readerArn(e), Command: { Name: 'glueetl' }, ...properties });
};
/** The definition of a state machine with one state. */
export const machine = (state: object) =>
  JSON.stringify({ StartAt: 'A', States: { A: { Type: 'Task', End: true, ...state } } });
/** Adds a role that may call actions. */
export const may =
  (...actions: string[]) =>
  (e: Edit) => {
    e.role([allow(actions)]);
  };
/** Adds a role that hands the reader to a service. */
export const passing =
  (service: string, ...actions: string[]) =>
  (e: Edit) => {
    e.of('reader').AssumeRolePolicyDocument.Statement.push({
      Effect: 'Allow',
      Principal: { Service: service },
      Action: 'sts:AssumeRole',
    });
    e.role([allow('iam:PassRole', readerArn(e)), allow(actions)]);
  };

/** A table as grants name it, its parts by the ways of the template. */
export function tableOf(e: Edit): Resources {
  const { DatabaseName, TableInput } = e.of('table');
  const plain = typeof DatabaseName === 'string' ? DatabaseName : e.get('database', 'Ref');
  return { CatalogId: { Ref: 'AWS::AccountId' }, DatabaseName: plain, Name: TableInput.Name };
}
