import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { IPolicyValidationContext, IPolicyValidationPlugin, PolicyValidationPluginReport } from 'aws-cdk-lib/core';
import { awsManagedPolicies } from '../access/aws-managed/index.ts';
import { causesOf, OWN_CONFIGURATION } from '../access/causes/index.ts';
import { type Proof, prove, readApp } from '../access/index.ts';
import type { Configuration } from '../governance/configuration.ts';
import { declarationOf } from '../governance/declaration.ts';
import { DECLARATION_FILE, writeDeclaration } from '../governance/declaration-file.ts';
import { placeOf, withAccount } from '../governance/inputs.ts';
import { reportOf } from './proof-report.ts';
import { synthesized } from './synthesized.ts';

/** A proof, the templates it covers and the seconds it took. */
export interface Proved {
  readonly proof: Proof;
  readonly templates: ReadonlyMap<string, string>;
  readonly seconds: number;
}
export type OnProof = (proved: Proved) => void;

/**
 * Proves on every synth what `config/` promises, and fails the synth for a claim that is refuted or undecided: unknown
 * is never counted as safe. The report names the claim, the request or path that breaks it, and the statement that
 * allows it.
 */
export class AccessProof implements IPolicyValidationPlugin {
  readonly name = 'strongroom-access-proof';
  readonly #configuration: Configuration;
  readonly #onProof: OnProof | undefined;

  /** @param onProof receives the proof of each synth, whatever its verdict */
  constructor(configuration: Configuration, onProof?: OnProof) {
    this.#configuration = configuration;
    this.#onProof = onProof;
  }

  validate({ templatePaths }: IPolicyValidationContext): PolicyValidationPluginReport {
    const { environment } = this.#configuration;
    const { paths, templates: ours } = synthesized(templatePaths);
    const templates = withAccount(ours, environment);
    const place = { ...placeOf(environment), managedPolicies: awsManagedPolicies };
    const app = readApp(templates, place);
    const declaration = declarationOf(this.#configuration, app);
    // `strongroom diff` compares a later version with this one.
    const [first] = templatePaths;
    if (first !== undefined) writeFileSync(join(dirname(first), DECLARATION_FILE), writeDeclaration(declaration));
    const began = performance.now();
    const proof = prove(templates, declaration, place);
    this.#onProof?.({ proof, templates: ours, seconds: (performance.now() - began) / 1000 });
    return reportOf(proof, causesOf(app, declaration, proof, OWN_CONFIGURATION), paths, 'config/access.ts');
  }
}
