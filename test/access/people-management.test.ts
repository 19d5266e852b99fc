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

describe('row 17: a role tagged as people management', () => {
  test.each([
    ['function', 'hr'],
    ['team', 'People-Mgr'],
    ['hr', 'yes'],
  ])('that has a grant on a table is refuted, tagged %s=%s', (key, value) => {
    expect(fallen((r) => (r.TeamRole.Properties.Tags = [tag('stage', 'prod'), tag(key, value)]))).toEqual([
      { about: 'redacted', verdict: 'refuted', because: expect.stringContaining(`tagged ${key}=${value}`), path: 1 },
    ]);
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
        r.TeamRole.Properties.Tags = [tag('function', 'research'), tag('owner', 'three')];
        r.Outsider = structuredClone(r.TeamRole);
        r.Outsider.Properties.Tags = [tag('function', 'hr')];
      }),
    ).toEqual([]);
  });
});
