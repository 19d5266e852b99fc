import { describe, expect, test } from 'vitest';
import { program } from '../../config/program.ts';
import type { Claim, Proof } from '../../lib/access/index.ts';
import { proposalSchema } from '../../lib/governance/gate/certificate.ts';
import { certify } from '../../lib/governance/gate/certify.ts';
import type { ProgramConfig, WorkerPromise } from '../../lib/governance/program-config.ts';
import { ledgerOf } from '../../lib/governance/promises.ts';
import { gateLines } from '../../lib/report/gate.ts';
import { PLAIN } from '../../lib/report/terminal.ts';
import { present } from '../present.ts';
import { PROPOSED, TEMPLATES } from './certificates.ts';

const guard = {
  statement: 'Deny DenyReadUnlessListed of RawPolicy',
  construct: 'storage/Raw/Policy',
  source: 'storage#RawPolicy',
  text: '{"Sid":"DenyReadUnlessListed"}',
  without: 'refuted' as const,
  witness: {
    principal: 'arn:aws:iam::1:role/x',
    path: [{ action: 's3:GetObject', resource: 'raw/x', statement: 'none', construct: 'c', source: 's' }],
  },
};
const claim = (id: string, about: string, changes: Partial<Claim> = {}): Claim => ({
  id,
  class: about,
  tier: 'A',
  text: `claim ${id}`,
  verdict: 'proved',
  guards: [],
  ...changes,
});
/** A proof in which every promise of `config/program.ts` is kept. */
const proved = (): Claim[] => [
  claim('two-locks/raw/bucket/RawBucket', 'raw', { guards: [guard] }),
  ...program.promises.flatMap((promise) => promise.zones.map((zone) => claim(`${promise.claim}/${zone}/x`, zone))),
];
const proofOf = (claims: readonly Claim[]): Proof =>
  ({ verdict: claims.every(({ verdict }) => verdict === 'proved') ? 'proved' : 'refuted', claims }) as Proof;
const restart = {
  requester: { id: 'rae', via: 'declared' },
  incident: 'INC-7',
  now: new Date('2026-05-20T10:00:00Z'),
  templates: TEMPLATES,
  after: PROPOSED.after,
} as const;
const codeOf = (claims: readonly Claim[], changes: Partial<ProgramConfig> = {}): string => {
  try {
    certify(proofOf(claims), { ...program, ...changes }, restart);
    return 'certified';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('the promise ledger', () => {
  test('names for each promise its claims and its rule', () => {
    const ledger = ledgerOf(program.promises, proofOf(proved()));
    expect(ledger.map(({ says, state }) => [says, state])).toEqual(program.promises.map(({ says }) => [says, 'kept']));
    for (const { claims, because } of ledger) expect([claims.length > 0, because]).toEqual([true, null]);
    expect(ledger[0]?.guard).toBe(guard.statement);
  });

  const red: [string, (claims: Claim[]) => Claim[], string, string][] = [
    [
      'a claim that is refuted',
      (all) =>
        all.map((other) => (other.id === 'it-dies/raw/x' ? { ...other, verdict: 'refuted', because: 'never' } : other)),
      'refuted',
      'it-dies/raw/x: never',
    ],
    [
      'a claim that is undecided',
      (all) => all.map((other) => (other.id === 'it-dies/raw/x' ? { ...other, verdict: 'undecided' } : other)),
      'undecided',
      'it-dies/raw/x',
    ],
    [
      'no claim at all',
      (all) => all.filter(({ id }) => !id.startsWith('it-dies/raw')),
      'unproved',
      'it-dies is about raw',
    ],
  ];
  test.each(red)('a promise with %s is red, on the page too', (_, change, state, because) => {
    const ledger = ledgerOf(program.promises, proofOf(change(proved())));
    const broken = ledger.filter((ledgerEntry) => ledgerEntry.state !== 'kept');
    expect(broken).toEqual([expect.objectContaining({ state, because: expect.stringContaining(because) })]);
    const status = {
      state: 'paused',
      since: 'x',
      by: null,
      first: null,
      reason: 'drill',
      open: false,
      stands: true,
      key: 'k',
      account: null,
    } as const;
    const lines = gateLines({ ...status, promises: { at: 'x', current: true, ledger } }, PLAIN);
    expect(lines.some((line) => line.includes(`✗ ${broken[0]?.says}`))).toBe(true);
    expect(lines.some((line) => line.includes(state))).toBe(true);
  });

  test('the page names the reported call that caused a pause', () => {
    const call = { service: 'kms', name: 'PutKeyPolicy', id: 'e-1' };
    const status = { state: 'paused', since: 'x', by: null, first: null, reason: 'policy-changed', call } as const;
    const [head] = gateLines({ ...status, open: false, stands: true, key: 'k', promises: null, account: null }, PLAIN);
    expect(head).toBe('paused since x: policy-changed (kms PutKeyPolicy, event e-1 of the trail)');
  });

  test('the page shows the last findings about the account', () => {
    const status = { state: 'paused', since: 'x', by: null, first: null, reason: 'policy-changed' } as const;
    const account = {
      began: 'then',
      verdict: 'proved',
      key: 'proofs/a.json',
      says: 'All claims hold.\n\nNothing.',
    } as const;
    const lines = gateLines({ ...status, open: false, stands: true, key: 'k', promises: null, account }, PLAIN);
    expect(lines).toContain('  the account as it was at then: proved (proofs/a.json of the audit zone)');
    expect(lines).toContain('    All claims hold.');
  });

  test('a promise about a rule is red when no claim fails without that rule', () => {
    const without = proved().map((other) => ({ ...other, guards: [] }));
    expect(ledgerOf(program.promises, proofOf(without))[0]).toMatchObject({ state: 'unproved', guard: null });
  });

  test('a red promise blocks a restart, even without any claim about it while all claims hold', () => {
    expect(codeOf(proved())).toBe('certified');
    const added: WorkerPromise = { says: 'Nothing leaves the country.', claim: 'it-dies', zones: ['audit'] };
    expect(codeOf(proved(), { promises: [...program.promises, added] })).toBe('certificate.promise');
    expect(codeOf(proved().map((other) => ({ ...other, guards: [] })))).toBe('certificate.promise');
    expect(codeOf(present(red[0])[1](proved()))).toBe('certificate.unproved');
  });
});

describe('the certified content', () => {
  test('names the rule, proved with it and refuted without it by whom and how, and the incident', () => {
    const proposal = certify(proofOf(proved()), program, restart);
    expect(proposalSchema.parse(proposal)).toEqual(proposal);
    expect(proposal).toMatchObject({
      guard: { id: guard.statement, claim: 'two-locks/raw/bucket/RawBucket', text: guard.text },
      proof: { without: { principal: guard.witness.principal, path: [{ action: 's3:GetObject' }] } },
      digests: { templates: TEMPLATES },
      incident: 'INC-7',
    });
  });

  test('needs a rule that a claim depends on', () => {
    const restartGuard = { zone: 'raw', statement: 'DenyEverything' } as const;
    expect(codeOf(proved(), { restartGuard })).toBe('certificate.guard');
    expect(codeOf(proved(), { restartGuard: { zone: 'derived', statement: 'DenyReadUnlessListed' } })).toBe(
      'certificate.guard',
    );
  });

  test('changes with any claim, verdict aside', () => {
    const [first, second] = [proved(), [...proved(), claim('it-dies/audit/x', 'audit')]].map((claims) =>
      certify(proofOf(claims), program, restart),
    );
    expect(second?.digests.claims).not.toBe(first?.digests.claims);
    expect(second?.id).not.toBe(first?.id);
  });
});
