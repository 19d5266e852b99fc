import type { Ports } from '../../lib/storage/ports.ts';

/** What kills a process in a test. Nothing may catch it and go on as if it were an answer. */
export class Crash extends Error {}

/**
 * When a process dies about a write. A death after one write leaves what a death before the next leaves, apart from writes at
 * the same time: the suite tries the first for each write, and `npm run soak` both.
 */
export const MOMENTS: readonly ('before' | 'after')[] = process.env.CRASHES === 'all' ? ['before', 'after'] : ['after'];

const WRITES = {
  objects: ['putOnce', 'replace', 'deleteVersions'],
  control: ['write'],
  catalog: ['addPartition', 'dropPartition', 'movePartition'],
} as const;

/** What answers piece by piece fails when it is asked for the first piece. */
export const LISTS = ['query', 'between', 'list', 'listVersions', 'level', 'uploads', 'listPartitions', 'locations'];

// biome-ignore lint/correctness/useYield: the dead say nothing
async function* deadList(): AsyncGenerator<never> {
  throw new Crash('dead');
}

/** What a port of a process that has died answers. */
export const deadAnswer = (method: string): unknown =>
  LISTS.includes(method) ? deadList() : Promise.reject(new Crash('dead'));

/**
 * The same ports, but the process dies at its `at`-th write (from 0): `before` it takes effect, or `after` it did and
 * nobody was told. Once dead, every call fails.
 */
export function crashing(ports: Ports, at: number, when: 'before' | 'after'): { ports: Ports; crashed: () => boolean } {
  let writes = 0;
  let dead = false;
  const wrap = <T extends object>(port: T, names: readonly string[]): T =>
    new Proxy(port, {
      get(target, name) {
        const method = Reflect.get(target, name) as (...args: unknown[]) => unknown;
        return (...args: unknown[]) => {
          if (dead) return deadAnswer(String(name));
          if (!names.includes(String(name)) || writes++ !== at) return method.apply(target, args);
          if (when === 'after') return (method.apply(target, args) as Promise<unknown>).then(die);
          return die();
        };
      },
    });
  const die = () => {
    dead = true;
    return Promise.reject(new Crash(`crash ${when} write ${at}`));
  };
  return {
    ports: {
      ...ports,
      objects: wrap(ports.objects, WRITES.objects),
      control: wrap(ports.control, WRITES.control),
      catalog: wrap(ports.catalog, WRITES.catalog),
    },
    crashed: () => dead,
  };
}
