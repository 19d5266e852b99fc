import { readFileSync } from 'node:fs';
import type { IPolicyValidationContext, IPolicyValidationPlugin, PolicyValidationPluginReport } from 'aws-cdk-lib/core';
import { awsManagedPolicies } from '../access/aws-managed/index.ts';
import { causesOf } from '../access/causes/index.ts';
import { type Declaration, type Environment, prove, readApp } from '../access/index.ts';
import { textOf } from '../activity/text.ts';
import { readClaimsFile } from '../governance/claims-file.ts';
import { reportOf } from './proof-report.ts';
import { synthesized } from './synthesized.ts';

/** The claims to prove: the path of a claims file, or its content. */
export type Claims = string | (Declaration & { readonly environment?: Environment });

/**
 * Proves the claims of any CDK app on every synth, and fails the synth for one that is refuted or undecided and not accepted:
 *
 *     Validations.of(app).addPlugins(new AccessClaims('claims.json'));
 *
 * Needs aws-cdk-lib 2.276 or later.
 * @throws StrongroomError claims.invalid at once, for a claims file that is wrong
 */
export class AccessClaims implements IPolicyValidationPlugin {
  readonly name = 'strongroom-access';
  readonly #declaration: Declaration;
  readonly #environment: Environment;
  readonly #file: string;

  constructor(claims: Claims) {
    this.#file = typeof claims === 'string' ? claims : 'the claims';
    const text = typeof claims === 'string' ? textOf(readFileSync(claims)) : JSON.stringify(claims);
    const { declaration, environment } = readClaimsFile(text);
    this.#declaration = declaration;
    this.#environment = environment;
  }

  validate({ templatePaths }: IPolicyValidationContext): PolicyValidationPluginReport {
    const { paths, templates } = synthesized(templatePaths);
    const place = { managedPolicies: awsManagedPolicies, ...this.#environment };
    const proof = prove(templates, this.#declaration, place);
    return reportOf(proof, causesOf(readApp(templates, place), this.#declaration, proof), paths, this.#file);
  }
}
