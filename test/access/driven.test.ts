import { expect, it } from 'vitest';
import { prove } from '../../lib/access/index.ts';
import { lakeDeclaration, lakePlace, lakeTemplate } from './fixtures/lake.ts';

/** Roles that start the work of a reader, and the principals that act as these roles. */
// biome-ignore lint/suspicious/noExplicitAny: a mutation reaches into templates of every shape
type Resources = Record<string, any>;
const arn = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });
const document = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });
const allow = (Action: string | string[], Resource: unknown = '*') => ({ Effect: 'Allow', Action, Resource });
const role = (Principal: object, ...statements: object[]) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: document({ Effect: 'Allow', Principal, Action: 'sts:AssumeRole' }),
    Policies: [{ PolicyName: 'own', PolicyDocument: document(...statements) }],
  },
});
const START = allow('glue:StartJobRun');
const TARGET = {
  Arn: 'arn:aws:scheduler:::aws-sdk:glue:startJobRun',
  Input: '{"JobName":"redact"}',
  RoleArn: arn('Starter'),
};
const schedule = (more: object = {}) => ({
  Type: 'AWS::Scheduler::Schedule',
  Properties: { Target: { ...TARGET, ...more } },
});
const rule = (more: object) => ({
  Type: 'AWS::Events::Rule',
  Properties: {
    Targets: [{ Id: 'a', Arn: 'arn:aws:glue:eu-west-1:111122223333:workflow/x', RoleArn: arn('Starter') }],
    ...more,
  },
});
const task = {
  Type: 'Task',
  Resource: 'arn:aws:states:::glue:startJobRun.sync',
  Parameters: { JobName: 'redact' },
  End: true,
};
/** The answer of a function of others, and a call that obeys it. */
const answer = { Type: 'Task', Resource: 'arn:aws:lambda:eu-west-1:999999999999:function:theirs', Next: 'B' };
const chosen = { ...task, Parameters: { JobName: 'redact', 'Arguments.$': '$.a' } };
const machine = (state: object, more: object = {}, next?: object) => ({
  Type: 'AWS::StepFunctions::StateMachine',
  Properties: {
    RoleArn: arn('Starter'),
    DefinitionString: JSON.stringify({ StartAt: 'A', States: { A: state, B: next } }),
    ...more,
  },
});

function claimWith(change: (r: Resources) => void) {
  const template: { Resources: Resources } = structuredClone(lakeTemplate());
  const r = template.Resources;
  r.Job = {
    Type: 'AWS::Glue::Job',
    Properties: {
      Name: 'redact',
      Role: arn('RedactRole'),
      Command: { Name: 'glueetl', ScriptLocation: { 'Fn::Join': ['', ['s3://', { Ref: 'RawBucket' }, '/job.py']] } },
    },
  };
  change(r);
  return prove({ Lake: template }, lakeDeclaration, lakePlace).claims.find(
    ({ id }) => id === 'no-escalation/raw/templates',
  );
}

const service = (...names: string[]) => ({ Service: names.map((name) => `${name}.amazonaws.com`) });

it.each<[string, (r: Resources) => void]>([
  ['a schedule', (r) => Object.assign(r, { Starter: role(service('scheduler'), START), Runs: schedule() })],
  [
    'a schedule of a job as it is defined',
    (r) => {
      const Arn = 'arn:aws:scheduler:::aws-sdk:batch:submitJob';
      const Input = '{"JobName":"a","JobQueue":"q","JobDefinition":"d"}';
      Object.assign(r, { Starter: role(service('scheduler'), START), Runs: schedule({ Arn, Input }) });
    },
  ],
  [
    'a rule that only the clock starts',
    (r) =>
      Object.assign(r, { Starter: role(service('events'), START), Runs: rule({ ScheduleExpression: 'rate(1 day)' }) }),
  ],
  [
    'a state machine in which everything is said',
    (r) => Object.assign(r, { Starter: role(service('states'), START), Runs: machine(task) }),
  ],
  [
    'a state machine that asks the same, whichever answer a function gives',
    (r) => Object.assign(r, { Starter: role(service('states'), START), Runs: machine(answer, {}, task) }),
  ],
  [
    'a schedule beside one with a role that only the deployment knows',
    (r) => {
      Object.assign(r, { Starter: role(service('scheduler'), START), Runs: schedule() });
      r.Other = schedule({ RoleArn: { 'Fn::ImportValue': 'role' } });
    },
  ],
])('nobody begins as the role of %s', (_, change) => {
  const claim = claimWith(change);
  expect([claim?.verdict, claim?.because]).toEqual(['proved', undefined]);
  expect(claim?.text).toContain('only schedules and state machines');
});

