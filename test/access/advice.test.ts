import { describe, expect, it } from 'vitest';
import { type Cause, causesOf } from '../../lib/access/causes/index.ts';
import { type Declaration, prove, readApp } from '../../lib/access/index.ts';
import { follow, type Resources } from './advice.ts';
import { BREACHES } from './breaches.ts';
import { lakeDeclaration, lakePlace, lakeTemplate } from './fixtures/lake.ts';

/** Who does what the advice says, to the letter, is done with the cause: it is proved then, or another cause comes first. */
type Given = Readonly<Record<string, { Resources: Resources }>>;
const CLAIMS = ['two-locks', 'no-escalation', 'no-side-doors', 'columns-and-rows'];

const causesIn = (templates: Given, declaration: Declaration): Cause[] =>
  causesOf(readApp(templates, lakePlace), declaration, prove(templates, declaration, lakePlace));

/** What a cause is, whichever claims fall by it: the same twice means that the advice did not close it. */
const nameOf = ({ kind, statement, source, example }: Cause): string =>
  JSON.stringify([kind, statement, source, example.replace(/,? and so .*$/, '')]);
const actionIn = ({ example }: Cause): string => /can (\S+)/.exec(example)?.[1] ?? example;

/** The first causes, one after the other, until all is proved or the advice asks people to decide. */
function followed(templates: Given, declaration: Declaration, most = 12): { causes: Cause[]; proved: boolean } {
  const causes: Cause[] = [];
  while (causes.length < most) {
    const [first] = causesIn(templates, declaration);
    if (!first) return { causes, proved: true };
    causes.push(first);
    if (!follow(templates, first)) break;
  }
  return { causes, proved: false };
}

