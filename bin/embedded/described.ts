import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { environment } from '../../config/environments.ts';
import { awsManagedPolicies } from '../../lib/access/aws-managed/index.ts';
import type { Described } from '../../lib/access/differences/index.ts';
import { readText } from '../../lib/access/files/read-text.ts';
import { type Declaration, prove, readApp, withSources } from '../../lib/access/index.ts';
import { hasCode, type StrongroomError } from '../../lib/activity/errors.ts';
import { readClaimsFile } from '../../lib/governance/claims-file.ts';
import { DECLARATION_FILE, readDeclaration } from '../../lib/governance/declaration-file.ts';
import { withAccount } from '../../lib/governance/inputs.ts';
import { environmentOf, sourcesOf } from './assembly.ts';
import { configuredDeclaration } from './proof.ts';
import { readTemplates } from './templates.ts';

/** A synthesized app, for a comparison with another. */
export interface ReadAssembly extends Described {
  readonly lineOf: (constructPath: string) => string | undefined;
  /** Why claims are not compared, if they are not. */
  readonly unproved?: string;
}

/**
 * Reads a cloud assembly with its declaration: from the file that synth left there, otherwise from a claims file,
 * otherwise from the configuration of this checkout.
 */
export function readAssembly(dir: string, claims: string | undefined): ReadAssembly {
  // The account's existing resources are assumed to be the same for both versions.
  const templates = withAccount(readTemplates(dir), environment);
  const place = { ...environmentOf(dir), managedPolicies: awsManagedPolicies };
  const app = readApp(templates, place);
  const declaration = declarationOf(dir, claims, () => configuredDeclaration(templates, place));
  const lineOf = sourcesOf(dir);
  try {
    return { app, declaration, lineOf, proof: withSources(prove(templates, declaration, place), lineOf) };
  } catch (error) {
    if (!hasCode(error, 'ACCESS_DECLARATION')) throw error;
    return { app, declaration, lineOf, unproved: `${dir}: ${(error as StrongroomError).message}` };
  }
}

function declarationOf(dir: string, claims: string | undefined, configured: () => Declaration): Declaration {
  if (claims !== undefined) return readClaimsFile(readText(claims)).declaration;
  const file = join(dir, DECLARATION_FILE);
  return existsSync(file) ? readDeclaration(readText(file)) : configured();
}
