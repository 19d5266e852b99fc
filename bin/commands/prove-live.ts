import { awsManagedPolicies } from '../../lib/access/aws-managed/index.ts';
import { causesOf, OWN_CONFIGURATION } from '../../lib/access/causes/index.ts';
import { environmentOf } from '../../lib/access/files/assembly.ts';
import { readText } from '../../lib/access/files/read-text.ts';
import { type Declaration, type Environment, proveAccount } from '../../lib/access/index.ts';
import { type AccountReading, accountOf, type Drifts, driftOf, type LiveAccount } from '../../lib/access/live/index.ts';
import { StrongroomError } from '../../lib/activity/errors.ts';
import { readClaimsFile } from '../../lib/governance/claims-file.ts';
import { declarationOf } from '../../lib/governance/declaration.ts';
import { STACKS } from '../../lib/governance/stacks.ts';
import { renderLive } from '../../lib/report/live.ts';
import { renderProof } from '../../lib/report/proof.ts';
import { configuration } from '../embedded/proof.ts';
import { readAllTemplates } from '../embedded/templates.ts';
import { EXIT } from '../exit.ts';
import { readReading, writeReading } from '../live/files.ts';
import { reply } from '../reply.ts';
import { styleFor } from '../style.ts';

const EXITS = { proved: EXIT.holds, refuted: EXIT.refused, undecided: EXIT.undecided } as const;

export interface LiveValues {
  readonly against?: string | undefined;
  readonly from?: string | undefined;
  readonly record?: string | undefined;
  readonly region?: string | undefined;
  readonly profile?: string | undefined;
  readonly claims?: string | undefined;
  readonly guards?: boolean | undefined;
  readonly details?: boolean | undefined;
  readonly json?: boolean | undefined;
}

/**
 * `strongroom prove --live`: the same claims, decided for an account as it is. What could not be read makes the claims that
 * rest on it undecided. With `--against`, where the account is not what the templates say.
 */
export async function proveLive(values: LiveValues): Promise<number> {
  const templates = values.against === undefined ? undefined : readAllTemplates([values.against]);
  const reading = await readingOf(values, [...(templates?.keys() ?? [])]);
  if (values.record !== undefined) writeReading(values.record, reading);
  const account = await accountOf(reading, {
    environment: {
      ...(values.against === undefined ? {} : environmentOf(values.against)),
      managedPolicies: awsManagedPolicies,
    },
    ...(templates ? { templates } : {}),
  });
  const declaration = declared(values.claims, account);
  const proof = proveAccount(account.app, declaration, { guards: values.guards === true });
  const drifts = values.against === undefined || !account.expected ? undefined : driftOf(account.expected, account.app);
  const live = liveOf(reading, account, drifts);
  const causes = causesOf(account.app, declaration, proof, ...(values.claims === undefined ? [OWN_CONFIGURATION] : []));
  const style = styleFor(process.stdout);
  reply(
    values.json,
    { ...proof, causes, live },
    () => `${renderProof(proof, causes, style, values.details)}\n${renderLive(live, style)}`,
  );
  return EXITS[proof.verdict];
}

/** What a proof of an account says beside its claims. */
const liveOf = (
  { at, accountId, region, caller, answers }: AccountReading,
  { app, taken }: LiveAccount,
  drifts?: Drifts,
) => ({
  ...{ at, accountId, region, caller, calls: answers.length, unread: app.unread, taken },
  ...(drifts === undefined ? {} : drifts),
});

async function readingOf({ from, region, profile }: LiveValues, templates: readonly string[]): Promise<AccountReading> {
  if (from !== undefined) return readReading(from);
  const { environment } = configuration;
  const where = region ?? environment.target?.region ?? process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION;
  if (where === undefined)
    throw new StrongroomError('usage', 'no region is named', 'strongroom prove --live --region REGION');
  if (profile !== undefined) process.env.AWS_PROFILE = profile;
  const { readLive } = await import('../../lib/storage/aws/live.ts');
  const stacks =
    templates.length > 0
      ? templates.map((name) => name.replace(/\.template\.json$/, ''))
      : STACKS.map((name) => `${environment.prefix}-${name}`);
  return readLive({ region: where, stacks });
}

/** Names of a claims file may be those of the templates, which stay known where the account has the stacks. */
function declared(file: string | undefined, { app, expected }: LiveAccount): Declaration {
  if (file === undefined) return declarationOf(configuration, expected ?? app);
  const { declaration }: { declaration: Declaration; environment: Environment } = readClaimsFile(readText(file));
  return declaration;
}
