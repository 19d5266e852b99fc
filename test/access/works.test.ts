import { beforeAll, describe, expect, it } from 'vitest';
import { access } from '../../config/access.ts';
import { environment } from '../../config/environments.ts';
import { program } from '../../config/program.ts';
import { restsOn, works } from '../../lib/access/claims/works.ts';
import {
  type App,
  type DecidingStatement,
  type Declaration,
  decide,
  type Need,
  prove,
  readApp,
} from '../../lib/access/index.ts';
import { openInquiry } from '../../lib/access/inquiry/inquiry.ts';
import { declarationOf } from '../../lib/governance/declaration.ts';
import { every } from '../everything.ts';
import { platformTemplates } from '../platform/synthesized.ts';
import { place } from './fixtures/platform.ts';

// biome-ignore lint/suspicious/noExplicitAny: a mutation reaches into templates of every shape
type Templates = Record<string, { Resources: Record<string, any> }>;
let templates: Templates;
let app: App;
let declaration: Declaration;

beforeAll(async () => {
  templates = (await platformTemplates()) as Templates;
  app = readApp(templates, place);
  declaration = declarationOf({ access, program, environment }, app);
});

const decided = (changed: App, needs: readonly Need[]) =>
  works(openInquiry(changed, { ...declaration, needs })).map(({ id, verdict, because }) => ({ id, verdict, because }));

it('finds every need of the app of this project allowed, and says what it takes of principals outside', () => {
  const proof = prove(templates, declaration, place);
  expect(proof.claims.filter(({ verdict }) => verdict !== 'proved').map(({ id, because }) => [id, because])).toEqual(
    [],
  );
  expect(proof.claims.filter(({ id }) => id.startsWith('works/')).length).toBe(declaration.needs?.length);
  expect(proof.assumptions.join(' ')).toContain('cdk-hnb659fds-cfn-exec-role');
});

it('gives each need an id, a reason and a source of its own', () => {
  const needs = declaration.needs ?? [];
  expect(new Set(needs.map(({ id }) => id)).size).toBe(needs.length);
  for (const { id, why, source } of needs) {
    expect(id).toMatch(/^[a-zA-Z0-9-]+\/\S+$/);
    expect(why).not.toBe('');
    expect(source).toMatch(/^(https:\/\/docs\.aws\.amazon\.com\/|lib\/|lambdas\/|bin\/|config\/)/);
  }
});

it('asks for Comprehend only where redaction asks it', () => {
  const asking = (comprehend: boolean) =>
    (declarationOf({ access, program, environment, redaction: { comprehend } }, app).needs ?? []).filter(
      ({ id }) => id === 'redact/asks-model',
    );
  expect(asking(false)).toEqual([]);
  // The templates were synthesized without the switch.
  expect(decided(app, asking(true))).toEqual([
    expect.objectContaining({ id: 'works/redact/asks-model', verdict: 'refuted' }),
  ]);
});

/** Where a policy of the templates keeps its statements. */
const DOCUMENTS = ['PolicyDocument', 'KeyPolicy', 'AssumeRolePolicyDocument', 'ResourcePolicy.PolicyDocument'];

// biome-ignore lint/suspicious/noExplicitAny: see above
const at = (value: any, path: string): any => path.split('.').reduce((inner, field) => inner?.[field], value);

/** Every Allow of a policy document in the templates, by the resource that carries it and its place there. */
const allows = (): string[] =>
  Object.entries(templates).flatMap(([name, { Resources }]) =>
    Object.entries(Resources).flatMap(([logicalId, { Properties }]) =>
      DOCUMENTS.flatMap((field) => {
        const statements = at(Properties, field)?.Statement;
        return Array.isArray(statements)
          ? statements.flatMap(({ Effect }, index) => (Effect === 'Allow' ? [`${name}#${logicalId}#${index}`] : []))
          : [];
      }),
    ),
  );

/** A permission of a function is a statement by itself, of the name of its resource. */
function keyOf({ origin, index, sid }: DecidingStatement): string | undefined {
  if (!origin) return undefined;
  const permission = Object.entries(templates).find(
    ([, { Resources }]) => Resources[sid ?? '']?.Type === 'AWS::Lambda::Permission',
  );
  return permission ? `${permission[0]}#${sid}#0` : `${origin.template}#${origin.logicalId}#${index}`;
}

/** The templates without some statements. */
function without(keys: readonly string[]): App {
  const changed = structuredClone(templates);
  const last = (key: string) => Number(key.split('#')[2]);
  for (const key of [...keys].sort((a, b) => last(b) - last(a))) {
    const [name = '', logicalId = ''] = key.split('#');
    const { Type, Properties } = changed[name]?.Resources[logicalId] ?? {};
    const statements = DOCUMENTS.map((field) => at(Properties, field)?.Statement).find(Array.isArray);
    // A permission of a function is one statement; a policy on logs is a text with all of its own.
    if (Type === 'AWS::Lambda::Permission' || statements === undefined) delete changed[name]?.Resources[logicalId];
    else statements.splice(last(key), 1);
  }
  return readApp(changed, place);
}

