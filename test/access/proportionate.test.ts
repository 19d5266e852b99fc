import { beforeAll, describe, expect, it } from 'vitest';
import { access } from '../../config/access.ts';
import { environment } from '../../config/environments.ts';
import { profiles } from '../../config/profiles.ts';
import { program } from '../../config/program.ts';
import { RowGroup } from '../../lambdas/redact/row-group.ts';
import { type Declaration, prove, readApp } from '../../lib/access/index.ts';
import { and, column } from '../../lib/activity/row-filter/build.ts';
import { declarationOf } from '../../lib/governance/declaration.ts';
import { readProfiles } from '../../lib/governance/profile/read-profiles.ts';
import { keptColumns, narrowed } from '../../lib/governance/proportion.ts';
import { platformTemplates } from '../platform/synthesized.ts';
import { place } from './fixtures/platform.ts';

let templates: Record<string, unknown>;
let declared: Declaration;

beforeAll(async () => {
  templates = await platformTemplates();
  declared = declarationOf({ access, program, environment }, readApp(templates, place));
});

type Kept = NonNullable<Declaration['kept']>[number];

const failing = (change: (kept: Kept) => Partial<Kept>, template: unknown = templates) => {
  const kept = declared.kept?.map((keptTable) => ({ ...keptTable, ...change(keptTable) })) ?? [];
  const { claims } = prove(template as typeof templates, { ...declared, kept, claims: ['proportionate'] }, place);
  return claims
    .filter(({ verdict }) => verdict !== 'proved')
    .map(({ id, because }) => `${id.split('/')[2]}: ${because}`);
};

const filters = () => {
  const changed = structuredClone(templates) as Record<
    string,
    { Resources: Record<string, { Type: string; Properties: Record<string, unknown> }> }
  >;
  const found = Object.values(changed)
    .flatMap(({ Resources }) => Object.values(Resources))
    .filter(({ Type }) => Type === 'AWS::LakeFormation::DataCellsFilter')
    .map(({ Properties }) => Properties as { ColumnNames: string[]; RowFilter: { FilterExpression: string } });
  return { changed, found };
};

describe('what is kept of the table', () => {
  it('is used, or listed with a reason that the text of the claim names', () => {
    expect(failing(() => ({}))).toEqual([]);
    const { claims } = prove(templates, { ...declared, claims: ['proportionate'] }, place);
    expect(claims.map(({ text }) => text).join()).toMatch(/listed with the reason why it is kept \(worker, device\)/);
  });

  it.each<[string, (kept: Kept) => Partial<Kept>, RegExp]>([
    ['a column without a reason', () => ({ columns: [] }), /^columns: column worker is kept, no grant names it/],
    ['a column that is written and nobody sees', () => ({ empty: [] }), /^columns: column (key_code|el_value) is kept/],
    [
      'a kind of row without a reason',
      ({ rows }) => ({ rows: rows.map(({ reason: _, ...row }) => row) }),
      /^rows: rows of \S+ in X[AB] are kept, and no grant lets one through/,
    ],
    [
      'transcripts, which no team may read',
      ({ rows }) => ({
        rows: [...rows, { name: 'transcript in XA', filter: `"kind" = 'transcript'`, columns: ['speaker'] }],
      }),
      /^rows: rows of transcript in XA/,
    ],
    ['a column that is granted and stays empty', () => ({ empty: ['title'] }), /^granted: .* is granted title/],
    [
      'a column that the rows of a team never fill',
      ({ rows }) => ({ rows: rows.map((row) => ({ ...row, columns: row.columns.filter((name) => name !== 'dx') })) }),
      /^granted: .* is granted dx/,
    ],
  ])('%s falls', (_, change, because) => {
    expect(failing(change)).toContainEqual(expect.stringMatching(because));
  });

  it('a narrower filter uses less, still for its purpose; one that is not understood and not declared proves nothing', () => {
    const narrow = filters();
    for (const { RowFilter } of narrow.found)
      RowFilter.FilterExpression = RowFilter.FilterExpression.replaceAll("'scroll', ", '');
    expect(failing(() => ({}), narrow.changed)).toEqual([]);
    const odd = filters();
    for (const { RowFilter } of odd.found) RowFilter.FilterExpression = 'length("kind") > 3';
    const spoken = { name: 'transcript in XA', filter: `"kind" = 'transcript'`, columns: ['speaker'] };
    expect(failing(({ rows }) => ({ rows: [...rows, spoken] }), odd.changed)).toContainEqual(
      expect.stringMatching(/^rows: whether a grant lets rows of transcript/),
    );
  });
});

describe('what no team is granted', () => {
  it('is refused at the door, transcripts first of all, and what is granted or listed is not', () => {
    const kinds = narrowed(readProfiles(profiles), access).get('XA')?.kinds;
    expect(kinds).toMatchObject({ transcript: 'deny', clipboard: 'allow', text: 'allow', task: 'allow' });
    expect(narrowed(readProfiles(profiles), access).get('XB')?.kinds).toMatchObject({ task: 'deny', text: 'allow' });
    const { kept: _, ...strict } = access;
    expect(narrowed(readProfiles(profiles), strict).get('XB')?.kinds).toMatchObject({
      text: 'deny',
      clipboard: 'deny',
      key: 'allow',
    });
  });

  it('is refused altogether in a place where no team is granted anything', () => {
    const ofXA = Object.fromEntries(
      Object.entries(access.teams).map(([name, team]) => [
        name,
        { ...team, rows: and(column('jurisdiction').is('XA'), column('kind').in(['key'])) },
      ]),
    );
    const kinds = narrowed(readProfiles(profiles), { ...access, teams: ofXA }).get('XB')?.kinds ?? {};
    expect(new Set(Object.values(kinds))).toEqual(new Set(['deny']));
  });

  it('never makes a profile wider', () => {
    const before = readProfiles(profiles);
    for (const [place, { kinds }] of narrowed(before, access))
      for (const [kind, rule] of Object.entries(kinds))
        expect(['deny', before.get(place)?.kinds[kind as keyof typeof kinds]]).toContain(rule);
  });

  it('is written empty', () => {
    const group = new RowGroup(1, keptColumns(access));
    group.next();
    group.set('el_role', 'button');
    group.set('el_value', 'x' as never);
    const written = new Map(group.take().map(({ name, data }) => [name, data[0]]));
    expect([written.get('el_role'), written.get('el_value')]).toEqual(['button', null]);
  });
});
