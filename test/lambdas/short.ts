import type { Ports } from '../../lib/storage/ports.ts';
import { LISTS } from './crash.ts';

const PORTS = ['objects', 'control', 'participation', 'catalog', 'keys'] as const;

/** The same ports, but their `at`-th call (from 0) throws, and nothing is done. The calls before and after it work. */
export function short(ports: Ports, at: number, error: unknown): { ports: Ports; failed: () => boolean } {
  let calls = 0;
  const wrap = <T extends object>(port: T): T =>
    new Proxy(port, {
      get(target, name) {
        const method = Reflect.get(target, name) as (...args: unknown[]) => unknown;
        return (...args: unknown[]) => {
          if (calls++ !== at) return method.apply(target, args);
          return LISTS.includes(String(name)) ? failing(error) : Promise.reject(error);
        };
      },
    });
  const wrapped = Object.fromEntries(PORTS.map((name) => [name, wrap<object>(ports[name])]));
  return { ports: { ...ports, ...wrapped }, failed: () => calls > at };
}

// biome-ignore lint/correctness/useYield: it fails before anything comes
async function* failing(error: unknown): AsyncGenerator<never> {
  throw error;
}