/** Allows that no need uses, each with the reason. */
const UNUSED: readonly (readonly [RegExp, string])[] = [
  [/^strongroom-(access#\w+RoleDefaultPolicy|storage#DerivedKey)/, 'reads of exports, of which there are none yet'],
  [
    /^strongroom-storage#Roles(?:Compact|Keep)\w{8}#0$/,
    'their trust of Lambda: rows are put together in the embedded lake only (docs/limits.md)',
  ],
];

it('is refuted when an Allow is taken away that a need rests on, together with those that stand in for it', () => {
  const users = new Map<string, Set<Need>>();
  for (const need of declaration.needs ?? [])
    if (need.kind === 'call')
      for (const statement of restsOn(app, need)) {
        const key = keyOf(statement);
        if (key === undefined) continue;
        users.set(key, (users.get(key) ?? new Set()).add(need));
      }
  const holds = (changed: App, needs: Iterable<Need>) =>
    decided(changed, [...needs]).every(({ verdict }) => verdict === 'proved');
  // The app is read again without each Allow: every tenth here, all of them in `npm run soak`.
  const tried = every(10, [...users].toSorted());
  expect(tried.length).toBeGreaterThan(10);
  for (const [key, needs] of tried) {
    if (!holds(without([key]), needs)) continue;
    const standIns = [...users]
      .filter(([, others]) => [...needs].some((need) => others.has(need)))
      .map(([other]) => other);
    expect(holds(without(standIns), needs), `${key} beside ${standIns.join(', ')}`).toBe(false);
  }
  const unused = allows().filter((key) => !users.has(key) && !UNUSED.some(([shape]) => shape.test(key)));
  expect(unused).toEqual([]);
});

it('is refuted when any one grant of Lake Formation is taken away', () => {
  const grants = Object.entries(templates).flatMap(([name, { Resources }]) =>
    Object.entries(Resources)
      .filter(([, { Type }]) => Type === 'AWS::LakeFormation::PrincipalPermissions')
      .map(([logicalId]) => [name, logicalId] as const),
  );
  const idle = every(2, grants).filter(([name, logicalId]) => {
    const changed = structuredClone(templates);
    delete changed[name]?.Resources[logicalId];
    const fallen = decided(readApp(changed, place), declaration.needs ?? []);
    return fallen.every(({ verdict }) => verdict === 'proved');
  });
  expect(idle).toEqual([]);
});

describe('what a policy could stop', () => {
  const NEED: Need = {
    kind: 'call',
    id: 'ingest/stores-segments',
    principal: 'strongroom-ingest',
    actions: ['s3:PutObject'],
    resource: `arn:aws:s3:::strongroom-raw-${place.accountId}-${place.region}/segments/a`,
    why: 'segments are kept',
    source: 'lib/storage/aws/objects.ts',
  };

  it('a service control policy denies', () => {
    const policy = { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: 's3:Put*', Resource: '*' }] };
    const bound = readApp(templates, { ...place, organisation: { serviceControlPolicies: [[policy]] } });
    expect(decided(bound, [NEED])).toEqual([
      {
        id: 'works/ingest/stores-segments',
        verdict: 'refuted',
        because: expect.stringContaining('is denied s3:PutObject'),
      },
    ]);
  });

  it('a statement that cannot be understood leaves it undecided', () => {
    const changed = structuredClone(templates);
    const [policy] = Object.values(changed['strongroom-storage']?.Resources ?? {}).filter(
      ({ Type, Properties }) => Type === 'AWS::S3::BucketPolicy' && JSON.stringify(Properties).includes('RawBucket'),
    );
    policy.Properties.PolicyDocument.Statement.push({
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:PutObject',
      Resource: '*',
      Condition: { StringMatchesSomehow: { 'aws:PrincipalTag/team': 'x' } },
    });
    expect(decided(readApp(changed, place), [NEED])[0]?.verdict).toBe('undecided');
  });

  it('a key of which it is not known whether it is sent is tried both ways', () => {
    const unsure: Need = { ...NEED, unsure: { 'aws:SecureTransport': 'false' } };
    expect(decided(app, [unsure])[0]).toMatchObject({
      verdict: 'refuted',
      because: expect.stringContaining('DenyInsecureTransport'),
    });
  });

  it('the deployment role is let into the list door and into no other', () => {
    const exec = `arn:aws:iam::${place.accountId}:role/cdk-${environment.qualifier}-cfn-exec-role-${place.accountId}-${place.region}`;
    const everything = [
      { policy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] } },
    ];
    const may = (action: string, resource: string) =>
      decide(app, { principal: exec, action, resource, identityPolicies: everything }).decision;
    for (const zone of ['raw', 'redacted', 'derived', 'audit']) {
      const bucket = `arn:aws:s3:::strongroom-${zone}-${place.accountId}-${place.region}`;
      expect(may('s3:ListBucket', bucket)).toBe('Allowed');
      for (const action of ['s3:GetObject', 's3:GetObjectVersion', 's3:PutObject', 's3:DeleteObjectVersion'])
        expect(may(action, `${bucket}/a`)).toBe('ExplicitlyDenied');
    }
    for (const action of ['dynamodb:GetItem', 'dynamodb:Scan', 'dynamodb:PutItem', 'dynamodb:ExportTableToPointInTime'])
      expect(may(action, `arn:aws:dynamodb:${place.region}:${place.accountId}:table/strongroom-control`)).toBe(
        'ExplicitlyDenied',
      );
  });
});
