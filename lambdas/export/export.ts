import { canonicalJson, type Json } from '../../lib/activity/canonical-json.ts';
import { FORMATS } from '../../lib/activity/column-formats.ts';
import { hasCode, StrongroomError } from '../../lib/activity/errors.ts';
import { PREFIXES } from '../../lib/activity/zones.ts';
import { STEP } from '../../lib/episodes/formats/shape.ts';
import type { OutFile, Shot } from '../../lib/episodes/formats/shard.ts';
import { type FormatName, Sharder, type Split } from '../../lib/episodes/formats/shards.ts';
import {
  type Episode,
  episodesOf,
  isWhole,
  REDUCER,
  type SeenRow,
  type Step,
  SURROGATES,
  Surrogates,
  THRESHOLDS,
} from '../../lib/episodes/index.ts';
import { addDays, dayOf } from '../../lib/retention/days.ts';
import { keepDaysOf } from '../../lib/retention/keep.ts';
import { deadlineAndRule } from '../../lib/retention/plan/plan.ts';
import { stockOf } from '../../lib/retention/plan/stock.ts';
import { partitionPrefix } from '../../lib/storage/partition.ts';
import type { Partition, Ports } from '../../lib/storage/ports.ts';
import { ordersOf } from '../erasures.ts';
import { recordLineage } from '../lineage.ts';
import { collect } from '../redact/collect.ts';
import type { Settings } from '../settings.ts';
import { cardOf } from './card.ts';
import { type FileEntry, type Manifest, manifestText, sensitivitiesOf, sha256 } from './manifest.ts';
import { type Ask, columnsOf, type Days, type Source, sessionsOf, sourcesOf } from './sessions.ts';

export interface ExportRequest extends Days {
  readonly team: string;
  readonly purpose: string;
  /** What the purpose means for the team. */
  readonly terms: string;
  readonly format: FormatName;
  /** Whether the team has asked for made-up values in the place of numbered placeholders (`config/access.ts`). */
  readonly surrogates?: boolean | undefined;
}

export interface ExportTools {
  /** Of the role `export`, which reads masked frames and writes to the derived zone. */
  readonly ports: Ports;
  readonly settings: Settings;
  /** Asks the lake as the team, for the purpose. */
  readonly ask: Ask;
  /** Writes down that the team is about to get frames of these partitions. */
  readonly record: (columns: readonly string[], partitions: readonly Partition[]) => void;
}

export interface Exported {
  readonly manifest: Manifest;
  /** Under which its files lie in the derived zone. */
  readonly prefix: string;
  readonly files: readonly FileEntry[];
}

const VERSION = 'export/1';

/**
 * Makes a copy for a team: the only way to make one. Rows are the answers to the team's own queries, frames are those that
 * these rows name, and all of it is under one prefix of the derived zone with the day on which it dies.
 * @throws StrongroomError export.no-order, export.empty, export.due, and whatever a query throws
 */
export async function exportFor(request: ExportRequest, tools: ExportTools): Promise<Exported> {
  const { ports, settings, ask } = tools;
  const columns = await columnsOf(ask);
  const sources = await withoutErased(await sourcesOf(ask, columns, request), ports);
  if (sources.length === 0)
    throw new StrongroomError('export.empty', 'the team sees no rows there', 'name other days, or collect first');
  const partitions = partitionsOf(sources);
  const expires = expiryOf(partitions, columns.includes('frame'), settings);
  if (expires <= dayOf(ports.clock.now()))
    throw new StrongroomError(
      'export.due',
      `part of it is to be destroyed by ${expires}, and the copy with it`,
      'name later days with --since',
    );
  const segments = sources.map(({ segment }) => segment);
  const { team, purpose, format } = request;
  // What the steps hang on beside the rows: another program makes another export, and not other bytes under one name.
  const surrogates = request.surrogates === true ? SURROGATES : null;
  const made = { reducer: REDUCER, thresholds: THRESHOLDS, schema: STEP, surrogates };
  const input = { version: VERSION, made, team, purpose, format, columns, expires, sources };
  const id = `ex_${sha256(canonicalJson(input as unknown as Json)).slice(0, 16)}`;
  const prefix = `${team}/${id}/expires=${expires}/`;
  await recordLineage(ports.control, { team, export: id, prefix: `${team}/${id}/`, segments, due: expires });
  if (columns.includes('frame')) tools.record(['frame'], partitions);
  const making = new Making(request, tools, { id, prefix, expires, columns, sources, partitions });
  return making.run();
}

