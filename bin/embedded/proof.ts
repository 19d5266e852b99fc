import { createHash } from 'node:crypto';
import { access } from '../../config/access.ts';
import { environment } from '../../config/environments.ts';
import { program } from '../../config/program.ts';
import { type Proof, prove, readApp } from '../../lib/access/index.ts';
import { declarationOf } from '../../lib/governance/declaration.ts';

/** Proves what `config/` promises about these templates. */
export const proveTemplates = (templates: ReadonlyMap<string, string>): Proof =>
  prove(new Map(templates), declarationOf({ access, program, environment }, readApp(new Map(templates))));

/** One digest for a set of templates: a certificate is about these, and about no others. */
export function digestOf(templates: ReadonlyMap<string, string>): string {
  const hash = createHash('sha256');
  for (const [name, text] of [...templates].toSorted(([a], [b]) => (a < b ? -1 : 1)))
    hash.update(`${name}\n${createHash('sha256').update(text).digest('hex')}\n`);
  return hash.digest('hex');
}
