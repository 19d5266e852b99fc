import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Verdict } from '../lib/access/index.ts';
import type { Proved } from '../lib/platform/access-proof.ts';
import { digestOf } from './embedded/proof.ts';
import { readJson } from './read-json.ts';

/** Beside the templates, so that the next synth can report whether anything changed. */
const FILE = 'strongroom.proved.json';

/** The printed parts of a proof. */
interface Told extends Pick<Proved, 'templates' | 'seconds'> {
  readonly proof: { readonly verdict: Verdict; readonly claims: readonly { readonly verdict: Verdict }[] };
}

/**
 * One line about the proof of a synth: claims, time, digest of the templates, and whether the last synth in this folder
 * had the same. The synth's own report, which fails, covers failing claims.
 */
export function sayProved({ proof, templates, seconds }: Told, outdir: string): string {
  const digest = digestOf(templates);
  const before = lastIn(outdir);
  const counts = proof.claims.filter(({ verdict }) => verdict === 'proved').length;
  writeFileSync(
    join(outdir, FILE),
    `${JSON.stringify({ templates: digest, verdict: proof.verdict, claims: counts })}\n`,
  );
  const since =
    before === undefined
      ? 'the first synth in this folder'
      : before.templates === digest
        ? 'as in the last synth'
        : `changed since the last synth (${short(before.templates)}); npx strongroom diff says how`;
  return `strongroom: ${proof.verdict}: ${counts} of ${proof.claims.length} claims hold under the stated assumptions, in ${seconds.toFixed(1)} s; templates ${short(digest)}, ${since}`;
}

const short = (digest: string): string => digest.slice(0, 12);

/** A missing or foreign file is ignored. */
function lastIn(outdir: string): { readonly templates: string } | undefined {
  const file = join(outdir, FILE);
  if (!existsSync(file)) return undefined;
  try {
    const { templates } = readJson(file) as { templates?: unknown };
    return typeof templates === 'string' ? { templates } : undefined;
  } catch {
    return undefined;
  }
}
