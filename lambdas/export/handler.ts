import { MetricUnit } from '@aws-lambda-powertools/metrics';
import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import { z } from 'zod';
import { FORMATS as FORMS } from '../../lib/activity/column-formats.ts';
import { StrongroomError } from '../../lib/activity/errors.ts';
import { there } from '../../lib/activity/there.ts';
import { FORMAT_NAMES } from '../../lib/episodes/formats/shards.ts';
import type { AccessConfig } from '../../lib/governance/access-config.ts';
import type { Ports } from '../../lib/storage/ports.ts';
import { envelope } from '../envelope.ts';
import type { Settings } from '../settings.ts';
import { answersOf, type TeamQueries, Unasked } from './answers.ts';
import { type Begun, begin, type Exported, goOn, resume } from './export.ts';
import type { ExportPlan } from './plan.ts';
import type { Ask } from './sessions.ts';

const day = z.string().regex(FORMS.day);
/** Ids of queries that the team ran for the export. */
const answers = z.array(z.uuid()).max(100).default([]);

/** A team's request: which export to begin or continue, and the answers to its queries. */
const event = z.union([
  z.strictObject({
    ...{ team: z.string(), purpose: z.string(), format: z.enum(FORMAT_NAMES) },
    ...{ since: day.optional(), until: day.optional(), answers },
  }),
  z.strictObject({ team: z.string(), resume: z.string().regex(/^ex_[0-9a-f]{16}$/), answers }),
]);

/** The ports and settings of the function. */
export interface ExportFunction {
  readonly teams: AccessConfig['teams'];
  readonly ports: Ports;
  readonly settings: Settings;
  readonly queriesOf: (team: string) => TeamQueries;
}

export type ExportAnswer =
  /** The team runs these in its work group, and sends the ids of the queries. Of an export that is begun, its name. */
  | { readonly state: 'ask'; readonly export?: string; readonly statements: readonly string[] }
  /** The work does not fit into one run: send the name of the export again. */
  | ({ readonly state: 'running' } & Begun)
  | {
      readonly state: 'done';
      readonly export: string;
      /** In the derived zone: `manifest.json` under it names all files. */
      readonly prefix: string;
      readonly expires: string;
      readonly counts: Exported['manifest']['counts'];
    }
  | { readonly state: 'refused'; readonly code: string; readonly message: string; readonly todo: string };

/** The most that a part takes, with a margin: a part that is cut off is made again (ms). */
const PART_MS = 5 * 60_000;

/**
 * Makes exports. The function runs no query: it names the queries, and the team runs them under its own columns and rows. The
 * work group in which they ran decides whose export it is, not the request: only that team reads where the copy is written.
 */
export function exportHandler(made: ExportFunction) {
  const { logger, metrics, middleware } = envelope('export');
  return middy()
    .use(middleware)
    .handler(async (sent: unknown, context: Pick<Context, 'getRemainingTimeInMillis'>): Promise<ExportAnswer> => {
      const answer = await run(made, sent, () => context.getRemainingTimeInMillis() > PART_MS).catch((error) => {
        if (!(error instanceof StrongroomError)) throw error;
        const { code, message, todo } = error;
        return { state: 'refused', code, message, todo } as const;
      });
      logger.info('export ran', { state: answer.state, ...(answer.state === 'refused' && { code: answer.code }) });
      metrics.addMetric('exportsDone', MetricUnit.Count, answer.state === 'done' ? 1 : 0);
      return answer;
    });
}

async function run(made: ExportFunction, sent: unknown, hasTime: () => boolean): Promise<ExportAnswer> {
  const { ports, settings } = made;
  const request = event.safeParse(sent).data;
  const team = request === undefined || !Object.hasOwn(made.teams, request.team) ? undefined : request.team;
  if (request === undefined || team === undefined)
    throw new StrongroomError(
      'usage',
      'this is no request for an export of a team',
      `{"team", "purpose", "format": "${FORMAT_NAMES.join('|')}", "since"?, "until"?, "answers"?} or {"team", "resume": "ex_…", "answers"?}`,
    );
  const ask = await answersOf(request.answers, made.queriesOf(team));
  // The trail records each call: queries of the team, and every object that is read and written.
  const tools = { ports, settings, ask, record: () => {} };
  let plan: ExportPlan | undefined;
  try {
    plan = 'resume' in request ? await resume(team, request.resume, ports.control) : await planned(made, request, ask);
    return answerOf(await goOn(plan, tools, hasTime));
  } catch (error) {
    if (!(error instanceof Unasked)) throw error;
    return { state: 'ask', ...(plan && { export: plan.id }), statements: error.statements };
  }
}

type Request = Extract<z.infer<typeof event>, { purpose: string }>;

function planned({ teams, ports, settings }: ExportFunction, { answers: _, ...request }: Request, ask: Ask) {
  const { purposes, surrogates } = there(teams[request.team], 'the team');
  const terms = Object.hasOwn(purposes, request.purpose) ? purposes[request.purpose] : undefined;
  if (terms === undefined)
    throw new StrongroomError(
      'query.purpose',
      'the team is granted no such purpose',
      `name ${Object.keys(purposes).join(' or ')}`,
    );
  return begin({ ...request, terms, surrogates }, { ports, settings, ask });
}

function answerOf(made: Exported | Begun): ExportAnswer {
  if (!('manifest' in made)) return { state: 'running', ...made };
  const { export: id, expires, counts } = made.manifest;
  return { state: 'done', export: id, prefix: made.prefix, expires, counts };
}
