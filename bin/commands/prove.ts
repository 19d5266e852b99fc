import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { awsManagedPolicies } from '../../lib/access/aws-managed/index.ts';
import { environmentOf, sourcesOf } from '../../lib/access/files/assembly.ts';
import { readText } from '../../lib/access/files/read-text.ts';
import { templateJson } from '../../lib/access/files/template-text.ts';
import { readAllTemplates } from '../../lib/access/files/templates.ts';
import {
  type Declaration,
  type Environment,
  exportQueries,
  prove,
  readApp,
  withSources,
} from '../../lib/access/index.ts';
import { hasCode, StrongroomError } from '../../lib/activity/errors.ts';
import { readClaimsFile } from '../../lib/governance/claims-file.ts';
import { withAccount } from '../../lib/governance/inputs.ts';
import { ORGANISATION_FILES } from '../../lib/governance/organisation-policies.ts';
import { renderProof } from '../../lib/report/proof.ts';
import { COLOUR, PLAIN } from '../../lib/report/terminal.ts';
import { makeFolder } from '../../lib/storage/local/make-folder.ts';
import { configuration, configuredDeclaration } from '../embedded/proof.ts';
import { EXIT } from '../exit.ts';
import { readJson } from '../read-json.ts';

const EXITS = { proved: EXIT.holds, refuted: EXIT.refused, undecided: EXIT.undecided } as const;

/** More principals than this, and what each claim rests on is sought on request only: it takes a proof for each guard. */
const MANY_PRINCIPALS = 150;

/** `strongroom prove`: this app against `config/`, or any templates against a claims file. */
export async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      templates: { type: 'string', multiple: true },
      claims: { type: 'string' },
      bootstrap: { type: 'string' },
      organisation: { type: 'string' },
      guards: { type: 'boolean' },
      'emit-smt': { type: 'string' },
      json: { type: 'boolean' },
    },
  });
  const places = [...positionals, ...(values.templates ?? [])];
  const { templates: ours, sources, place } = places.length === 0 ? await synthesized() : read(places);
  const templates = values.claims === undefined ? withAccount(ours, configuration.environment) : ours;
  if (values.bootstrap !== undefined) templates.set('bootstrap', templateAt(values.bootstrap));
  const bound =
    values.organisation === undefined ? place : { ...place, organisation: organisationOf(values.organisation) };
  const { declaration, environment } = asked(values.claims, templates, bound);
  const app = readApp(templates, environment);
  const guards = values.guards === true || app.roles.length + app.users.length <= MANY_PRINCIPALS;
  const proved = orAdvice(values.claims, () => prove(templates, declaration, environment, { guards }));
  const proof = withSources(proved, sources);
  if (!guards) process.stderr.write('what each claim rests on was not sought among so many principals: --guards\n');
  if (values['emit-smt'] !== undefined) emit(values['emit-smt'], exportQueries(app, declaration));
  process.stdout.write(
    values.json ? `${JSON.stringify(proof)}\n` : renderProof(proof, process.stdout.isTTY ? COLOUR : PLAIN),
  );
  return EXITS[proof.verdict];
}

function asked(
  file: string | undefined,
  templates: Map<string, string>,
  place: Environment,
): { declaration: Declaration; environment: Environment } {
  if (file === undefined) return { declaration: configuredDeclaration(templates, place), environment: place };
  const { declaration, environment } = readClaimsFile(readText(file));
  return { declaration, environment: { ...place, ...environment } };
}

/** What `config/` promises names resources that the templates of another app do not have. */
function orAdvice<T>(claims: string | undefined, decide: () => T): T {
  try {
    return decide();
  } catch (error) {
    if (claims !== undefined || !hasCode(error, 'ACCESS_DECLARATION')) throw error;
    throw new StrongroomError(
      'claims.missing',
      'these templates are not of this app, and there is no claims file that says what to prove of them',
      '`strongroom prove --init PATH` writes one by asking the templates; then give it with --claims FILE',
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

/** AWS attaches it to every account until somebody takes it away. */
const FULL_ACCESS = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };

interface Assembly {
  readonly templates: Map<string, string>;
  readonly sources: (constructPath: string) => string | undefined;
  readonly place: Environment;
}

function read(places: readonly string[]): Assembly {
  const [first = '.', ...others] = places;
  const lookups = places.map(sourcesOf);
  return {
    templates: readAllTemplates(places),
    sources: (path) => lookups.map((lookup) => lookup(path)).find((line) => line !== undefined),
    // Of templates from several places it is not known that they go to one.
    place: { ...(others.length === 0 ? environmentOf(first) : {}), managedPolicies: awsManagedPolicies },
  };
}

/** Each question as a script that an independent solver can decide again, and what was decided here. */
function emit(dir: string, queries: ReturnType<typeof exportQueries>): void {
  makeFolder(dir);
  for (const { name, text } of queries) writeFileSync(join(dir, name), text);
  writeFileSync(
    join(dir, 'expected.json'),
    `${JSON.stringify(Object.fromEntries(queries.map(({ name, expected }) => [name, expected])), null, 2)}\n`,
  );
  process.stderr.write(`${queries.length} questions in ${dir}, with what was decided here in expected.json\n`);
}

async function synthesized(): Promise<Assembly> {
  const dir = mkdtempSync(join(tmpdir(), 'strongroom-prove-'));
  try {
    const { synthesize } = await import('../../lib/platform/synthesize.ts');
    synthesize(dir, { bundle: false, prove: false });
    return read([dir]);
  } finally {
    rmSync(dir, { recursive: true });
  }
}
