import { beforeAll, describe, expect, test } from 'vitest';
import {
  type Certificate,
  certificateSchema,
  idOf,
  proposalOf,
  propose,
  sha256Of,
} from '../../../lib/governance/gate/certificate.ts';
import { examine } from '../../../lib/governance/gate/examine.ts';
import { present } from '../../present.ts';
import { CERTIFIED, newSigner, PROPOSED, signed } from '../certificates.ts';
import { fieldsOf, type Mutation, mutationsOf } from '../tamper.ts';

const signer = newSigner();
const codeOf = (document: unknown, anchor = signer.anchor): string => {
  try {
    examine(document, anchor);
    return 'genuine';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('a restart certificate', () => {
  let genuine: Certificate;
  let mutations: Mutation[];
  beforeAll(async () => {
    genuine = await signed(CERTIFIED, signer);
    const deploys = {
      over: sha256Of('before'),
      from: { storage: sha256Of('a') },
      to: { storage: sha256Of('b') },
      until: '2026-05-06T00:00:00.000Z',
    };
    const { approvals, opened } = CERTIFIED;
    const before = await signed({ ...propose({ ...PROPOSED, deploys }), approvals, opened }, signer);
    mutations = [...mutationsOf(genuine), ...mutationsOf(before)];
  });

  test('is genuine as it was signed, and names rule, proof, templates, approvers and expiry', () => {
    expect(codeOf(genuine)).toBe('genuine');
    expect(genuine.guard.id).toContain('DenyReadUnlessListed');
    expect(idOf(proposalOf(genuine))).toBe(genuine.id);
  });

  test('is refused after a change in any field of its schema', () => {
    const fields = fieldsOf(certificateSchema);
    expect(fields.length).toBeGreaterThan(30);
    const touched = (field: string) =>
      mutations.some(({ where }) => {
        const path = present(where.split(' ')[0]).replaceAll(/\.\d+(?=\.|$)/g, '.*');
        return path === field;
      });
    expect(fields.filter((field) => !touched(field))).toEqual([]);
    expect(mutations.filter(({ document }) => codeOf(document) === 'genuine').map(({ where }) => where)).toEqual([]);
  });

  test('holds a guard of any length up to that of a policy, and no empty one', () => {
    const fits = (length: number): boolean =>
      certificateSchema.safeParse({ ...genuine, guard: { ...genuine.guard, text: 'x'.repeat(length) } }).success;
    expect([0, 1, 32_768, 32_769].map(fits)).toEqual([false, true, true, false]);
  });

  test('is refused with another key in it, even one that signed it correctly', async () => {
    const forged = await signed(CERTIFIED, newSigner());
    expect(codeOf(forged)).toBe('certificate.key');
  });

  // Signed by the right key, but wrong: a governor's role must not be able to sign its way round the rules.
  const wrong: [string, object, string][] = [
    ['one approver', { approvals: CERTIFIED.approvals.slice(0, 1) }, 'certificate.invalid'],
    [
      'the same approver twice',
      { approvals: [CERTIFIED.approvals[0], CERTIFIED.approvals[0]] },
      'certificate.approvers',
    ],
    [
      'the requester among the approvers',
      { approvals: [CERTIFIED.approvals[0], { ...CERTIFIED.approvals[1], by: PROPOSED.requester }] },
      'certificate.approvers',
    ],
    [
      'an approval from after its end',
      { approvals: CERTIFIED.approvals.map((approval) => ({ ...approval, at: PROPOSED.expires })) },
      'certificate.times',
    ],
    [
      'a millisecond over 90 days of validity',
      propose({ ...PROPOSED, expires: '2026-07-30T00:00:00.001Z' }),
      'certificate.times',
    ],
    ['90 days of validity', propose({ ...PROPOSED, expires: '2026-07-30T00:00:00.000Z' }), 'genuine'],
    [
      'an approval from before it was asked for',
      { approvals: CERTIFIED.approvals.map((approval) => ({ ...approval, at: '2026-04-30T23:59:59.999Z' })) },
      'certificate.times',
    ],
    ['half a year of validity', propose({ ...PROPOSED, expires: '2026-11-01T00:00:00.000Z' }), 'certificate.times'],
    ['another id', { id: 'b'.repeat(64) }, 'certificate.id'],
    [
      'another text of the rule',
      propose({ ...PROPOSED, guard: { ...PROPOSED.guard, text: 'Allow' } }),
      'certificate.guard',
    ],
  ];
  test.each(wrong)('with %s, however well it is signed, is judged', async (_, change, code) => {
    expect(codeOf(await signed({ ...CERTIFIED, ...change } as Certificate, signer))).toBe(code);
  });
});
