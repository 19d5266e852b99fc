import { beforeAll, describe, expect, it } from 'vitest';
import { access } from '../../config/access.ts';
import { environment } from '../../config/environments.ts';
import { program } from '../../config/program.ts';
import { prove, readApp } from '../../lib/access/index.ts';
import { declarationOf } from '../../lib/governance/declaration.ts';
import { platformTemplates } from '../platform/synthesized.ts';
import { place } from './fixtures/platform.ts';

type Templates = Record<string, { Resources: Record<string, Found> }>;
type Found = { id: string; Type: string; Properties: Record<string, unknown> };

const fallen = async (
  change: (find: (type: string, id: RegExp) => Found, templates: Templates) => void,
): Promise<{ id: string; because?: string | undefined }[]> => {
  const templates = structuredClone(await platformTemplates()) as Templates;
  change((type, id) => {
    for (const { Resources } of Object.values(templates))
      for (const [name, resource] of Object.entries(Resources))
        if (resource.Type === type && id.test(name)) return resource;
    throw new Error(`no ${type} ${id}`);
  }, templates);
  const declaration = declarationOf({ access, program, environment }, readApp(templates, place));
  return prove(templates, { ...declaration, claims: ['no-silent-administrator'] }, place)
    .claims.filter(({ verdict }) => verdict !== 'proved')
    .map(({ id, because }) => ({ id, because }));
};

const open = (action: string) => ({
  Effect: 'Allow',
  Principal: { AWS: place.accountId },
  Action: action,
  Resource: '*',
});
const statementsOf = ({ Properties }: Found, document: string) =>
  (Properties[document] as { Statement: object[] }).Statement;

it('nobody reaches results, the control table, the pauses of workers or references unseen', async () => {
  expect(await fallen(() => {})).toEqual([]);
});

it.each<[string, string, Parameters<typeof fallen>[0]]>([
  [
    'results of a team whose key is open to the account',
    'no-silent-administrator/results of ui-agents',
    (find) => statementsOf(find('AWS::KMS::Key', /^uiagents/i), 'KeyPolicy').push(open('kms:Decrypt')),
  ],
  [
    'pauses of workers, where the table has lost its policy',
    'no-silent-administrator/participation',
    (find) => Object.assign(find('AWS::DynamoDB::Table', /^Participation/).Properties, { ResourcePolicy: undefined }),
  ],
  [
    'references, where the key of their queue is open to the account',
    'no-silent-administrator/references',
    (find) => statementsOf(find('AWS::KMS::Key', /^OperationsKey/), 'KeyPolicy').push(open('kms:Decrypt')),
  ],
])('an administrator reaches %s', async (_, id, change) => {
  expect((await fallen(change)).map((claim) => claim.id)).toContain(id);
});

/** For each class, and each kind of key that encrypts none, a call by which it is reached where that call is announced no more. */
const UNWATCHED: readonly [name: string, event: string, because: RegExp][] = [
  ['raw', 'UpdateAssumeRolePolicy', /can iam:UpdateAssumeRolePolicy on .*role\/strongroom-redact/],
  ['redacted', 'PutDataLakeSettings', /can lakeformation:PutDataLakeSettings on \*/],
  ['derived', 'UpdateAssumeRolePolicy', /can iam:UpdateAssumeRolePolicy on .*role\/strongroom-team-/],
  ['queries', 'UpdateAssumeRolePolicy', /can iam:UpdateAssumeRolePolicy on .*role\/strongroom-queries/],
  ['packages', 'UpdateAssumeRolePolicy', /can iam:UpdateAssumeRolePolicy on .*role\/strongroom-package/],
  ['audit', 'UpdateAssumeRolePolicy', /can iam:UpdateAssumeRolePolicy on .*role\/strongroom-reads/],
  ['results of ui-agents', 'PutKeyPolicy', /can kms:PutKeyPolicy on .*uiagentsResultsKey/],
  ['results of text-models', 'PutKeyPolicy', /can kms:PutKeyPolicy on .*textmodelsResultsKey/],
  ['results of cua-trainers', 'PutKeyPolicy', /can kms:PutKeyPolicy on .*cuatrainersResultsKey/],
  ['control', 'PutResourcePolicy', /can dynamodb:PutResourcePolicy on .*table\/strongroom-control/],
  ['participation', 'PutResourcePolicy', /can dynamodb:PutResourcePolicy on .*table\/strongroom-participation/],
  ['references', 'SetQueueAttributes', /can sqs:SetQueueAttributes on .*strongroom-segments/],
  ['restart certificates', 'PutKeyPolicy', /can kms:PutKeyPolicy on .*CertificateKey/],
  ['records and manifests', 'PutKeyPolicy', /can kms:PutKeyPolicy on .*SigningKey/],
  ['pseudonyms', 'PutKeyPolicy', /can kms:PutKeyPolicy on .*PseudonymKey/],
  ['unsilenced', 'DisableRule', /can stop the announcements by events:DisableRule, which is not announced itself/],
];

const unwatch = (event: string) =>
  fallen((_, templates) => {
    for (const { Resources } of Object.values(templates))
      for (const { Type, Properties } of Object.values(Resources)) {
        if (Type !== 'AWS::Events::Rule') continue;
        const { detail } = (Properties.EventPattern ?? {}) as { detail?: { eventName?: unknown[] } };
        if (detail?.eventName?.includes(event))
          detail.eventName = [...detail.eventName.filter((name) => name !== event), 'NoSuchCall'];
      }
  });

describe('a call that is announced no more', () => {
  const found = new Map<string, Awaited<ReturnType<typeof fallen>>>();
  beforeAll(async () => {
    for (const event of new Set(UNWATCHED.map(([, name]) => name))) found.set(event, await unwatch(event));
  });

  it.each(UNWATCHED)('makes the silence of %s fall with %s, by the name of the call', (name, event, because) => {
    const id = `no-silent-administrator/${name}`;
    expect(found.get(event)).toContainEqual({ id, because: expect.stringMatching(because) });
    // The same claim holds where another call is the one that is not announced.
    const others = [...found].filter(([other]) => !UNWATCHED.some(([known, by]) => known === name && by === other));
    expect(others.some(([, claims]) => claims.every((claim) => claim.id !== id))).toBe(true);
  });

  it('is tried for every claim of the family that has a store or a key', async () => {
    const templates = await platformTemplates();
    const declaration = declarationOf({ access, program, environment }, readApp(templates, place));
    const { claims } = prove(templates, { ...declaration, claims: ['no-silent-administrator'] }, place);
    const names = claims.map(({ id }) => id.split('/').slice(1)).filter((parts) => parts.length === 1);
    expect(names.flat().toSorted()).toEqual(UNWATCHED.map(([name]) => name).toSorted());
  });
});