it.each<[string, (r: Resources) => void]>([
  [
    'that an account may take too',
    (r) =>
      Object.assign(r, { Starter: role({ ...service('scheduler'), AWS: '111122223333' }, START), Runs: schedule() }),
  ],
  [
    'that a function runs as too',
    (r) => {
      Object.assign(r, { Starter: role(service('scheduler', 'lambda'), START), Runs: schedule() });
      r.Fn = { Type: 'AWS::Lambda::Function', Properties: { Role: arn('Starter'), Code: { ZipFile: 'x' } } };
    },
  ],
  ['that nothing of the templates runs as', (r) => Object.assign(r, { Starter: role(service('scheduler'), START) })],
  [
    'of a rule that events start',
    (r) =>
      Object.assign(r, {
        Starter: role(service('events'), START),
        Runs: rule({ EventPattern: { source: ['any'] } }),
      }),
  ],
  [
    'of a schedule with a target that only the deployment knows',
    (r) =>
      Object.assign(r, {
        Starter: role(service('scheduler'), START),
        Runs: schedule({ Input: { 'Fn::ImportValue': 'input' } }),
      }),
  ],
  [
    'of a schedule that fills the command of a job',
    (r) => {
      const Arn = 'arn:aws:scheduler:::aws-sdk:batch:submitJob';
      const Input = '{"JobName":"a","JobQueue":"q","JobDefinition":"d","Parameters":{"script":"x"}}';
      Object.assign(r, { Starter: role(service('scheduler'), START), Runs: schedule({ Arn, Input }) });
    },
  ],
  [
    'of a state machine that takes arguments from its input',
    (r) =>
      Object.assign(r, {
        Starter: role(service('states'), START),
        Runs: machine({ ...task, Parameters: { JobName: 'redact', 'Arguments.$': '$.a' } }),
      }),
  ],
  [
    'of a state machine that takes arguments by an expression',
    (r) =>
      Object.assign(r, {
        Starter: role(service('states'), START),
        Runs: machine({ ...task, Arguments: '{% $states.input %}' }),
      }),
  ],
  [
    'of a state machine that is kept elsewhere',
    (r) =>
      Object.assign(r, {
        Starter: role(service('states'), START),
        Runs: machine(task, { DefinitionS3Location: { Bucket: 'b', Key: 'k' } }),
      }),
  ],
  [
    'of a schedule that opens a trust',
    (r) =>
      Object.assign(r, {
        Starter: role(service('scheduler'), allow('iam:UpdateAssumeRolePolicy')),
        Runs: schedule({ Arn: 'arn:aws:scheduler:::aws-sdk:iam:updateAssumeRolePolicy' }),
      }),
  ],
  [
    'of a schedule that names another program to the job',
    (r) =>
      Object.assign(r, {
        Starter: role(service('scheduler'), START),
        Runs: schedule({ Input: '{"JobName":"redact","Arguments":{"--extra-py-files":"s3://theirs/x"}}' }),
      }),
  ],
  [
    'of a state machine that changes the job',
    (r) =>
      Object.assign(r, {
        Starter: role(service('states'), allow('glue:UpdateJob')),
        Runs: machine({ ...task, Resource: 'arn:aws:states:::aws-sdk:glue:updateJob' }),
      }),
  ],
  [
    'of a state machine that hands the answer of a function to a call without parameters',
    (r) =>
      Object.assign(r, {
        Starter: role(service('states'), START),
        Runs: machine(answer, {}, { ...task, Parameters: undefined }),
      }),
  ],
  [
    'of a state machine that spells a path in another way',
    (r) => {
      Object.assign(r, { Starter: role(service('states'), START), Runs: machine(answer, {}, chosen) });
      const { Properties } = r.Runs;
      Properties.DefinitionString = Properties.DefinitionString.replace('s.$', 's.\\u0024');
    },
  ],
  [
    'of a state machine that makes a path of a variable',
    (r) => {
      const more = { DefinitionSubstitutions: { sign: '$' } };
      Object.assign(r, { Starter: role(service('states'), START), Runs: machine(answer, more, chosen) });
      const { Properties } = r.Runs;
      // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of the definition
      Properties.DefinitionString = Properties.DefinitionString.replace('s.$', 's.${sign}');
    },
  ],
  [
    'of a schedule that spells another program in another way',
    (r) =>
      Object.assign(r, {
        Starter: role(service('scheduler'), START),
        Runs: schedule({ Input: '{"JobName":"redact","Arguments":{"--ex\\u0074ra-py-files":"s3:\\/\\/theirs/x"}}' }),
      }),
  ],
  [
    'of a schedule that names another program to the job in a setting',
    (r) =>
      Object.assign(r, {
        Starter: role(service('scheduler'), START),
        Runs: schedule({ Input: '{"JobName":"redact","Arguments":{"--conf":"spark.jars.packages=com.theirs:x:1"}}' }),
      }),
  ],
  [
    'that may be the one of a state machine with arguments from its input',
    (r) =>
      Object.assign(r, {
        Starter: role(service('scheduler', 'states'), START),
        Runs: schedule(),
        Other: machine(answer, { RoleArn: { 'Fn::ImportValue': 'role' } }, chosen),
      }),
  ],
  [
    'that a principal may start',
    (r) =>
      Object.assign(r, {
        Starter: role(service('states'), START),
        Runs: machine(task),
        Mallory: role(service('ec2'), allow('states:StartExecution')),
      }),
  ],
  [
    'that a principal may pass to a schedule',
    (r) =>
      Object.assign(r, {
        Starter: role(service('scheduler'), START),
        Runs: schedule(),
        Mallory: role(service('ec2'), allow(['iam:PassRole', 'scheduler:CreateSchedule'])),
      }),
  ],
])('a role %s leads to the data', (_, change) => {
  expect(claimWith(change)?.verdict).toBe('refuted');
});

it('a service that is approved is approved under its name in the region', () => {
  const template: { Resources: Resources } = structuredClone(lakeTemplate());
  template.Resources.RawKey.Properties.KeyPolicy.Statement.push({
    Effect: 'Allow',
    Principal: { Service: 'logs.eu-west-1.amazonaws.com' },
    Action: 'kms:Decrypt',
    Resource: '*',
  });
  const lockWith = (approvedServices: string[]) => {
    const classes = lakeDeclaration.classes.map((dataClass) =>
      dataClass.name === 'raw' ? { ...dataClass, approvedServices } : dataClass,
    );
    const { claims } = prove({ Lake: template }, { ...lakeDeclaration, classes }, lakePlace);
    return claims.find(({ id }) => id === 'two-locks/raw/key/RawKey')?.verdict;
  };
  expect(lockWith(['logs.amazonaws.com'])).toBe('proved');
  expect(lockWith(['sqs.amazonaws.com'])).toBe('refuted');
});
