import { token } from './sign-in.js';
import { locale, t } from './words.js';

/** @typedef {import('./api.js').Answers['GET /api/me']['requests'][number]['files'][number]} File */

/**
 * All pieces of a file, one after the other, as one file. It is kept only if its check sum is that of what was made.
 * @param {string} id of the request
 * @param {File} file
 * @param {(share: string) => void} tell
 */
export async function fetchFile(id, file, tell) {
  const share = new Intl.NumberFormat(locale, { style: 'percent' });
  /** @type {Blob[]} */
  const pieces = [];
  for (let piece = 0; piece < file.pieces; piece++) {
    if (piece > 0) tell(share.format(piece / file.pieces));
    pieces.push(await fetchPiece({ id, file: file.name, piece }));
  }
  const whole = new Blob(pieces, { type: 'application/zip' });
  if (file.bytes < MOST_CHECKED && (await sha256(whole)) !== file.sha256) throw new Error(t('went-wrong'));
  return whole;
}

/** Above this, the check would need all of it in memory a second time. */
const MOST_CHECKED = 500_000_000;

/** @param {{ id: string, file: string, piece: number }} body */
async function fetchPiece(body) {
  const answer = await fetch('/api/packages/piece', {
    method: 'POST',
    headers: { authorization: `Bearer ${token()}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }).catch(() => {
    throw new Error(t('no-connection'));
  });
  if (answer.ok) return answer.blob();
  const { code = '' } = await answer.json().catch(() => ({}));
  throw new Error(t(`refusal-${code}`, {}, t('went-wrong')));
}

/** @param {Blob} blob */
async function sha256(blob) {
  const digest = await crypto.subtle.digest('SHA-256', await blob.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
