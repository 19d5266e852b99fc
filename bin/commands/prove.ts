import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { awsManagedPolicies } from '../../lib/access/aws-managed/index.ts';
import {
  type Declaration,
  type Environment,
  exportQueries,
  prove,
  readApp,
  withSources,
} from '../../lib/access/index.ts';
import { readClaimsFile } from '../../lib/governance/claims-file.ts';
import { withAccount } from '../../lib/governance/inputs.ts';
import { ORGANISATION_FILES } from '../../lib/governance/organisation-policies.ts';
import { renderProof } from '../../lib/report/proof.ts';
import { COLOUR, PLAIN } from '../../lib/report/terminal.ts';
import { makeFolder } from '../../lib/storage/local/make-folder.ts';
import { environmentOf, sourcesOf } from '../embedded/assembly.ts';
import { configuration, configuredDeclaration } from '../embedded/proof.ts';
import { readTemplates } from '../embedded/templates.ts';
import { EXIT } from '../exit.ts';
import { readJson, readText } from '../read-json.ts';

const EXITS = { proved: EXIT.holds, refuted: EXIT.refused, undecided: EXIT.undecided } as const;

/** More principals than this, and what each claim rests on is sought on request only: it takes a proof for each guard. */
const MANY_PRINCIPALS = 150;

/** `strongroom prove`: this app against `config/`, or any synthesized app against a claims file. */
export async function run(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      templates: { type: 'string' },
      claims: { type: 'string' },
      bootstrap: { type: 'string' },
      organisation: { type: 'string' },
      guards: { type: 'boolean' },
      'emit-smt': { type: 'string' },
      json: { type: 'boolean' },
    },
  });
  const {
    templates: ours,
    sources,
    place,
  } = values.templates === undefined ? await synthesized() : read(values.templates);
  const templates = values.claims === undefined ? withAccount(ours, configuration.environment) : ours;
  if (values.bootstrap !== undefined) templates.set('bootstrap', readText(values.bootstrap));
  const bound =
    values.organisation === undefined ? place : { ...place, organisation: organisationOf(values.organisation) };
  const { declaration, environment } = asked(values.claims, templates, bound);
  const app = readApp(templates, environment);
  const guards = values.guards === true || app.roles.length + app.users.length <= MANY_PRINCIPALS;
  const proof = withSources(prove(templates, declaration, environment, { guards }), sources);
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

const read = (dir: string): Assembly => ({
  templates: readTemplates(dir),
  sources: sourcesOf(dir),
  place: { ...environmentOf(dir), managedPolicies: awsManagedPolicies },
});

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
    return read(dir);
  } finally {
    rmSync(dir, { recursive: true });
  }
}
