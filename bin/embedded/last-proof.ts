import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Proof } from '../../lib/access/index.ts';
import { digestOf, digestOfHashes } from './proof.ts';

const fileIn = (out: string): string => join(out, 'proof.json');

export const keepProof = (out: string, proof: Proof): void =>
  writeFileSync(fileIn(out), `${JSON.stringify(proof, null, 2)}\n`);

/** The last proof that was made here, and when; `current` says whether it is about these templates. */
export function lastProof(
  out: string,
  templates: ReadonlyMap<string, string>,
): { readonly proof: Proof; readonly at: string; readonly current: boolean } | undefined {
  const file = fileIn(out);
  if (!existsSync(file)) return undefined;
  const proof = JSON.parse(readFileSync(file, 'utf8')) as Proof;
  const current = digestOfHashes(proof.inputs.templates) === digestOf(templates);
  return { proof, at: statSync(file).mtime.toISOString(), current };
}
