import { createReadStream, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { StrongroomError } from '../../lib/activity/errors.ts';
import type { Bytes, Item, ItemWrite } from '../../lib/storage/ports.ts';
import { portsWith } from '../ports-with.ts';

/** A lake in a folder, without permissions, keys and locks. Redacted files are read to their end and dropped. */
export class FolderPorts {
  readonly #dir: string;
  /** By partition key and sort key. */
  readonly #items = new Map<string, Map<string, Item>>();
  /** Bytes written to the raw zone beside the segments. */
  written = 0;

  constructor(dir: string) {
    this.#dir = dir;
    const saved = join(dir, 'items.json');
    if (existsSync(saved)) for (const item of JSON.parse(readFileSync(saved, 'utf8')) as Item[]) this.#set(item);
  }

  save(): void {
    writeFileSync(
      join(this.#dir, 'items.json'),
      JSON.stringify([...this.#items.values()].flatMap((items) => [...items.values()])),
    );
  }

  put({ pk, sk, data, ifRev }: ItemWrite): void {
    this.#set({ pk, sk, data, rev: ifRev + 1 });
  }

  #set(item: Item): void {
    const items = this.#items.get(item.pk) ?? new Map<string, Item>();
    this.#items.set(item.pk, items.set(item.sk, item));
  }

  /** Copies the items of one partition to another, except those with the sort key `without`. */
  copy(pk: string, to: string, without: string): void {
    for (const item of this.#items.get(pk)?.values() ?? []) if (item.sk !== without) this.#set({ ...item, pk: to });
  }

  *#sorted(pk: string, isWanted: (sk: string) => boolean): Generator<Item> {
    const items = [...(this.#items.get(pk)?.values() ?? [])].filter(({ sk }) => isWanted(sk));
    yield* items.toSorted((a, b) => (a.sk < b.sk ? -1 : 1));
  }

  putObject(key: string, body: Uint8Array): void {
    const path = join(this.#dir, key);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, body);
  }

  readonly ports = portsWith({
    objects: {
      get: async (_: string, key: string) => {
        const path = join(this.#dir, key);
        if (!existsSync(path)) throw new StrongroomError('object.missing', 'no such object is in the folder', 'look');
        return createReadStream(path);
      },
      putOnce: async (zone: string, key: string, body: Uint8Array | Bytes) => {
        const chunks: Uint8Array[] = [];
        if (body instanceof Uint8Array) chunks.push(body);
        else for await (const chunk of body) if (zone === 'raw') chunks.push(chunk);
        if (zone !== 'raw') return { created: true };
        if (existsSync(join(this.#dir, key))) return { created: false };
        const bytes = Buffer.concat(chunks);
        this.written += bytes.length;
        this.putObject(key, bytes);
        return { created: true };
      },
    },
    control: {
      get: async (pk: string, sk: string) => this.#items.get(pk)?.get(sk),
      write: async (writes: readonly ItemWrite[]) => {
        if (!writes.every(({ pk, sk, ifRev }) => (this.#items.get(pk)?.get(sk)?.rev ?? 0) === ifRev)) return false;
        for (const write of writes) this.put(write);
        return true;
      },
      query: async function* (this: FolderPorts, pk: string, prefix = '') {
        yield* this.#sorted(pk, (sk) => sk.startsWith(prefix));
      }.bind(this),
      between: async function* (this: FolderPorts, pk: string, from: string, to: string) {
        yield* this.#sorted(pk, (sk) => from <= sk && sk <= to);
      }.bind(this),
    },
    catalog: { addPartition: async () => {} },
    keys: { mac: async () => Buffer.alloc(32, 7) },
    clock: { now: () => new Date('2026-02-02T18:00:00Z') },
  });
}
