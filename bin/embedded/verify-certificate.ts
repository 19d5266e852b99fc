import { createPublicKey } from 'node:crypto';
import { environment } from '../../config/environments.ts';
import { readText } from '../../lib/access/files/read-text.ts';
import { StrongroomError } from '../../lib/activity/errors.ts';
import { type Certificate, fingerprintOf } from '../../lib/governance/gate/certificate.ts';
import { examine } from '../../lib/governance/gate/examine.ts';
import { digestOf } from './proof.ts';
import { readTemplates } from './templates.ts';

/** The source of the trusted key; never the certificate. */
export interface AnchorOptions {
  /** File with the public key, PEM. */
  readonly key?: string | undefined;
  readonly fingerprint?: string | undefined;
}

export interface Verified {
  readonly certificate: Certificate;
  /** Fingerprint of the key, and the source that vouches for it. */
  readonly anchor: { readonly fingerprint: string; readonly from: string };
  readonly expired: boolean;
  /** Whether it covers the templates of a folder; null when none was named. */
  readonly templates: boolean | null;
}

/**
 * Checks a certificate using only itself, a key and, where a folder is named, synthesized templates. No network.
 * @throws StrongroomError certificate.*
 */
export function verifyCertificate(
  document: unknown,
  options: AnchorOptions,
  templates: string | undefined,
  now: Date,
): Verified {
  const anchor = anchorOf(options);
  const certificate = examine(document, anchor.fingerprint);
  return {
    certificate,
    anchor,
    expired: Date.parse(certificate.expires) <= now.getTime(),
    templates: templates === undefined ? null : digestOf(readTemplates(templates)) === certificate.digests.templates,
  };
}

function anchorOf({ key, fingerprint }: AnchorOptions): Verified['anchor'] {
  if (key !== undefined) return { fingerprint: fingerprintOf(publicKeyIn(key)), from: key };
  if (fingerprint !== undefined) return { fingerprint: fingerprint.toLowerCase(), from: '--fingerprint' };
  if (environment.certificateKey !== null)
    return { fingerprint: environment.certificateKey, from: 'config/environments.ts' };
  throw new StrongroomError(
    'certificate.no-anchor',
    'a certificate proves nothing by the key that it carries itself: say which key is trusted',
    'name it: --key FILE (PEM), --fingerprint HEX, or certificateKey in config/environments.ts',
  );
}

function publicKeyIn(file: string): Uint8Array {
  try {
    return createPublicKey(readText(file)).export({ format: 'der', type: 'spki' });
  } catch {
    throw new StrongroomError('input.not-key', `${file} holds no public key`, 'give a PEM file');
  }
}
