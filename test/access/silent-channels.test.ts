import { expect, it } from 'vitest';
import { access } from '../../config/access.ts';
import { environment } from '../../config/environments.ts';
import { program } from '../../config/program.ts';
import { prove, readApp } from '../../lib/access/index.ts';
import { declarationOf } from '../../lib/governance/declaration.ts';
import { platformTemplates } from '../platform/synthesized.ts';
import { place } from './fixtures/platform.ts';

type Found = { id: string; Type: string; Properties: Record<string, unknown> };

const fallen = async (change: (find: (type: string, id: RegExp) => Found) => void): Promise<string[]> => {
  const templates = structuredClone(await platformTemplates()) as Record<string, { Resources: Record<string, Found> }>;
  change((type, id) => {
    for (const { Resources } of Object.values(templates))
      for (const [name, resource] of Object.entries(Resources))
        if (resource.Type === type && id.test(name)) return resource;
    throw new Error(`no ${type} ${id}`);
  });
  const declaration = declarationOf({ access, program, environment }, readApp(templates, place));
  return prove(templates, { ...declaration, claims: ['no-silent-administrator'] }, place)
    .claims.filter(({ verdict }) => verdict !== 'proved')
    .map(({ id }) => id);
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
  expect(await fallen(change)).toContain(id);
});
