import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Certificate, type Gate, initialGate, isOpen, pause, resume } from '../../lib/governance/gate.ts';

const HASH = 'a'.repeat(64);
const NOW = new Date('2026-05-20T10:00:00Z');
const certificate: Certificate = {
  id: HASH,
  guard: { id: 'RawReadersOnly', text: 'Deny ...', hash: HASH },
  proof: { with: 'proved', without: 'refuted', templates: HASH },
  requester: 'rae',
  approvers: ['ada', 'ben'],
  issued: '2026-05-20T09:00:00Z',
  expires: '2026-06-20T09:00:00Z',
};
const expected = { templates: HASH };

describe('the gate', () => {
  test('starts paused', () => {
    expect(isOpen(initialGate(NOW), NOW)).toBe(false);
  });

  test('runs under a valid certificate, until it expires', () => {
    const gate = resume(certificate, expected, NOW);
    expect(isOpen(gate, NOW)).toBe(true);
    expect(isOpen(gate, new Date(certificate.expires))).toBe(false);
  });

  const refused: [string, object, string][] = [
    ['one approver', { approvers: ['ada'] }, 'certificate.invalid'],
    ['the same approver twice', { approvers: ['ada', 'ada'] }, 'certificate.approvers'],
    ['the requester among the approvers', { approvers: ['ada', 'rae'] }, 'certificate.approvers'],
    ['an expiry that has passed', { expires: '2026-05-20T09:59:59Z' }, 'certificate.expired'],
    ['an issue in the future', { issued: '2026-05-21T09:00:00Z' }, 'certificate.expired'],
    ['a proof that does not hold', { proof: { ...certificate.proof, with: 'undecided' } }, 'certificate.invalid'],
    ['a guard that carries nothing', { proof: { ...certificate.proof, without: 'proved' } }, 'certificate.invalid'],
    ['other templates', { proof: { ...certificate.proof, templates: 'b'.repeat(64) } }, 'certificate.templates'],
    ['a field that nobody knows', { note: 'please' }, 'certificate.invalid'],
    ['no guard', { guard: undefined }, 'certificate.invalid'],
  ];
  test.each(refused)('does not open for %s', (_, change, code) => {
    expect(() => resume({ ...certificate, ...change }, expected, NOW)).toThrow(expect.objectContaining({ code }));
  });

  test('is never open after any requests of which none brought a valid certificate', () => {
    const bad = fc.constantFrom(...refused.map(([, change]) => ({ ...certificate, ...change })), null, 'open', {});
    const request = fc.oneof(
      bad.map((value) => ({ value })),
      fc.constant('pause' as const),
    );
    fc.assert(
      fc.property(fc.array(request), (requests) => {
        let gate: Gate = initialGate(NOW);
        for (const one of requests) {
          try {
            gate = one === 'pause' ? pause('drill', NOW) : resume(one.value, expected, NOW);
          } catch {}
          expect(isOpen(gate, NOW)).toBe(false);
        }
      }),
    );
  });
});
