import { existsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Proof } from '../../lib/access/index.ts';
import { canonicalJson } from '../../lib/activity/canonical-json.ts';
import { sha256Of } from '../../lib/governance/gate/certificate.ts';
import { readJson } from '../read-json.ts';

const fileIn = (out: string): string => join(out, 'proof.json');

/** Writes `proof.json`. @returns its text */
export function keepProof(out: string, proof: Proof): string {
  const text = `${JSON.stringify(proof, null, 2)}\n`;
  writeFileSync(fileIn(out), text);
  return text;
}

/** The last proof made here, with its time; `current` tells whether it covers these templates. */
export function lastProof(
  out: string,
  templates: ReadonlyMap<string, string>,
): { readonly proof: Proof; readonly at: string; readonly current: boolean } | undefined {
  const file = fileIn(out);
  if (!existsSync(file)) return undefined;
  const proof = parsed(file);
  if (proof?.inputs?.templates === undefined) return undefined;
  const hashes = Object.fromEntries([...templates].map(([name, text]) => [name, sha256Of(text)]));
  const current = canonicalJson(proof.inputs.templates) === canonicalJson(hashes);
  return { proof, at: statSync(file).mtime.toISOString(), current };
}

/** An unreadable proof counts as none; the gate can still be paused. */
function parsed(file: string): Proof | undefined {
  try {
    return readJson(file) as Proof;
  } catch {
    return undefined;
  }
}
