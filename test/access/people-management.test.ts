import { describe, expect, test } from 'vitest';
import { prove } from '../../lib/access/index.ts';
import { lakeDeclaration, lakePlace, lakeTemplate } from './fixtures/lake.ts';

// biome-ignore lint/suspicious/noExplicitAny: a change reaches into resources of every shape
type Resources = Record<string, any>;
const fallen = (change: (resources: Resources) => void) => {
  const template = structuredClone(lakeTemplate());
  change(template.Resources);
  return prove({ Lake: template }, lakeDeclaration, lakePlace)
    .claims.filter(({ id, verdict }) => id.startsWith('people-management/') && verdict !== 'proved')
    .map(({ class: about, verdict, because, witness }) => ({
      about,
      verdict,
      because,
      path: witness?.path.length ?? 0,
    }));
};
const tag = (Key: string, Value: unknown) => ({ Key, Value });

describe('a role tagged as people management', () => {
  test.each([
    ['function', 'hr'],
    ['team', 'People-Mgr'],
    ['hr', 'yes'],
    ['department', 'Human Resources'],
    ['job', 'hr-business-partner'],
    ['team', 'people-analytics'],
    ['unit', 'PeopleOps'],
    ['for', 'People & Culture'],
  ])('that has a grant on a table is refuted, tagged %s=%s', (key, value) => {
    expect(fallen((r) => (r.TeamRole.Properties.Tags = [tag('stage', 'prod'), tag(key, value)]))).toEqual([
      { about: 'redacted', verdict: 'refuted', because: expect.stringContaining(`tagged ${key}=${value}`), path: 1 },
    ]);
  });

  test.each([
    ['its name', (r: Resources) => (r.TeamRole.Properties.RoleName = 'acme-HRBusinessPartner')],
    ['its path', (r: Resources) => (r.TeamRole.Properties.Path = '/human-resources/')],
    [
      'a role that may take it',
      (r: Resources) =>
        r.TeamRole.Properties.AssumeRolePolicyDocument.Statement.push({
          Effect: 'Allow',
          Action: 'sts:AssumeRole',
          Principal: { AWS: 'arn:aws:iam::111122223333:role/PeopleManagers' },
        }),
    ],
  ])('that has a grant on a table is refuted by %s', (_, change) => {
    expect(fallen(change)).toContainEqual(expect.objectContaining({ about: 'redacted', verdict: 'refuted' }));
  });

  test('is known by declaration too, and the text of the claim says all that is known', () => {
    const template = structuredClone(lakeTemplate());
    const declaration = { ...lakeDeclaration, peopleManagers: ['arn:*:role/*'], claims: ['people-management'] };
    const [claim] = prove({ Lake: template }, declaration, lakePlace).claims.filter(
      ({ verdict }) => verdict === 'refuted',
    );
    expect(claim?.because).toMatch(/declared to manage people/);
    expect(claim?.text).toMatch(/payroll.*which are declared: arn/);
  });

  test('that is an approved reader is refuted for that class', () => {
    const found = fallen((r) => (r.RegistrationRole.Properties.Tags = [tag('function', 'hr')]));
    expect(found).toEqual([expect.objectContaining({ about: 'redacted', verdict: 'refuted' })]);
  });

  test('whose tags cannot be read is undecided, never proved', () => {
    const unread = [tag('function', { 'Fn::ImportValue': 'elsewhere' })];
    expect(fallen((r) => (r.TeamRole.Properties.Tags = unread))).toEqual([
      expect.objectContaining({ about: 'redacted', verdict: 'undecided' }),
    ]);
  });

  test('that reaches nothing, and others with other tags, are of no concern', () => {
    expect(
      fallen((r) => {
        r.TeamRole.Properties.Tags = [
          tag('function', 'research'),
          tag('owner', 'three'),
          tag('how', 'Chrome'),
          tag('who', 'people'),
        ];
        r.Outsider = structuredClone(r.TeamRole);
        r.Outsider.Properties.Tags = [tag('function', 'hr')];
      }),
    ).toEqual([]);
  });
});
