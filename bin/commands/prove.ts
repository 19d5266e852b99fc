import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  type Declaration,
  type Environment,
  exportQueries,
  prove,
  readApp,
  withGuards,
} from '../../lib/access/index.ts';
import { readClaimsFile } from '../../lib/governance/claims-file.ts';
import { renderProof } from '../../lib/report/proof.ts';
import { COLOUR, PLAIN } from '../../lib/report/terminal.ts';
import { configuredDeclaration } from '../embedded/proof.ts';
import { readTemplates } from '../embedded/templates.ts';
import { EXIT } from '../exit.ts';
import { readText } from '../read-json.ts';

const EXITS = { proved: EXIT.holds, refuted: EXIT.refused, undecided: EXIT.undecided } as const;

/** `strongroom prove`: this app against `config/`, or any synthesized app against a claims file. */
export async function run(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      templates: { type: 'string' },
      claims: { type: 'string' },
      'emit-smt': { type: 'string' },
      json: { type: 'boolean' },
    },
  });
  const templates = values.templates === undefined ? await synthesized() : readTemplates(values.templates);
  const { declaration, environment } = asked(values.claims, templates);
  const app = readApp(templates, environment);
  const proof = withGuards(app, declaration, prove(templates, declaration, environment));
  if (values['emit-smt'] !== undefined) emit(values['emit-smt'], exportQueries(app, declaration));
  process.stdout.write(
    values.json ? `${JSON.stringify(proof)}\n` : renderProof(proof, process.stdout.isTTY ? COLOUR : PLAIN),
  );
  return EXITS[proof.verdict];
}

function asked(
  file: string | undefined,
  templates: Map<string, string>,
): { declaration: Declaration; environment: Environment } {
  return file === undefined
    ? { declaration: configuredDeclaration(templates), environment: {} }
    : readClaimsFile(readText(file));
}

/** Each question as a script that an independent solver can decide again, and what was decided here. */
function emit(dir: string, queries: ReturnType<typeof exportQueries>): void {
  mkdirSync(dir, { recursive: true });
  for (const { name, text } of queries) writeFileSync(join(dir, name), text);
  writeFileSync(
    join(dir, 'expected.json'),
    `${JSON.stringify(Object.fromEntries(queries.map(({ name, expected }) => [name, expected])), null, 2)}\n`,
  );
  process.stderr.write(`${queries.length} questions in ${dir}, with what was decided here in expected.json\n`);
}

async function synthesized(): Promise<Map<string, string>> {
  const dir = mkdtempSync(join(tmpdir(), 'strongroom-prove-'));
  try {
    const { synthesize } = await import('../../lib/platform/synthesize.ts');
    synthesize(dir, { bundle: false, prove: false });
    return readTemplates(dir);
  } finally {
    rmSync(dir, { recursive: true });
  }
}
