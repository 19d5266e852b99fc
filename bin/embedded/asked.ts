import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { awsManagedPolicies } from '../../lib/access/aws-managed/index.ts';
import { readText } from '../../lib/access/files/read-text.ts';
import { templateJson } from '../../lib/access/files/template-text.ts';
import type { Declaration, Environment } from '../../lib/access/index.ts';
import { hasCode, StrongroomError } from '../../lib/activity/errors.ts';
import { readClaimsFile } from '../../lib/governance/claims-file.ts';
import { withAccount } from '../../lib/governance/inputs.ts';
import { ORGANISATION_FILES } from '../../lib/governance/organisation-policies.ts';
import { doing } from '../progress.ts';
import { readJson } from '../read-json.ts';
import { environmentOf, sourcesOf } from './assembly.ts';
import { configuration, configuredDeclaration } from './proof.ts';
import { readAllTemplates } from './templates.ts';

/** Options of a command about access. */
export interface Inputs {
  /** Folders of templates; this app's own when omitted or empty. */
  readonly templates?: readonly string[] | undefined;
  readonly claims?: string | undefined;
  readonly bootstrap?: string | undefined;
  readonly organisation?: string | undefined;
}

/** Options of the commands about access. */
export const ASKED_OPTIONS = {
  templates: { type: 'string', multiple: true },
  claims: { type: 'string' },
  bootstrap: { type: 'string' },
  json: { type: 'boolean' },
} as const;

/** Subject of a question: templates, the claims about them, and the place of their deployment. */
export interface AskedTemplates {
  readonly templates: Map<string, string>;
  readonly sources: (constructPath: string) => string | undefined;
  readonly declaration: Declaration;
  readonly environment: Environment;
}

/** @throws StrongroomError for unreadable files, claims.invalid, ACCESS_TEMPLATE */
export async function askedOf(inputs: Inputs): Promise<AskedTemplates> {
  const places = inputs.templates ?? [];
  const { templates: ours, sources, place } = places.length === 0 ? await synthesized() : readPlaces(places);
  const templates = inputs.claims === undefined ? withAccount(ours, configuration.environment) : ours;
  if (inputs.bootstrap !== undefined) templates.set('bootstrap', templateAt(inputs.bootstrap));
  const bound =
    inputs.organisation === undefined ? place : { ...place, organisation: organisationOf(inputs.organisation) };
  return { templates, sources, ...claimed(inputs.claims, templates, bound) };
}

function claimed(
  file: string | undefined,
  templates: Map<string, string>,
  place: Environment,
): { declaration: Declaration; environment: Environment } {
  if (file === undefined) return { declaration: configuredDeclaration(templates, place), environment: place };
  const { declaration, environment } = readClaimsFile(readText(file));
  return { declaration, environment: { ...place, ...environment } };
}

/** Promises of `config/` name resources that another app's templates do not have. */
export function orAdvice<T>(claims: string | undefined, decide: () => T): T {
  try {
    return decide();
  } catch (error) {
    if (claims !== undefined || !hasCode(error, 'ACCESS_DECLARATION')) throw error;
    throw new StrongroomError(
      'claims.missing',
      'these templates are not of this app, and there is no claims file that says what to prove of them',
      existsSync('claims.json')
        ? 'add `--claims claims.json`, which is here; `strongroom prove --init PATH --claims FILE` writes another'
        : '`strongroom prove --init PATH` writes one by asking the templates; then give it with --claims FILE',
    );
  }
}

/** The one template in a file, in JSON or YAML. */
const templateAt = (file: string): string => templateJson(file, readText(file));

/** The two policies of `policies/`, as if they were attached to the account. */
function organisationOf(dir: string): NonNullable<Environment['organisation']> {
  const policy = (name: string): unknown => readJson(join(dir, name));
  return {
    serviceControlPolicies: [[FULL_ACCESS, policy(ORGANISATION_FILES.serviceControl)]],
    resourceControlPolicies: [policy(ORGANISATION_FILES.resourceControl)],
  };
}

/** AWS attaches it to every account until an administrator detaches it. */
const FULL_ACCESS = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };

interface Assembly {
  readonly templates: Map<string, string>;
  readonly sources: (constructPath: string) => string | undefined;
  readonly place: Environment;
}

/** Other projects' templates, and their deployment target in the manifest. */
export function readPlaces(places: readonly string[]): Assembly {
  const [first = '.', ...others] = places;
  const lookups = places.map(sourcesOf);
  return {
    templates: readAllTemplates(places),
    sources: (path) => lookups.map((lookup) => lookup(path)).find((line) => line !== undefined),
    // Templates from several folders may have different targets.
    place: { ...(others.length === 0 ? environmentOf(first) : {}), managedPolicies: awsManagedPolicies },
  };
}

async function synthesized(): Promise<Assembly> {
  const dir = mkdtempSync(join(tmpdir(), 'strongroom-prove-'));
  try {
    const { synthesize } = await import('../../lib/platform/synthesize.ts');
    doing('synthesizing this app from config/', () => synthesize(dir, { bundle: false, prove: false }));
    return readPlaces([dir]);
  } finally {
    rmSync(dir, { recursive: true });
  }
}
