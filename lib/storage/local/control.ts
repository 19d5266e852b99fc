import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { StrongroomError } from '../../activity/errors.ts';
import { checkWrites } from '../control-writes.ts';
import type { Control, Item, ItemWrite } from '../ports.ts';
import type { Authority } from './authority.ts';
import { transact } from './database.ts';
import { rowOf, rowsOf } from './rows.ts';

const PAGE = 200;

const ROW = z.object({ pk: z.string(), sk: z.string(), rev: z.number(), data: z.instanceof(Uint8Array) });
type Row = z.infer<typeof ROW>;

/** The SQLite tables that represent tables of DynamoDB. */
export type SqliteTable = 'item' | 'participation';

/** The control table, or the participation table, in SQLite. Items are encrypted and bound to their key and revision. */
export class LocalControl implements Control {
  readonly #db: DatabaseSync;
  readonly #table: string;
  readonly #secret: Buffer;
  readonly #authority: Authority;
  readonly #items: SqliteTable;

  /** @param secret 32 bytes that encrypt items @param table ARN of the table */
  constructor(db: DatabaseSync, table: string, secret: Buffer, authority: Authority, items: SqliteTable = 'item') {
    this.#items = items;
    this.#db = db;
    this.#table = table;
    this.#secret = secret;
    this.#authority = authority;
  }

  async get(pk: string, sk: string): Promise<Item | undefined> {
    this.#require('dynamodb:GetItem', [pk]);
    const row = this.#db.prepare(`SELECT pk, sk, rev, data FROM ${this.#items} WHERE pk = ? AND sk = ?`).get(pk, sk);
    return row && this.#open(rowOf(ROW, row));
  }

  async write(writes: readonly ItemWrite[]): Promise<boolean> {
    checkWrites(writes);
    this.#require('dynamodb:PutItem', [...new Set(writes.map((w) => w.pk))]);
    const current = this.#db.prepare(`SELECT rev FROM ${this.#items} WHERE pk = ? AND sk = ?`);
    const put = this.#db.prepare(
      `INSERT OR REPLACE INTO ${this.#items} (pk, sk, rev, data, expires) VALUES (?, ?, ?, ?, ?)`,
    );
    return transact(this.#db, () => {
      const holds = ({ pk, sk, ifRev }: ItemWrite) => ((current.get(pk, sk)?.rev as number) ?? 0) === ifRev;
      if (!writes.every(holds)) return false;
      for (const w of writes) {
        put.run(w.pk, w.sk, w.ifRev + 1, this.#seal(w), w.expiresAt?.getTime() ?? null);
      }
      return true;
    });
  }

  query(pk: string, prefix = ''): AsyncGenerator<Item> {
    return this.#from(pk, prefix, (sk) => sk.startsWith(prefix));
  }

  between(pk: string, from: string, to: string): AsyncGenerator<Item> {
    return this.#from(pk, from, (sk) => sk <= to);
  }

  /** @param isWanted whether the caller asked for a sort key: the first other key ends the answer */
  async *#from(pk: string, from: string, isWanted: (sk: string) => boolean): AsyncGenerator<Item> {
    this.#require('dynamodb:Query', [pk]);
    // One page per step: an open cursor would hold a read snapshot for as long as the caller takes.
    const page = (bound: '>=' | '>', sk: string): Row[] =>
      rowsOf(
        ROW,
        this.#db
          .prepare(
            `SELECT pk, sk, rev, data FROM ${this.#items} WHERE pk = ? AND sk ${bound} ? ORDER BY sk LIMIT ${PAGE}`,
          )
          .all(pk, sk),
      );
    let last = from;
    for (let rows = page('>=', from); ; rows = page('>', last)) {
      for (const row of rows) {
        if (!isWanted(row.sk)) return;
        yield this.#open(row);
        last = row.sk;
      }
      if (rows.length < PAGE) return;
    }
  }

  #require(action: string, keys: readonly string[]): void {
    this.#authority.require(
      { action, resource: this.#table, context: { 'dynamodb:LeadingKeys': keys } },
      `on the ${this.#items === 'item' ? 'control' : this.#items} table`,
    );
  }

  #seal({ pk, sk, ifRev, data }: ItemWrite): Buffer {
    const iv = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.#secret, iv).setAAD(bind(pk, sk, ifRev + 1));
    return Buffer.concat([iv, cipher.update(JSON.stringify(data)), cipher.final(), cipher.getAuthTag()]);
  }

  #open({ pk, sk, rev, data }: Row): Item {
    const blob = Buffer.from(data);
    try {
      const decipher = createDecipheriv('aes-256-gcm', this.#secret, blob.subarray(0, 12));
      decipher.setAAD(bind(pk, sk, rev)).setAuthTag(blob.subarray(-16));
      const json = Buffer.concat([decipher.update(blob.subarray(12, -16)), decipher.final()]);
      return { pk, sk, rev, data: JSON.parse(json.toString('utf8')) };
    } catch {
      throw new StrongroomError(
        'control.damaged',
        'an item of the control table is not what was written',
        'restore the database file from a copy; collection must stay paused until then',
      );
    }
  }
}

const bind = (pk: string, sk: string, rev: number): Buffer => Buffer.from(JSON.stringify([pk, sk, rev]));
