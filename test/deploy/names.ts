import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { access } from '../../config/access.ts';
import { environment } from '../../config/environments.ts';
import { program } from '../../config/program.ts';
import { type AccessConfig, defineAccess } from '../../lib/governance/access-config.ts';
import { defineEnvironment } from '../../lib/governance/environment-config.ts';
import { databaseOf } from '../../lib/governance/prefix.ts';
import { buildApp } from '../../lib/platform/build-app.ts';
import { type Templates, templatesOf } from '../../lib/platform/review/templates.ts';
import { present } from '../present.ts';
import { AWS_NAMES, EXPORT_NAME, refusalOf, STACK_NAME } from './aws-names.ts';
import { exportsOf, type GivenName, givenNames } from './given-names.ts';
import { defaultTemplates, inFolder } from './templates.ts';

type Installation = readonly [prefix: string, teams: readonly string[]];
const SHORTEST: Installation = ['a1b', ['xy', 'a-team-of-24-characters1']];
const LONGEST: Installation = ['sixteen-letters1', ['xy', 'a-team-of-24-characters1']];

/** An installation with this prefix and these teams. */
const installation = (prefix: string, teams: readonly string[]): Templates => {
  const team = {
    ...present(access.teams['ui-agents']),
    purposes: { cua_training: 'x'.repeat(900), evaluation: '学ぶ'.repeat(400) },
  };
  const config: AccessConfig = {
    ...access,
    approvedReaders: { ...access.approvedReaders, derived: [...teams, 'export'] },
    teams: Object.fromEntries(teams.map((name) => [name, team])),
  };
  const input = {
    access: defineAccess(config),
    program: { ...program, name: 'Ñ'.repeat(128) },
    environment: defineEnvironment({ ...environment, prefix, qualifier: 'q'.repeat(10) }),
  };
  return inFolder((outdir) =>
    structuredClone(templatesOf(buildApp(input, { outdir, bundle: false, prove: false }).synth())),
  );
};

const made = new Map<string, Templates>();
/** As above, made once. */
const once = ([prefix, teams]: Installation): Templates => {
  const templates = made.get(prefix) ?? installation(prefix, teams);
  made.set(prefix, templates);
  return templates;
};

const refusals = (names: readonly GivenName[]): string[] =>
  names.flatMap(({ what, name, path }) => {
    const rule = AWS_NAMES[what];
    const refusal = rule === undefined ? 'has no row in the table of names' : refusalOf(rule, name);
    return refusal === undefined ? [] : [`${what} of ${path}: "${name}": ${refusal}`];
  });

/** Prefixes that `config/environments.ts` takes. */
const accepted = (prefix: string): boolean => {
  try {
    defineEnvironment({ ...environment, prefix });
    return true;
  } catch {
    return false;
  }
};

describe('every name that is handed to AWS is one that AWS takes', () => {
  test.each([
    ['the shortest prefix and teams', SHORTEST],
    ['the longest prefix and teams', LONGEST],
  ] as const)('%s', (_name, extreme) => {
    const templates = once(extreme);
    expect(refusals(givenNames(templates))).toEqual([]);
    for (const name of Object.keys(templates)) expect(refusalOf(STACK_NAME, name), name).toBeUndefined();
    for (const name of exportsOf(templates)) expect(refusalOf(EXPORT_NAME, name), name).toBeUndefined();
  });

  test('any prefix that is accepted', () => {
    const names = givenNames(defaultTemplates());
    expect(names.length).toBeGreaterThan(150);
    const near = fc.constantFrom(
      'xn',
      'sthree',
      'amzn',
      's3',
      'demo',
      'aws',
      'default',
      'team',
      'primary',
      'mrap',
      '1',
      '-',
      'a',
    );
    const prefix = fc.oneof(
      fc.array(near, { maxLength: 5 }).map((parts) => parts.join('-')),
      fc.array(near, { maxLength: 5 }).map((parts) => parts.join('')),
      fc.stringMatching(/^[a-z][a-z0-9-]{2,15}$/),
    );
    fc.assert(
      fc.property(prefix, (text) => {
        fc.pre(accepted(text));
        const called = names.map(({ name, what, ...rest }) => ({
          ...{ ...rest, what },
          name: /DatabaseName$|DatabaseInput/.test(what)
            ? name.replaceAll('strongroom', databaseOf(text))
            : name.replaceAll('strongroom', text),
        }));
        expect(refusals(called)).toEqual([]);
      }),
    );
  });

  test('a name that AWS refuses is seen', () => {
    const bucket = { ...{ stack: 's', path: 'p', what: 'AWS::S3::Bucket.BucketName' }, name: 'sthree-raw' };
    expect(refusals([bucket, { ...bucket, name: 'good' }, { ...bucket, what: 'AWS::New::Thing.Name' }])).toHaveLength(
      2,
    );
  });
});

describe('two installations in one account', () => {
  /** Of the account, not of an installation: both must name the other's administrator. */
  const OF_THE_ACCOUNT = ['AWS::LakeFormation::DataLakeSettings'];
  /** What describes, or names what is inside something that has a name of its own. */
  const INSIDE =
    /Description$|^AWS::(IAM::Policy|ApiGatewayV2::(Authorizer|Stage))\.|MetricName$|TableInput\.Name$|TableName$/;
  const namesIn = (templates: Templates) => [
    ...givenNames(templates)
      .filter(({ what }) => !INSIDE.test(what) || what.startsWith('AWS::DynamoDB::'))
      .map(({ what, name }) => `${what} ${name}`),
    ...exportsOf(templates).map((name) => `export ${name}`),
    ...Object.keys(templates).map((name) => `stack ${name}`),
    ...Object.values(templates).flatMap(({ Resources }) =>
      Object.values(Resources)
        .filter(({ Type }) => Type === 'AWS::Logs::MetricFilter')
        .flatMap(({ Properties }) => Properties.MetricTransformations)
        .map(({ MetricNamespace, MetricName }) => `metric ${MetricNamespace} ${MetricName}`),
    ),
    ...Object.values(templates).flatMap(({ Resources }) =>
      Object.values(Resources)
        .filter(({ Type }) => OF_THE_ACCOUNT.includes(Type))
        .map(({ Type }) => Type),
    ),
  ];

  test.each([
    ['with prefixes that have nothing to do with each other', SHORTEST, LONGEST],
    ['of which one prefix begins the other', ['acme', ['lab', 'lab-team-xy', 'lab-xy']], ['acme-lab', ['xy', 'lab']]],
  ] as const)('%s share the settings of Lake Formation and nothing else', (_name, item, other) => {
    const names = new Set(namesIn(once(item)));
    expect(namesIn(once(other)).filter((name) => names.has(name))).toEqual(OF_THE_ACCOUNT);
  });
});
