import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, NestedStack, Stack, Stage, Validations } from 'aws-cdk-lib';
import { AnyPrincipal, Effect, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { afterAll, describe, expect, test } from 'vitest';
import { sourcesOf } from '../../lib/access/files/assembly.ts';
import { readTemplates } from '../../lib/access/files/templates.ts';
import { type Declaration, prove } from '../../lib/access/index.ts';
import { AccessClaims } from '../../lib/platform/access-claims.ts';

const folder = mkdtempSync(join(tmpdir(), 'strongroom-assemblies-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** By construct, in nested stacks of one another. */
const declaration: Declaration = {
  classes: [{ name: 'data', buckets: ['Root/Data/Inner/Bucket'], approvedReaders: ['Root/People/Reader'] }],
  trustedBase: [],
  teams: [],
  claims: ['two-locks/data/bucket', 'no-escalation/data/templates'],
};
const inStage: Declaration = JSON.parse(JSON.stringify(declaration).replaceAll('Root/', 'Prod/Root/'));

const METADATA = { 'aws:cdk:enable-path-metadata': true, 'aws:cdk:enable-asset-metadata': true };

interface Made {
  /** Whether the command line of the CDK writes paths and files of assets into the templates. */
  readonly metadata?: boolean;
  readonly stage?: boolean;
  /** Whether the bucket lets in every principal that an identity policy lets in. */
  readonly open?: boolean;
  readonly plugin?: boolean;
}

let count = 0;

function assembly({ metadata = false, stage = false, open = false, plugin = false }: Made): string {
  const outdir = join(folder, `cdk.out.${count++}`);
  const app = new App({ outdir, analyticsReporting: false, context: metadata ? METADATA : {} });
  const root = new Stack(stage ? new Stage(app, 'Prod') : app, 'Root');
  const data = new NestedStack(root, 'Data');
  const bucket = new Bucket(new NestedStack(data, 'Inner'), 'Bucket');
  const people = new NestedStack(root, 'People');
  const reader = new Role(people, 'Reader', { assumedBy: new ServicePrincipal('lambda.amazonaws.com'), roleName: 'r' });
  reader.addToPolicy(new PolicyStatement({ actions: ['s3:GetObject'], resources: [bucket.arnForObjects('*')] }));
  const { partition, account } = Stack.of(bucket);
  const closing = new PolicyStatement({
    effect: Effect.DENY,
    principals: [new AnyPrincipal()],
    actions: ['s3:GetObject*'],
    resources: [bucket.arnForObjects('*')],
    conditions: { ArnNotEquals: { 'aws:PrincipalArn': `arn:${partition}:iam::${account}:role/r` } },
  });
  if (!open) bucket.addToResourcePolicy(closing);
  if (plugin) Validations.of(app).addPlugins(new AccessClaims(declaration));
  app.synth();
  return outdir;
}

const verdictOf = (place: string, claims: Declaration = declaration): string =>
  prove(readTemplates(place), claims).verdict;

describe('an assembly with nested stacks', () => {
  test.each([
    ['with paths and assets in its templates', { metadata: true }, declaration],
    ['as an app writes it that runs by itself', {}, declaration],
    ['of a stage, with both', { metadata: true, stage: true }, inStage],
    ['of a stage, by itself', { stage: true }, inStage],
  ])('%s is proved as it stands, and refuted when it is open', (_, options, claims) => {
    const [shut, open] = [assembly(options), assembly({ ...options, open: true })];
    expect([verdictOf(shut, claims), verdictOf(open, claims)]).toEqual(['proved', 'refuted']);
  });

  const out = assembly({});
  test.each(['', 'manifest.json', 'Root.template.json'])('is read whole when this of it is named: "%s"', (name) => {
    expect(readTemplates(join(out, name))).toEqual(readTemplates(out));
    expect(verdictOf(join(out, name))).toBe('proved');
    // The runner of the tests loads this file under an address with a query, and the CDK notes the address.
    expect(sourcesOf(join(out, name))('Root/Data/Inner/Bucket/Resource')).toMatch(
      /assemblies\.test\.ts(?:\?[^:]+)?:\d/,
    );
  });

  test('leaves templates as they are, character by character, that have both', () => {
    const whole = assembly({ metadata: true });
    for (const [name, text] of readTemplates(whole)) expect(text).toBe(readFileSync(join(whole, name), 'utf8'));
  });

  test.each([
    ['no template', (root: string) => root.replaceAll(/\/[0-9a-f]{64}\.json/g, '/another.json')],
    [
      'a template of others',
      (root: string) => root.replaceAll(/\{\s*"Fn::Join".*?\]\s*\]\s*\}/gs, '"https://e.com/t"'),
    ],
  ])('is undecided where a nested stack names %s', (_, change) => {
    const place = join(folder, `elsewhere-${count++}`);
    mkdirSync(place);
    for (const name of ['manifest.json', 'Root.assets.json', 'Root.metadata.json', ...readTemplates(out).keys()])
      writeFileSync(join(place, name), readFileSync(join(out, name)));
    const root = readFileSync(join(out, 'Root.template.json'), 'utf8');
    expect(change(root)).not.toBe(root);
    writeFileSync(join(place, 'Root.template.json'), change(root));
    const { claims, notUnderstood } = prove(readTemplates(place), declaration);
    expect(claims.filter(({ verdict }) => verdict === 'proved')).toEqual([]);
    expect(notUnderstood.map(({ why }) => why)).toContain(
      'the template of this nested stack is not among those that were given',
    );
  });

  test('is refused by its own synth while it is open', () => {
    expect(() => assembly({ plugin: true })).not.toThrow();
    expect(() => assembly({ plugin: true, open: true })).toThrow(/refuted: .*Root\/Data\/Inner\/Bucket/s);
  });

  test('names no construct where two have one logical id in one template', () => {
    const place = join(folder, 'twice');
    mkdirSync(place);
    const logicalId = [{ type: 'aws:cdk:logicalId', data: 'B' }];
    const stack = [{ type: 'aws:cdk:templateFile', data: 'T.template.json' }];
    const template = '{"Resources":{"B":{"Type":"AWS::S3::Bucket"}}}';
    writeFileSync(join(place, 'T.template.json'), template);
    writeFileSync(
      join(place, 'T.metadata.json'),
      JSON.stringify({ '/T': stack, '/T/A': logicalId, '/T/B': logicalId }),
    );
    expect(readTemplates(place).get('T.template.json')).toBe(template);
  });
});

describe('a synth of the CDK', () => {
  const app = (change: (stack: Stack, bucket: Bucket) => void): App => {
    const made = new App({ outdir: join(folder, `cdk.out.${count++}`), analyticsReporting: false });
    const stack = new Stack(made, 'S');
    change(stack, new Bucket(stack, 'Bucket'));
    const claims = { classes: [{ name: 'data', buckets: ['S/Bucket'], approvedReaders: [] }], trustedBase: [] };
    Validations.of(made).addPlugins(new AccessClaims({ ...claims, claims: ['two-locks/data/bucket'] }));
    return made;
  };

  /** Closed to all, by a template of which a macro makes another. */
  const transformed = (stack: Stack, bucket: Bucket): void => {
    const resources = [bucket.arnForObjects('*')];
    const principals = [new AnyPrincipal()];
    bucket.addToResourcePolicy(
      new PolicyStatement({ effect: Effect.DENY, principals, actions: ['s3:GetObject*'], resources }),
    );
    stack.addTransform('Mine');
  };

  // The CDK passes over a violation that names no resource.
  test.each([
    ['a cause that no statement makes', () => undefined, /FATAL refuted: .*S\/Bucket/s],
    ['a cause that no resource makes', transformed, /FATAL undecided: /],
  ])('fails for %s', (_, change, says) => {
    expect(() => app(change).synth()).toThrow(says);
  });

  test('is not silenced by an acknowledgement, which names no approver and has no end', () => {
    const made = app(() => undefined);
    Validations.of(made).acknowledge({
      id: 'strongroom-access::two-locks/data/bucket/Bucket83908E77',
      reason: 'later',
    });
    expect(() => made.synth()).toThrow(/FATAL refuted: /);
  });
});
