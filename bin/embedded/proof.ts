import { createHash } from 'node:crypto';
import { access } from '../../config/access.ts';
import { environment } from '../../config/environments.ts';
import { program } from '../../config/program.ts';
import { awsManagedPolicies } from '../../lib/access/aws-managed/index.ts';
import { type Declaration, type Environment, type Proof, prove, readApp } from '../../lib/access/index.ts';
import { type Configuration, declarationOf } from '../../lib/governance/declaration.ts';

export const configuration: Configuration = { access, program, environment };

/** What `config/` promises about these templates. */
export const configuredDeclaration = (
  templates: ReadonlyMap<string, string>,
  environment: Environment = {},
): Declaration => declarationOf(configuration, readApp(new Map(templates), environment));

export const proveTemplates = (templates: ReadonlyMap<string, string>): Proof =>
  prove(new Map(templates), configuredDeclaration(templates), { managedPolicies: awsManagedPolicies });

/** One digest for a set of templates: a certificate is about these, and about no others. */
export function digestOf(templates: ReadonlyMap<string, string>): string {
  const hash = createHash('sha256');
  for (const [name, text] of [...templates].toSorted(([a], [b]) => (a < b ? -1 : 1)))
    hash.update(`${name}\n${createHash('sha256').update(text).digest('hex')}\n`);
  return hash.digest('hex');
}
