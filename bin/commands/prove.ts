import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { renderProof } from '../../lib/report/proof.ts';
import { COLOUR, PLAIN } from '../../lib/report/terminal.ts';
import { proveTemplates } from '../embedded/proof.ts';
import { readTemplates } from '../embedded/templates.ts';
import { EXIT } from '../exit.ts';

const EXITS = { proved: EXIT.holds, refuted: EXIT.refused, undecided: EXIT.undecided } as const;

/** `strongroom prove`: of this app, or of templates that were synthesized from the same `config/`. */
export async function run(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { templates: { type: 'string' }, json: { type: 'boolean' } },
  });
  const proof = proveTemplates(values.templates === undefined ? await synthesized() : readTemplates(values.templates));
  process.stdout.write(
    values.json ? `${JSON.stringify(proof)}\n` : renderProof(proof, process.stdout.isTTY ? COLOUR : PLAIN),
  );
  return EXITS[proof.verdict];
}

async function synthesized(): Promise<Map<string, string>> {
  const dir = mkdtempSync(join(tmpdir(), 'strongroom-prove-'));
  try {
    const { synthesize } = await import('../../lib/platform/synthesize.ts');
    synthesize(dir, { bundle: false });
    return readTemplates(dir);
  } finally {
    rmSync(dir, { recursive: true });
  }
}
