import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { digestOf } from '../../bin/embedded/proof.ts';
import { verifyCertificate } from '../../bin/embedded/verify-certificate.ts';
import { type Certificate, propose } from '../../lib/governance/gate/certificate.ts';
import { CERTIFIED, EXPIRES, newSigner, PROPOSED, signed } from '../governance/certificates.ts';

const folder = mkdtempSync(join(tmpdir(), 'strongroom-verify-'));
afterAll(() => rmSync(folder, { recursive: true }));
const NOW = new Date('2026-05-20T10:00:00Z');
const signer = newSigner();
const pem = join(folder, 'key.pem');
let certificate: Certificate;
beforeAll(async () => {
  writeFileSync(pem, signer.pem);
  writeFileSync(join(folder, 'a.template.json'), '{"Resources":{}}');
  const templates = digestOf(new Map([['a', '{"Resources":{}}']]));
  const proposal = propose({ ...PROPOSED, digests: { ...PROPOSED.digests, templates } });
  certificate = await signed({ ...CERTIFIED, ...proposal }, signer);
});
const codeOf = (options: Parameters<typeof verifyCertificate>[1], document: unknown = certificate) => {
  try {
    verifyCertificate(document, options, undefined, NOW);
    return 'genuine';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('verifying a certificate offline', () => {
  test('needs a key from another source, as a file or a fingerprint', () => {
    expect(codeOf({})).toBe('certificate.no-anchor');
    expect(codeOf({ key: pem })).toBe('genuine');
    expect(codeOf({ fingerprint: signer.anchor.toUpperCase() })).toBe('genuine');
    expect(codeOf({ fingerprint: '0'.repeat(64) })).toBe('certificate.key');
    expect(codeOf({ key: join(folder, 'a.template.json') })).toBe('input.not-key');
  });

  test('refuses a changed certificate', () => {
    expect(codeOf({ key: pem }, { ...certificate, incident: 'INC-8' })).toBe('certificate.signature');
  });

  test('reports whether it has expired, and whether it covers the templates of a folder', () => {
    const verified = (at: Date, templates?: string) => verifyCertificate(certificate, { key: pem }, templates, at);
    expect(verified(NOW)).toMatchObject({ expired: false, templates: null, anchor: { from: pem } });
    expect(verified(new Date(EXPIRES), folder)).toMatchObject({ expired: true, templates: true });
    writeFileSync(join(folder, 'b.template.json'), '{}');
    expect(verified(NOW, folder)).toMatchObject({ templates: false });
  });
});
