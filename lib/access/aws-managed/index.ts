import { readFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';
import type { ManagedPolicies } from '../model/environment.ts';

interface Data {
  readonly date: string;
  readonly source: string;
  readonly policies: Readonly<Record<string, unknown>>;
}

let data: Data | undefined;

/** Read when the first policy is looked up: most apps name one or none. */
function load(): Data {
  data ??= JSON.parse(
    brotliDecompressSync(readFileSync(new URL('policies.json.br', import.meta.url))).toString(),
  ) as Data;
  return data;
}

/**
 * The policies that AWS manages, as they were on a date (`build.ts`). A room of its own, because the proof in a Lambda reads
 * the live ones instead and would only carry this along.
 */
export const awsManagedPolicies: ManagedPolicies = {
  document: (path) => load().policies[path],
  dated: () => `${load().date} (${load().source})`,
};
