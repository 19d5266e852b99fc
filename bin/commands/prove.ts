import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { causesOf, locate, OWN_CONFIGURATION } from '../../lib/access/causes/index.ts';
import { exportQueries, readApp, withSources } from '../../lib/access/index.ts';
import { StrongroomError } from '../../lib/activity/errors.ts';
import { proofPage } from '../../lib/report/document/proof-page.ts';
import { reachOf } from '../../lib/report/document/reach.ts';
import { renderProof } from '../../lib/report/proof.ts';
import { makeFolder } from '../../lib/storage/local/make-folder.ts';
import { ASKED_OPTIONS, askedOf, orAdvice } from '../embedded/asked.ts';
import { proveOnce } from '../embedded/prove-once.ts';
import { factsOf } from '../embedded/run-facts.ts';
import { EXIT } from '../exit.ts';
import { doing } from '../progress.ts';
import { reply } from '../reply.ts';
import { styleFor } from '../style.ts';
import { initClaims } from './prove-init.ts';

const EXITS = { proved: EXIT.holds, refuted: EXIT.refused, undecided: EXIT.undecided } as const;

/** Most principals for which the guards of claims are sought without `--guards`: the search takes a proof for each guard. */
const MANY_PRINCIPALS = 150;

/** `strongroom prove`: this app against `config/`, or any templates against a claims file; with `--live`, an account. */
export async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      ...ASKED_OPTIONS,
      init: { type: 'string' },
      organisation: { type: 'string' },
      guards: { type: 'boolean' },
      details: { type: 'boolean' },
      'emit-smt': { type: 'string' },
      live: { type: 'boolean' },
      from: { type: 'string' },
      against: { type: 'string' },
      record: { type: 'string' },
      report: { type: 'string' },
      profile: { type: 'string' },
      region: { type: 'string' },
    },
  });
  if (values.live === true || values.from !== undefined) {
    const { proveLive } = await import('./prove-live.ts');
    return proveLive(values);
  }
  if ([values.against, values.record, values.profile, values.region].some((option) => option !== undefined))
    throw new StrongroomError('usage', 'these options are about an account', 'strongroom prove --live, or --from DIR');
  if (values.init !== undefined) return initClaims(values.init, values.claims, values.json);
  const inputs = { ...values, templates: [...positionals, ...(values.templates ?? [])] };
  const { templates, sources, declaration, environment } = await askedOf(inputs);
  const app = readApp(templates, environment);
  const guards = values.guards === true || app.roles.length + app.users.length <= MANY_PRINCIPALS;
  const proved = doing(`proving who can read what of ${app.resources.length} resources`, () =>
    orAdvice(values.claims, () => proveOnce(templates, declaration, environment, { guards })),
  );
  const proof = withSources(proved, sources);
  const causes = locate(
    causesOf(app, declaration, proved, ...(values.claims === undefined ? [OWN_CONFIGURATION] : [])),
    sources,
  );
  if (!guards)
    process.stderr.write('the guards of each claim were not sought among so many principals; --guards seeks them\n');
  if (values['emit-smt'] !== undefined) emit(values['emit-smt'], exportQueries(app, declaration));
  if (values.report !== undefined) {
    const run = factsOf(app, templates, JSON.stringify(proof), { places: inputs.templates, claims: values.claims });
    const reach = reachOf(app, declaration, proof);
    writeFileSync(values.report, proofPage({ run, proof, reach, causes }));
  }
  reply(values.json, { ...proof, causes }, () => renderProof(proof, causes, styleFor(process.stdout), values.details));
  return EXITS[proof.verdict];
}

/** Writes each question as a script that an independent solver can decide again, beside the answer of this run. */
function emit(dir: string, queries: ReturnType<typeof exportQueries>): void {
  makeFolder(dir);
  for (const { name, text } of queries) writeFileSync(join(dir, name), text);
  writeFileSync(
    join(dir, 'expected.json'),
    `${JSON.stringify(Object.fromEntries(queries.map(({ name, expected }) => [name, expected])), null, 2)}\n`,
  );
  process.stderr.write(`${queries.length} questions in ${dir}; expected.json has the answers of this run\n`);
}
