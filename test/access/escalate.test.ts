import { describe, expect, it } from 'vitest';
import { CATALOGUE } from '../../lib/access/escalate/catalogue.ts';
import { prove } from '../../lib/access/index.ts';
import { BREACHES } from './breaches.ts';
import { lakePlace } from './fixtures/lake.ts';

it('has at least sixty ways, each named once', () => {
  expect(new Set(CATALOGUE.map((entry) => entry.id)).size).toBe(CATALOGUE.length);
  expect(CATALOGUE.length).toBeGreaterThanOrEqual(60);
});

describe('every catalogued way is found when it is opened', () => {
  it.each(BREACHES.map((breach) => [breach.entry.id, breach] as const))('%s', (_, { entry, template, declaration }) => {
    const proof = prove({ Lake: template }, declaration, lakePlace);
    const fallen = proof.claims.filter((claim) => claim.id.startsWith('no-escalation') && claim.verdict === 'refuted');
    expect(fallen.map((claim) => claim.id)).not.toEqual([]);
    const paths = fallen.map((claim) => claim.witness?.path.map((step) => step.action) ?? []);
    expect(paths.some((path) => entry.actions.every((action) => path.includes(action)))).toBe(true);
  });
});