describe('advice that is followed to the letter', () => {
  const some = BREACHES.filter((_, at) => at % 8 === 0);
  it(`closes the cause of each of ${some.length} breaches of the catalogue`, () => {
    for (const { entry, template, declaration } of some) {
      const { causes, proved } = followed({ Lake: structuredClone(template) }, { ...declaration, claims: CLAIMS });
      const names = causes.map(nameOf);
      expect(new Set(names).size, `${entry.id}: ${names.join('\n')}`).toBe(names.length);
      // Whom a role or key lets in, and what a type does that nobody knows, is for people to say.
      const last = causes.at(-1);
      expect(
        proved || /^(trust|let in|unknown|grant)$/.test(last?.kind ?? '') || last?.verdict === 'undecided',
        entry.id,
      ).toBe(true);
    }
  });

  const document = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });
  const arn = (logicalId: string) => ({ 'Fn::GetAtt': [logicalId, 'Arn'] });
  const trust = document({ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' });
  const role = (Action: string[], Resource: unknown) => ({
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: trust,
      Policies: [{ PolicyName: 'own', PolicyDocument: document({ Effect: 'Allow', Action, Resource }) }],
    },
  });

  it.each<[string, string[], number]>([
    ['all of S3', ['s3:*'], 2],
    ['part of S3', ['s3:Put*', 's3:Create*'], 2],
    ['all of IAM', ['iam:*'], 3],
    ['all of Lambda', ['lambda:*'], 1],
    ['passing roles', ['iam:PassRole', 'lambda:*'], 2],
    ['all of Lake Formation', ['lakeformation:*'], 1],
    ['all of Athena', ['athena:*'], 1],
    ['much at once', ['s3:*', 'iam:*', 'lambda:*', 'glue:*', 'kms:*', 'lakeformation:*'], 6],
  ])('closes %s, each service once', (_, actions, most) => {
    const template = lakeTemplate();
    const resources: Resources = template.Resources;
    resources.Mallory = role(actions, '*');
    resources.RawKey.Properties.KeyPolicy.Statement.push({
      ...{ Effect: 'Allow', Principal: { AWS: arn('Mallory') }, Action: 'kms:Decrypt', Resource: '*' },
      Condition: { StringEquals: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' } },
    });
    const { causes, proved } = followed(
      { Lake: template },
      { ...lakeDeclaration, claims: ['no-escalation', 'columns-and-rows', 'no-side-doors'] },
    );
    expect(proved).toBe(true);
    expect(causes.length).toBeGreaterThan(0);
    expect(causes.length).toBeLessThanOrEqual(most);
    expect(new Set(causes.map(actionIn)).size).toBe(causes.length);
  });

  it('names every event of a kind of which nobody hears, as CloudTrail calls it', () => {
    const template = lakeTemplate();
    const resources: Resources = template.Resources;
    const { detail } = resources.Watch.Properties.EventPattern;
    detail.eventName = detail.eventName.filter((name: string) => !/Function|AccessPoint|KeyPolicy/.test(name));
    const { causes, proved } = followed(
      { Lake: template },
      { ...lakeDeclaration, claims: ['no-silent-administrator'] },
    );
    expect(proved).toBe(true);
    expect(causes.length).toBeLessThanOrEqual(4);
    expect(JSON.stringify(causes.map(({ advice }) => advice))).toContain('UpdateFunctionCode20150331v2');
  });

  const nested = (Parameters: object): Resources => ({
    Type: 'AWS::CloudFormation::Stack',
    Properties: { TemplateURL: './child.yaml', Parameters },
  });
  const CHILD: Resources = { Mallory: role(['s3:*'], '*') };
  const decrypts = { Effect: 'Allow', Principal: { AWS: '*' }, Action: 'kms:Decrypt', Resource: '*' };
  const asked = { ...lakeDeclaration, claims: ['no-escalation'] };
  /** The lake, and beside it a nested stack with a role of which the advice is. */
  const parted = (Parameters: object, more: object = {}): Given => {
    const parent = lakeTemplate();
    const resources: Resources = parent.Resources;
    resources.Child = nested(Parameters);
    resources.RawKey.Properties.KeyPolicy.Statement.push({
      ...decrypts,
      Condition: { ArnLike: { 'aws:PrincipalArn': '*Mallory*' } },
    });
    const names = Object.keys(Parameters).map((name) => [name, { Type: 'String' }]);
    const child = { Parameters: Object.fromEntries(names), Resources: structuredClone(CHILD), ...more };
    return { Lake: parent, 'child.yaml': child } as Given;
  };
  const firstAdvice = (templates: Given): string => causesIn(templates, asked)[0]?.advice[0] ?? '';

  it('names in a nested stack what its parent hands over, by ARN or by name', () => {
    const handed = { RawArn: arn('RawBucket'), Redacted: { Ref: 'RedactedBucket' } };
    const templates = parted(handed);
    const advice = firstAdvice(templates);
    expect(advice).toContain('$'.concat('{RawArn}/*'));
    expect(advice).toMatch(/"arn:aws:s3:::\$\{Redacted\}\/\*"/);
    expect(advice).not.toContain('Bucket.Arn');
    const { causes } = followed(templates, asked);
    expect(new Set(causes.map(actionIn)).size).toBe(causes.length);
  });

  it('says in words what a nested stack has no name for', () => {
    const advice = firstAdvice(parted({}));
    expect(advice).toContain('<the ARN of RawBucket in Lake, by a parameter or an export>/*');
    expect(advice).not.toMatch(/\$\{RawBucket/);
  });

  it('imports what another stack exports', () => {
    const parent = lakeTemplate() as { Resources: Resources; Outputs?: object };
    parent.Resources.RawKey.Properties.KeyPolicy.Statement.push({
      ...decrypts,
      Condition: { ArnLike: { 'aws:PrincipalArn': '*Mallory*' } },
    });
    parent.Outputs = { Raw: { Value: arn('RawBucket'), Export: { Name: 'raw-arn' } } };
    const templates: Given = { Lake: parent, Other: { Resources: structuredClone(CHILD) } };
    expect(firstAdvice(templates)).toContain('{"Fn::ImportValue":"raw-arn"}');
    const { causes } = followed(templates, { ...asked, classes: lakeDeclaration.classes.slice(0, 1), teams: [] });
    expect(new Set(causes.map(actionIn)).size).toBe(causes.length);
  });
});
