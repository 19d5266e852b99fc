import type { Usage } from '../../lib/governance/scale/measured.ts';
import type { Bytes, ItemWrite, Ports } from '../../lib/storage/ports.ts';

/**
 * Names in one page of a listing of S3, and in one request that deletes. Parts of pages count as such, so that a small lake shows
 * the cost of a large one.
 */
const PAGE = 1_000;
/** DynamoDB counts writes by the kibibyte and reads by four. */
const WRITE_UNIT = 1_024;
const READ_UNIT = 4_096;

/** The requests to services, counted as AWS would bill them, beside the processor's time. */
export class Meter {
  readonly ports: Ports;
  #calls: Record<string, number> = {};
  #bytes: Record<string, number> = {};
  #cpu = process.cpuUsage();

  constructor(ports: Ports) {
    this.ports = { ...ports, ...this.#objects(ports), ...this.#tables(ports), ...this.#rest(ports) };
  }

  /** The usage since the last call, for each of `units`. */
  take(units: number): Usage {
    const { user, system } = process.cpuUsage(this.#cpu);
    const each = (sums: Record<string, number>) =>
      Object.fromEntries(Object.entries(sums).map(([name, sum]) => [name, round(sum / units)]));
    const usage = { cpuS: round((user + system) / 1e6 / units), calls: each(this.#calls), bytes: each(this.#bytes) };
    this.#calls = {};
    this.#bytes = {};
    this.#cpu = process.cpuUsage();
    return usage;
  }

  #call(name: string, n = 1): void {
    this.#calls[name] = (this.#calls[name] ?? 0) + n;
  }

  #size(name: string, n: number): void {
    this.#bytes[name] = (this.#bytes[name] ?? 0) + n;
  }

  #objects({ objects }: Ports): Pick<Ports, 'objects'> {
    const proxy = this.#named('objects', objects, METHODS.objects);
    return {
      objects: {
        ...proxy,
        putOnce: async (zone, key, body, type) => {
          this.#call('s3.put');
          const folder = `${zone}/${key.split('/')[0]}`;
          const counted = body instanceof Uint8Array ? body : this.#passing(folder, body);
          if (body instanceof Uint8Array) this.#size(folder, body.length);
          return objects.putOnce(zone, key, counted, type);
        },
        deleteVersions: (zone, versions) => {
          this.#call('s3.delete', versions.length);
          this.#call('s3.deleteMany', versions.length / PAGE);
          return objects.deleteVersions(zone, versions);
        },
      },
    };
  }

  async *#passing(folder: string, body: Bytes): AsyncGenerator<Uint8Array> {
    for await (const chunk of body) {
      this.#size(folder, chunk.length);
      yield chunk;
    }
  }

  #tables(ports: Ports): Pick<Ports, 'control' | 'participation'> {
    const table = (name: 'control' | 'participation'): Ports['control'] => {
      const { [name]: inner } = ports;
      const read = (items: unknown) => {
        this.#call('dynamodb.read');
        this.#call('dynamodb.readUnit', Math.max(1, Math.ceil(sizeOf(items) / READ_UNIT)));
      };
      return {
        get: async (pk, sk) => {
          const item = await inner.get(pk, sk);
          read(item);
          return item;
        },
        write: async (writes) => {
          this.#call('dynamodb.write');
          for (const write of writes) this.#write(write, writes.length);
          return inner.write(writes);
        },
        query: (pk, prefix) => this.#query(inner.query(pk, prefix), read),
        between: (pk, from, to) => this.#query(inner.between(pk, from, to), read),
      };
    };
    return { control: table('control'), participation: table('participation') };
  }

  /** A transaction costs each of its writes twice; one write is none. https://aws.amazon.com/dynamodb/pricing/on-demand/ */
  #write({ pk, sk, data, expiresAt }: ItemWrite, writes: number): void {
    const size = sizeOf({ pk, sk, data });
    this.#call('dynamodb.writeUnit', (writes === 1 ? 1 : 2) * Math.ceil(size / WRITE_UNIT));
    this.#size(expiresAt === undefined ? 'items kept' : 'items that expire', size);
  }

  async *#query<T>(items: AsyncIterable<T>, read: (items: unknown) => void): AsyncGenerator<T> {
    const seen: T[] = [];
    for await (const item of items) {
      seen.push(item);
      yield item;
    }
    read(seen);
  }

  #rest(ports: Ports): Pick<Ports, 'catalog' | 'keys'> {
    return {
      catalog: this.#named('catalog', ports.catalog, METHODS.catalog),
      keys: this.#named('keys', ports.keys, METHODS.keys),
    };
  }

  /**
   * Counts each method under the name that AWS bills it by.
   * @throws Error for a method without a name in METHODS
   */
  #named<T extends object>(port: string, inner: T, names: Readonly<Record<string, string>>): T {
    return new Proxy(inner, {
      ownKeys: () => Object.keys(names),
      getOwnPropertyDescriptor: () => ({ configurable: true, enumerable: true }),
      get: (target, method) => {
        const value = Reflect.get(target, method);
        if (typeof value !== 'function') return value;
        const name = names[String(method)];
        if (name === undefined) throw new Error(`METHODS does not name what AWS bills for ${port}.${String(method)}`);
        return (...args: unknown[]) => {
          const result = value.apply(target, args);
          if (Symbol.asyncIterator in Object(result) && !(result instanceof Promise))
            return this.#pages(name === 's3.list' ? `${name} ${String(args[0])}` : name, result);
          this.#call(name);
          return result;
        };
      },
    });
  }

  async *#pages<T>(name: string, items: AsyncIterable<T>): AsyncGenerator<T> {
    let seen = 0;
    for await (const item of items) {
      seen++;
      yield item;
    }
    this.#call(name, Math.max(1, seen) / PAGE);
  }
}

/** The name that AWS bills each method of a port by. */
const METHODS = {
  objects: {
    ...{ putOnce: 's3.put', replace: 's3.put', get: 's3.get', exists: 's3.get', list: 's3.list' },
    ...{ listVersions: 's3.list', level: 's3.list', uploads: 's3.list', deleteVersions: 's3.deleteMany' },
  },
  catalog: { addPartition: 'glue.call', dropPartition: 'glue.call', listPartitions: 'glue.call' },
  keys: { mac: 'kms.mac', sign: 'kms.sign', publicKey: 'kms.publicKey' },
} as const;

const sizeOf = (value: unknown): number => (value === undefined ? 0 : Buffer.byteLength(JSON.stringify(value)));
const round = (n: number): number => Number(n.toPrecision(4));
