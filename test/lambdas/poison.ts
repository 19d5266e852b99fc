import { gunzipSync, gzipSync } from 'node:zlib';
import { onTestFinished, vi } from 'vitest';
import { PLAIN } from '../../lambdas/redact/plain.ts';
import type { DeadReason } from '../../lib/activity/dead-letters.ts';
import { StrongroomError } from '../../lib/activity/errors.ts';
import type { Partition, Ports } from '../../lib/storage/ports.ts';
import { Crash, deadAnswer } from './crash.ts';

/** Where a segment fails, from the first look at it to its mark in the ledger, and what is then said of it. */
export const STAGES = {
  gone: 'segment.missing',
  forbidden: 'segment.forbidden',
  damaged: 'segment.unreadable',
  cut: 'segment.unreadable',
  examine: 'segment.failed',
  redact: 'segment.failed',
  rows: 'row.unfit',
  frame: 'frame.forbidden',
  parquet: 'file.failed',
  kill: 'unanswered',
} as const satisfies Record<string, DeadReason>;

export type Stage = keyof typeof STAGES;

/** Stages that are not about one segment: everything of the place fails. */
export const PLACES = { file: 'access.denied', register: 'platform.failed' } as const satisfies Record<
  string,
  DeadReason
>;

export interface Poison {
  /** By segment. */
  readonly bad: ReadonlyMap<string, Stage>;
  /** Where every file of the place XB fails. */
  readonly place: keyof typeof PLACES | undefined;
  /** Whether it still is bad; false when somebody has mended it. */
  active: boolean;
}

/** Lines that no schema would have let in, as an older door or a damaged disk would leave them. */
const LINES: Partial<Record<Stage, string>> = {
  examine: '{"kind":"focus","seq":99,"mono_us":9000000,"d":null}',
  redact: '{"kind":"scroll","seq":99,"mono_us":9000000,"d":null}',
  rows: '{"kind":"focus","seq":2147483648,"mono_us":9000000,"d":{"app":"Notes","app_class":"editor"}}',
};

/**
 * The same ports for one invocation, with segments that fail in their own way. A killer ends the process: every later call
 * fails, and `dead` says so.
 */
export function poisoned(ports: Ports, poison: Poison): { ports: Ports; dead: () => boolean } {
  let dead = false;
  const alive = <T extends object>(port: T): T =>
    new Proxy(port, {
      get(target, name) {
        const method = Reflect.get(target, name);
        if (typeof method !== 'function') return method;
        return (...args: unknown[]) => (dead ? deadAnswer(String(name)) : method.apply(target, args));
      },
    });
  const kill = (): never => {
    dead = true;
    throw new Crash('killed');
  };
  const get: Ports['objects']['get'] = async (zone, key) => {
    const stage = zone === 'raw' && poison.active ? stageOf(key, poison) : undefined;
    if (stage === 'kill') kill();
    if (stage === 'gone') throw new StrongroomError('object.missing', 'gone', 'none');
    if (stage === 'forbidden' || stage === 'frame') throw new StrongroomError('access.denied', 'no', 'none');
    const body = await ports.objects.get(zone, key);
    return stage === undefined ? body : once(spoilt(stage, Buffer.concat(await Array.fromAsync(body))));
  };
  const hits = (at: Partition | string) =>
    (typeof at === 'string' ? at.includes('jurisdiction=XB') : at.jurisdiction === 'XB') && poison.active;
  const putOnce: Ports['objects']['putOnce'] = async (zone, key, body, type) => {
    if (poison.place === 'file' && key.endsWith('.parquet') && hits(key))
      throw new StrongroomError('access.denied', 'no', 'none');
    return ports.objects.putOnce(zone, key, body, type);
  };
  const addPartition: Ports['catalog']['addPartition'] = async (partition) => {
    if (poison.place === 'register' && hits(partition)) throw new Error('the catalogue is not there');
    await ports.catalog.addPartition(partition);
  };
  return {
    ports: {
      ...ports,
      control: alive(ports.control),
      objects: alive(overriding(ports.objects, { get, putOnce })),
      catalog: alive(overriding(ports.catalog, { addPartition })),
    },
    dead: () => dead,
  };
}

/** The writer of files fails on every row group that holds such a segment. */
export function breakWriter(breaks: (batch: string) => boolean): void {
  const { string } = PLAIN;
  const broken = vi.spyOn(PLAIN, 'string').mockImplementation((values) => {
    if ((values as readonly string[]).some(breaks)) throw new TypeError('cannot encode');
    return string(values);
  });
  onTestFinished(() => broken.mockRestore());
}

function stageOf(key: string, { bad }: Poison): Stage | undefined {
  const stage = [...bad].find(([batch]) => key.includes(batch))?.[1];
  if (stage === 'parquet' || stage === undefined) return undefined;
  return (stage === 'frame') === key.startsWith('frames/') ? stage : undefined;
}

function spoilt(stage: Stage, stored: Buffer): Buffer {
  if (stage === 'damaged') return Buffer.concat([stored.subarray(0, 12), Buffer.alloc(40, 0xa5)]);
  const lines = gunzipSync(stored).toString('utf8').trimEnd().split('\n');
  if (stage === 'cut') return gzipSync(lines.slice(0, -1).join('\n'));
  return gzipSync([...lines.slice(0, -1), LINES[stage], lines.at(-1)].join('\n'));
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

const overriding = <T extends object>(port: T, methods: Partial<T>): T =>
  new Proxy(port, {
    get(target, name) {
      const method = Reflect.get(methods, name) ?? Reflect.get(target, name);
      return typeof method === 'function' ? method.bind(target) : method;
    },
  });
