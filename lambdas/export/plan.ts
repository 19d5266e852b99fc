import { canonicalJson } from '../../lib/activity/canonical-json.ts';
import { StrongroomError } from '../../lib/activity/errors.ts';
import { lastOf, nth } from '../../lib/activity/there.ts';
import { PREFIXES } from '../../lib/activity/zones.ts';
import { STEP } from '../../lib/episodes/formats/shape.ts';
import type { FormatName } from '../../lib/episodes/formats/shards.ts';
import { REDUCER, SURROGATES, THRESHOLDS } from '../../lib/episodes/index.ts';
import { addDays, dayOf } from '../../lib/retention/days.ts';
import { keepDaysOf } from '../../lib/retention/keep.ts';
import { deadlineAndRule } from '../../lib/retention/plan/plan.ts';
import { stockOf } from '../../lib/retention/plan/stock.ts';
import { partitionPrefix } from '../../lib/storage/partition.ts';
import type { Partition, Ports } from '../../lib/storage/ports.ts';
import { ordersOf } from '../erasures.ts';
import type { Settings } from '../settings.ts';
import { sha256 } from './manifest.ts';
import { type Ask, columnsOf, type Days, keyOf, type Source, sourcesOf } from './sessions.ts';

export interface ExportRequest extends Days {
  readonly team: string;
  readonly purpose: string;
  /** The terms of the purpose for the team. */
  readonly terms: string;
  readonly format: FormatName;
  /** Whether the team has asked for made-up values in the place of numbered placeholders (`config/access.ts`). */
  readonly surrogates?: boolean | undefined;
}

/** The contents of an export. The same request on the same rows gives the same plan. */
export interface ExportPlan {
  /** Hash of the request and its results. */
  readonly id: string;
  readonly request: ExportRequest;
  readonly columns: readonly string[];
  readonly expires: string;
  readonly sources: readonly Source[];
}

export const VERSION = 'export/1';

/**
 * An id over everything that determines the steps. Another program version thus makes another export, never other bytes under the
 * same name.
 */
export function idOf({ request, columns, expires, sources }: Omit<ExportPlan, 'id'>): string {
  const { team, purpose, terms, format } = request;
  const surrogates = request.surrogates === true ? SURROGATES : null;
  const made = { reducer: REDUCER, thresholds: THRESHOLDS, schema: STEP, surrogates, part: PART_ROWS };
  const input = { version: VERSION, made, team, purpose, terms, format, columns, expires, sources };
  return `ex_${sha256(canonicalJson(input)).slice(0, 16)}`;
}

/** The prefix of an export in the derived zone. */
export const prefixOf = ({ request, id, expires }: ExportPlan): string => `${request.team}/${id}/expires=${expires}/`;

/**
 * Plans the export that the team would get now.
 * @throws StrongroomError export.no-order, export.empty, export.due, usage, and whatever a query throws
 */
export async function planOf(
  request: ExportRequest,
  { ask, ports, settings }: { readonly ask: Ask; readonly ports: Ports; readonly settings: Settings },
): Promise<ExportPlan> {
  const columns = await columnsOf(ask);
  const found = await sourcesOf(ask, columns, request);
  const erased = await erasedOf(ports);
  const sources = found.filter(({ segment }) => !erased.has(segment));
  if (sources.length === 0)
    throw new StrongroomError('export.empty', 'the team sees no rows there', 'name other days, or collect first');
  const expires = expiryOf(partitionsOf(sources), columns.includes('frame'), settings);
  if (expires <= dayOf(ports.clock.now()))
    throw new StrongroomError(
      'export.due',
      `part of it must be destroyed by ${expires}, and the copy with it`,
      'name later days with --since',
    );
  const plan = { request, columns, expires, sources };
  return { ...plan, id: idOf(plan) };
}

/** Segments with an erasure order go into no new copy, even while their rows are still in a file with other workers' rows. */
const erasedOf = async ({ control }: Ports): Promise<ReadonlySet<string>> =>
  new Set((await ordersOf(control)).flatMap(({ batches }) => batches));

/** @throws StrongroomError export.erased when a segment of a plan was ordered to be erased since it was made */
export async function checkErasures({ sources }: ExportPlan, ports: Ports): Promise<void> {
  const erased = await erasedOf(ports);
  if (sources.some(({ segment }) => erased.has(segment)))
    throw new StrongroomError(
      'export.erased',
      'somebody whose work is in it asked for erasure meanwhile',
      'begin another export: it is made without that work',
    );
}

export function partitionsOf(sources: readonly Source[]): Partition[] {
  const found = new Map(
    sources.map(({ jurisdiction, day, shard }) => [
      partitionPrefix({ jurisdiction, day, shard }),
      { jurisdiction, day, shard },
    ]),
  );
  return [...found].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, partition]) => partition);
}

/** The first day on which a row or a frame of it dies, or on which a copy of its age would. */
export function expiryOf(partitions: readonly Partition[], frames: boolean, settings: Settings): string {
  const days = partitions.flatMap(({ jurisdiction, day }) => {
    const shown = stockOf('redacted', `${PREFIXES.maskedFrames}jurisdiction=${jurisdiction}/day=${day}/`, day);
    return [
      addDays(day, keepDaysOf(settings, 'redacted', jurisdiction)),
      addDays(day, keepDaysOf(settings, 'derived', jurisdiction)),
      ...(frames && shown !== undefined ? [deadlineAndRule(shown, settings).deadline] : []),
    ];
  });
  return days.reduce((a, b) => (b < a ? b : a));
}

/** Rows of one part, unless one session has more: the work of one function run of some minutes (measured: docs/ml.md). */
const PART_ROWS = 100_000;

/** The parts in which an export is made, each of whole sessions. A part that is done is never made again. */
export function partsOf({ sources }: ExportPlan, most = PART_ROWS): Source[][] {
  const parts: Source[][] = [];
  let rows = 0;
  for (const [i, source] of sources.entries()) {
    const begins = i === 0 || keyOf(source) !== keyOf(nth(sources, i - 1));
    if (parts.length === 0 || (begins && rows >= most)) {
      parts.push([]);
      rows = 0;
    }
    lastOf(parts).push(source);
    rows += source.rows;
  }
  return parts;
}
