import { StrongroomError } from '../../lib/activity/errors.ts';
import { STEP } from '../../lib/episodes/formats/shape.ts';
import type { OutFile } from '../../lib/episodes/formats/shard.ts';
import { FORMATS } from '../../lib/episodes/formats/shards.ts';
import { SURROGATES } from '../../lib/episodes/index.ts';
import { partitionPrefix } from '../../lib/storage/partition.ts';
import type { Control, Partition, Ports } from '../../lib/storage/ports.ts';
import { recordLineage } from '../lineage.ts';
import type { Settings } from '../settings.ts';
import { cardOf } from './card.ts';
import { type FileEntry, type Manifest, manifestText, sensitivitiesOf, sha256 } from './manifest.ts';
import { entryOf, makePart, type PartResult } from './part.ts';
import {
  checkErasures,
  type ExportPlan,
  type ExportRequest,
  partitionsOf,
  partsOf,
  planOf,
  prefixOf,
  VERSION,
} from './plan.ts';
import { knownPlan, Progress } from './progress.ts';
import type { Ask } from './sessions.ts';
import { sumOf } from './totals.ts';

export interface ExportTools {
  /** The ports of the role `export`, which reads masked frames and writes to the derived zone. */
  readonly ports: Ports;
  readonly settings: Settings;
  /** Asks the lake as the team, for the purpose. */
  readonly ask: Ask;
  /** Writes down that the team is about to get frames of these partitions. */
  readonly record: (columns: readonly string[], partitions: readonly Partition[]) => void;
}

export interface Exported {
  readonly manifest: Manifest;
  /** Prefix of its files in the derived zone. */
  readonly prefix: string;
  readonly files: readonly FileEntry[];
}

/** An unfinished export, which a later run continues. */
export interface Begun {
  readonly export: string;
  /** Parts that are made, and how many there are. */
  readonly done: number;
  readonly of: number;
}

/**
 * Makes a copy for a team. There is no other way to make one. Its rows are the answers to the team's own queries, its frames are
 * those that these rows name, and all of it is under one prefix of the derived zone with the day on which it is destroyed.
 * @throws StrongroomError export.no-order, export.empty, export.due, export.changed, and whatever a query throws
 */
export async function exportFor(request: ExportRequest, tools: ExportTools): Promise<Exported> {
  const plan = await begin(request, tools);
  return (await goOn(plan, tools, () => true)) as Exported;
}

/** Plans an export and records the plan before anything is written, so that an erasure finds the copy even after a crash. */
export async function begin(request: ExportRequest, tools: Omit<ExportTools, 'record'>): Promise<ExportPlan> {
  const plan = await planOf(request, tools);
  const { control } = tools.ports;
  const { id } = plan;
  const segments = plan.sources.map(({ segment }) => segment);
  await recordLineage(control, {
    team: request.team,
    export: id,
    prefix: `${request.team}/${id}/`,
    segments,
    due: plan.expires,
  });
  await new Progress(control, plan).plan(plan);
  return plan;
}

/** The plan of an export that was begun before. @throws StrongroomError export.unknown, export.changed */
export const resume = (team: string, id: string, control: Control): Promise<ExportPlan> => knownPlan(control, team, id);

/**
 * Makes the missing parts of an export. A run may die at any point: the next one writes the interrupted part again, byte for
 * byte, and skips finished parts.
 * @param hasTime asked before each part but the first
 */
export async function goOn(plan: ExportPlan, tools: ExportTools, hasTime: () => boolean): Promise<Exported | Begun> {
  await checkErasures(plan, tools.ports);
  const { id } = plan;
  const progress = new Progress(tools.ports.control, plan);
  if (plan.columns.includes('frame')) tools.record(['frame'], partitionsOf(plan.sources));
  const parts = partsOf(plan);
  const put = putting(plan, tools.ports, progress);
  const results: PartResult[] = [];
  let made = 0;
  for (const [n, sources] of parts.entries()) {
    let result = await progress.done(n);
    if (result === undefined) {
      if (made++ > 0 && !hasTime()) return { export: id, done: n, of: parts.length };
      result = await makePart(plan, n, sources, { ...tools, put });
      await progress.part(n, result);
    }
    results.push(result);
  }
  // A worker may have asked for erasure meanwhile, after the copy so far was destroyed.
  await checkErasures(plan, tools.ports);
  return finish(plan, results, tools.ports, put);
}

type Put = (file: OutFile) => Promise<FileEntry>;

/**
 * Frames that are files of their own do not change: they are objects of the redacted zone, where nothing is overwritten, or are
 * derived from those.
 */
const IMMUTABLE = /^frames\//;

function putting(plan: ExportPlan, { objects }: Ports, progress: Progress): Put {
  const prefix = prefixOf(plan);
  return async (file) => {
    const entry = entryOf(file);
    if (!IMMUTABLE.test(file.path)) await progress.file(entry);
    await objects.putOnce('derived', `${prefix}${file.path}`, file.bytes, file.type);
    return entry;
  };
}

async function finish(
  plan: ExportPlan,
  results: readonly PartResult[],
  { objects, keys }: Ports,
  put: Put,
): Promise<Exported> {
  const sum = sumOf(results.map(({ totals }) => totals));
  if (sum.counts.episodes === 0)
    throw new StrongroomError(
      'export.empty',
      'nobody did anything in the rows that the team sees',
      'grant it rows of clicks, keys, scrolls or texts, or name other days',
    );
  const shards = results.flatMap((result) => result.files);
  const files = [...shards];
  for (const file of FORMATS[plan.request.format].indexes(shards)) files.push(await put(file));
  const draft = manifestOf(plan, sum, files);
  const card = await put({ path: 'README.md', type: 'text/markdown', bytes: Buffer.from(cardOf(draft)) });
  const manifest = manifestOf(plan, sum, [...files, card]);
  const text = manifestText(manifest);
  const entry = await put({ path: 'manifest.json', type: 'application/json', bytes: Buffer.from(text) });
  const signature = Buffer.from(await keys.sign('records', Buffer.from(text))).toString('base64');
  const prefix = prefixOf(plan);
  // The signature differs on each run, and each is genuine. It is stored beside files that are the same on each run.
  await objects.putOnce('derived', `${prefix}manifest.sig`, Buffer.from(signature), 'text/plain');
  return { manifest, prefix, files: [...manifest.files, entry] };
}

function manifestOf(plan: ExportPlan, sum: ReturnType<typeof sumOf>, files: readonly FileEntry[]): Manifest {
  const { request, columns, expires, sources } = plan;
  const { team, purpose, terms, format } = request;
  const segments = sources.map(({ segment }) => segment).toSorted();
  const { counts, hidden, ends, cut } = sum;
  return {
    ...{ version: VERSION, export: plan.id, team, purpose, terms, format, expires },
    query: 'SELECT * FROM activity',
    columns: sensitivitiesOf(columns),
    schema: STEP,
    ...{ counts, hidden, surrogates: request.surrogates === true ? SURROGATES : null, ends, cut },
    inputs: {
      partitions: partitionsOf(sources).map(partitionPrefix),
      segments: segments.length,
      digest: sha256(segments.map((segment) => `${segment}\n`).join('')),
    },
    files: files.toSorted((a, b) => (a.path < b.path ? -1 : 1)),
  };
}
