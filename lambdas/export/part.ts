import { type BundledFrame, bundledFrameOf } from '../../lib/activity/raw-keys.ts';
import { nth } from '../../lib/activity/there.ts';
import type { OutFile, Shot } from '../../lib/episodes/formats/shard.ts';
import { Sharder, type Split } from '../../lib/episodes/formats/shards.ts';
import {
  type Episode,
  episodesOf,
  isWhole,
  isWholeButForTag,
  type SeenRow,
  type Step,
  Surrogates,
} from '../../lib/episodes/index.ts';
import type { ExportTotals } from '../../lib/ledger/index.ts';
import type { Partition, Ports } from '../../lib/storage/ports.ts';
import { BundledFrames } from '../bundled-frames.ts';
import { DrawnFrames } from './drawn-frames.ts';
import { type FileEntry, sha256 } from './manifest.ts';
import { type ExportPlan, partitionsOf } from './plan.ts';
import { type Ask, type Source, sessionsOf, statementsOf } from './sessions.ts';
import { add, noTotals } from './totals.ts';

/** Files of a part are numbered from its number times this, so that no part asks how many files another has. */
const FILES = 1_000;

/** The ports and settings for making a part. */
export interface PartTools {
  readonly ports: Ports;
  readonly ask: Ask;
  /** Writes a file of the export; an existing file with the same path and bytes is no error. */
  readonly put: (file: OutFile) => Promise<FileEntry>;
}

/** The result of making one part of an export. */
export interface PartResult {
  readonly totals: ExportTotals;
  readonly files: readonly FileEntry[];
}

/** Makes one part of an export: memory holds one session and one file of each split. */
export async function makePart(
  plan: ExportPlan,
  n: number,
  sources: readonly Source[],
  tools: PartTools,
): Promise<PartResult> {
  // All at once, so that a team that must ask first asks for all of them.
  tools.ask.expect?.(statementsOf(sources));
  const making = new Making(plan, n, tools);
  for await (const rows of sessionsOf(tools.ask, sources)) await making.session(rows);
  return making.finish();
}

class Making {
  readonly #plan: ExportPlan;
  readonly #tools: PartTools;
  readonly #sharder: Sharder;
  readonly #files: FileEntry[] = [];
  readonly #totals = noTotals();
  readonly #frames = new Set<string>();
  readonly #gone = new Set<string>();
  readonly #validation: ReadonlySet<string>;
  readonly #segments: ReadonlySet<string>;
  readonly #bundles: BundledFrames;

  constructor(plan: ExportPlan, n: number, tools: PartTools) {
    this.#plan = plan;
    this.#tools = tools;
    this.#sharder = new Sharder(plan.request.format, { first: n * FILES });
    this.#validation = validationOf(partitionsOf(plan.sources));
    this.#segments = new Set(plan.sources.map(({ segment }) => segment));
    this.#bundles = new BundledFrames(tools.ports.objects);
  }

  async session(rows: readonly SeenRow[]): Promise<void> {
    this.#totals.counts.rows += rows.length;
    for (const episode of episodesOf(rows)) await this.#episode(episode, nth(rows, 0));
  }

  async finish(): Promise<PartResult> {
    for (const file of this.#sharder.finish()) await this.#put(file);
    const { counts } = this.#totals;
    Object.assign(counts, { frames: this.#frames.size, framesGone: this.#gone.size });
    return { totals: this.#totals, files: this.#files };
  }

  async #episode(episode: Episode, { jurisdiction, shard }: SeenRow): Promise<void> {
    const split: Split = this.#validation.has(`${jurisdiction}/${shard}`) ? 'validation' : 'train';
    const { counts, cut, ends } = this.#totals;
    counts.episodes++;
    cut.rows += episode.cut.rows;
    cut.missing += episode.cut.missing;
    add(ends, episode.ends);
    const surrogates = this.#plan.request.surrogates === true ? new Surrogates(episode.id) : undefined;
    const drawn = surrogates && new DrawnFrames();
    for (const step of episode.steps) {
      const shown = await this.#shot(step);
      // Before anything is made up: a made-up name makes no step whole.
      this.#count(shown.step);
      const made = surrogates === undefined ? shown : { ...shown, step: surrogates.step(shown.step) };
      const shot = drawn === undefined ? made : drawn.shot(made, shown.step);
      for (const file of this.#sharder.add(split, shot)) await this.#put(file);
    }
  }

  /** Fetches the frame of a step. One that is gone, or that is not of this lake's rows, is no frame. */
  async #shot(step: Step): Promise<Shot> {
    const key = step.frame?.path;
    if (key === undefined || step.frame === null) return { step, image: null };
    const at = bundledFrameOf(key);
    if (at === undefined || !this.#segments.has(at.batch))
      return { step: { ...step, frame: null, target_masked: null }, image: null };
    const image = await this.#bundles.get(key);
    if (image === undefined) {
      this.#gone.add(key);
      return { step: { ...step, frame: null, target_masked: null }, image: null };
    }
    this.#frames.add(key);
    return { step: { ...step, frame: { ...step.frame, path: pathIn(at) } }, image };
  }

  #count(step: Step): void {
    const { counts, hidden } = this.#totals;
    counts.steps++;
    if (step.frame !== null) counts.shown++;
    if (isWhole(step)) counts.whole++;
    if (isWholeButForTag(step)) counts.tagged++;
    for (const type of step.hidden) add(hidden, type);
  }

  async #put(file: OutFile): Promise<void> {
    this.#files.push(await this.#tools.put(file));
  }
}

export const entryOf = ({ path, bytes }: OutFile): FileEntry => ({
  path,
  bytes: bytes.length,
  sha256: sha256(bytes),
});

/** One worker in this many is held out for validation: by shard, which is part of the worker's pseudonym. */
const VALIDATION = 10;

/** Shards of an export whose workers are all held out for validation; none when that would leave no training data. */
function validationOf(partitions: readonly Partition[]): Set<string> {
  const shards = [...new Set(partitions.map(({ jurisdiction, shard }) => `${jurisdiction}/${shard}`))];
  const chosen = shards.filter((shard) => Number.parseInt(sha256(`split:${shard}`).slice(0, 8), 16) % VALIDATION === 0);
  return new Set(chosen.length === shards.length ? [] : chosen);
}

/** Path of a frame in the export: its segment and number, without place and day. */
const pathIn = ({ batch, name }: BundledFrame): string => `frames/${batch}/${name}`;
