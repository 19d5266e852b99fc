import { access } from '../../config/access.ts';
import { environment } from '../../config/environments.ts';
import { program } from '../../config/program.ts';
import { redaction } from '../../config/redaction.ts';
import { awsManagedPolicies } from '../../lib/access/aws-managed/index.ts';
import { type App, type Declaration, type Environment, type Proof, readApp } from '../../lib/access/index.ts';
import { canonicalJson } from '../../lib/activity/canonical-json.ts';
import type { Configuration } from '../../lib/governance/configuration.ts';
import { declarationOf } from '../../lib/governance/declaration.ts';
import { sha256Of } from '../../lib/governance/gate/certificate.ts';
import { placeOf, withAccount } from '../../lib/governance/inputs.ts';
import { proveOnce } from './prove-once.ts';

export const configuration: Configuration = { access, program, environment, redaction };

/** Promises of `config/` for these templates. */
export const configuredDeclaration = (templates: ReadonlyMap<string, string>, place: Environment = {}): Declaration =>
  declarationOf(configuration, readConfigured(templates, place));

/** The app of these templates, together with the account's existing resources from `config/environments.ts`. */
export const readConfigured = (templates: ReadonlyMap<string, string>, place: Environment = {}): App =>
  readApp(withAccount(templates, environment), { ...placeOf(environment), ...place });

/** The proof of these templates, with the guards of its claims about locks and trust. */
export const proveTemplates = (templates: ReadonlyMap<string, string>): Proof =>
  proveOnce(
    withAccount(templates, environment),
    configuredDeclaration(templates),
    { ...placeOf(environment), managedPolicies: awsManagedPolicies },
    { guards: true },
  );

/**
 * One digest for a set of templates: a certificate covers exactly these. Computed from their content, by stack: neither
 * white space nor a file's name changes it, so that a template has the same digest in a folder and in CloudFormation.
 */
export const digestOf = (templates: ReadonlyMap<string, string>): string =>
  sha256Of(
    canonicalJson(
      Object.fromEntries(
        [...templates].map(([name, text]) => [name.replace(/\.template\.json$/, ''), JSON.parse(text)]),
      ),
    ),
  );