/** What somebody asked to be erased goes into no new copy, even where it still lies in a file with the rows of others. */
async function withoutErased(sources: readonly Source[], { control }: Ports): Promise<Source[]> {
  const erased = new Set((await ordersOf(control)).flatMap(({ batches }) => batches));
  return sources.filter(({ segment }) => !erased.has(segment));
}

function partitionsOf(sources: readonly Source[]): Partition[] {
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

/** One worker in so many is left for validation: by shard, which is part of the worker's pseudonym. */
const VALIDATION = 10;

interface Plan {
  readonly id: string;
  readonly prefix: string;
  readonly expires: string;
  readonly columns: readonly string[];
  readonly sources: readonly Source[];
  readonly partitions: readonly Partition[];
}

class Making {
  readonly #request: ExportRequest;
  readonly #tools: ExportTools;
  readonly #plan: Plan;
  readonly #sharder: Sharder;
  readonly #files: FileEntry[] = [];
  readonly #hidden = new Map<string, number>();
  readonly #ends = new Map<string, number>();
  readonly #frames = new Set<string>();
  readonly #gone = new Set<string>();
  readonly #validation: ReadonlySet<string>;
  readonly #counts = { episodes: 0, steps: 0, rows: 0, shown: 0, whole: 0 };
  readonly #cut = { rows: 0, missing: 0 };
  #last: { path: string; image: Uint8Array | null } | undefined;

  constructor(request: ExportRequest, tools: ExportTools, plan: Plan) {
    this.#request = request;
    this.#tools = tools;
    this.#plan = plan;
    this.#sharder = new Sharder(request.format);
    this.#validation = validationOf(plan.partitions);
  }

  async run(): Promise<Exported> {
    for await (const rows of sessionsOf(this.#tools.ask, this.#plan.sources)) {
      this.#counts.rows += rows.length;
      for (const episode of episodesOf(rows)) await this.#episode(episode, rows[0]!);
    }
    if (this.#counts.episodes === 0)
      throw new StrongroomError(
        'export.empty',
        'nobody did anything in the rows that the team sees',
        'grant it rows of clicks, keys, scrolls or texts, or name other days',
      );
    for (const file of this.#sharder.finish()) await this.#put(file);
    const draft = this.#manifest();
    await this.#put({ path: 'README.md', type: 'text/markdown', bytes: Buffer.from(cardOf(draft)) });
    const manifest = this.#manifest();
    const text = manifestText(manifest);
    const entry = await this.#put({ path: 'manifest.json', type: 'application/json', bytes: Buffer.from(text) });
    const signature = Buffer.from(await this.#tools.ports.keys.sign('records', Buffer.from(text))).toString('base64');
    // Another one each time, and each is genuine: beside what is the same each time.
    const { objects } = this.#tools.ports;
    await objects.putOnce('derived', `${this.#plan.prefix}manifest.sig`, Buffer.from(signature), 'text/plain');
    return { manifest, prefix: this.#plan.prefix, files: [...manifest.files, entry] };
  }

  async #episode(episode: Episode, { jurisdiction, shard }: SeenRow): Promise<void> {
    const split: Split = this.#validation.has(`${jurisdiction}/${shard}`) ? 'validation' : 'train';
    this.#counts.episodes++;
    this.#cut.rows += episode.cut.rows;
    this.#cut.missing += episode.cut.missing;
    add(this.#ends, episode.ends);
    const surrogates = this.#request.surrogates === true ? new Surrogates(episode.id) : undefined;
    for (const step of episode.steps) {
      const shown = await this.#shot(step);
      // Before anything is made up: a made-up name makes no step whole.
      this.#count(shown.step);
      const shot = surrogates === undefined ? shown : { ...shown, step: surrogates.step(shown.step) };
      for (const file of this.#sharder.add(split, shot)) await this.#put(file);
    }
  }

  /** Fetches the frame of a step. One that is gone, or that is not of this lake's rows, is no frame. */
  async #shot(step: Step): Promise<Shot> {
    const key = step.frame?.path;
    if (key === undefined || step.frame === null) return { step, image: null };
    if (!this.#isOwn(key)) return { step: { ...step, frame: null, target_masked: null }, image: null };
    const image = this.#last?.path === key ? this.#last.image : await this.#fetch(key);
    this.#last = { path: key, image };
    if (image === null) return { step: { ...step, frame: null, target_masked: null }, image };
    return { step: { ...step, frame: { ...step.frame, path: pathIn(key) } }, image };
  }

  /** Whether a key names a frame of one of the segments that the team sees something of. */
  #isOwn(key: string): boolean {
    const segment = key.split('/').at(-2) ?? '';
    return FORMATS.frame.test(key) && this.#plan.sources.some((source) => source.segment === segment);
  }

  async #fetch(key: string): Promise<Uint8Array | null> {
    try {
      const image = await collect(await this.#tools.ports.objects.get('redacted', key));
      this.#frames.add(key);
      return image;
    } catch (error) {
      if (!hasCode(error, 'object.missing') && !hasCode(error, 'access.denied')) throw error;
      this.#gone.add(key);
      return null;
    }
  }

  #count(step: Step): void {
    this.#counts.steps++;
    if (step.frame !== null) this.#counts.shown++;
    if (isWhole(step)) this.#counts.whole++;
    for (const type of step.hidden) add(this.#hidden, type);
  }

  async #put({ path, type, bytes }: OutFile): Promise<FileEntry> {
    await this.#tools.ports.objects.putOnce('derived', `${this.#plan.prefix}${path}`, bytes, type);
    const entry = { path, bytes: bytes.length, sha256: sha256(bytes) };
    if (path !== 'manifest.json') this.#files.push(entry);
    return entry;
  }

  #manifest(): Manifest {
    const { team, purpose, terms, format } = this.#request;
    const { id, expires, columns, sources, partitions } = this.#plan;
    const segments = sources.map(({ segment }) => segment).toSorted();
    return {
      ...{ version: VERSION, export: id, team, purpose, terms, format, expires },
      query: 'SELECT * FROM activity',
      columns: sensitivitiesOf(columns),
      schema: STEP,
      counts: { ...this.#counts, frames: this.#frames.size, framesGone: this.#gone.size },
      hidden: objectOf(this.#hidden),
      surrogates: this.#request.surrogates === true ? SURROGATES : null,
      ends: objectOf(this.#ends),
      cut: { ...this.#cut },
      inputs: {
        partitions: partitions.map(partitionPrefix),
        segments: segments.length,
        digest: sha256(segments.map((one) => `${one}\n`).join('')),
      },
      files: this.#files.toSorted((a, b) => (a.path < b.path ? -1 : 1)),
    };
  }
}

/** Of the shards of an export, those whose workers are all left for validation; none where nobody would be left to learn from. */
function validationOf(partitions: readonly Partition[]): Set<string> {
  const shards = [...new Set(partitions.map(({ jurisdiction, shard }) => `${jurisdiction}/${shard}`))];
  const chosen = shards.filter((one) => Number.parseInt(sha256(`split:${one}`).slice(0, 8), 16) % VALIDATION === 0);
  return new Set(chosen.length === shards.length ? [] : chosen);
}

/** Where a frame lies in the export: by its segment and number, without place and day. */
const pathIn = (key: string): string => `frames/${key.split('/').slice(-2).join('/')}`;

const add = (counts: Map<string, number>, name: string): void => {
  counts.set(name, (counts.get(name) ?? 0) + 1);
};

const objectOf = (counts: ReadonlyMap<string, number>): Record<string, number> =>
  Object.fromEntries([...counts].toSorted(([a], [b]) => (a < b ? -1 : 1)));
