import { checkCohort } from '../cohort.ts';
import { checkDialect } from '../dialect.ts';
import { Engine } from '../engine.ts';
import { bindingFailure, failureOf } from '../failure.ts';
import { defineTable, type LakeFile, loadTable } from '../load.ts';
import { parse, readStatement } from '../statement.ts';
import { fromTrino, macrosIn } from '../trino.ts';
import { LakeView } from '../view.ts';
import type { Inbox } from './frames.ts';
import type { QueryLimits } from './limits.ts';
import type { Last, Order, Report } from './protocol.ts';

type Say = (report: Report, body?: Uint8Array) => Promise<void>;
type Ask = Extract<Order, { type: 'ask' }>;
type Unspent = Last extends infer L ? (L extends Last ? Omit<L, 'spent'> : never) : never;

/** Memory that an idle process may hold (bytes). A process that does not free enough is replaced. */
const SPENT = 256 * 1024 ** 2;

/** Runs statements one after another, each on its own engine. */
export async function serve(inbox: Inbox, say: Say, limits: QueryLimits): Promise<never> {
  for (;;) {
    const ask = (await inbox.next()).message as Ask;
    const engine = await Engine.open(limits);
    let last: Unspent;
    try {
      last = await answer(engine, ask, inbox, say);
    } finally {
      engine.close();
    }
    await say({ ...last, spent: process.memoryUsage.rss() > SPENT });
  }
}

/**
 * Reads and binds the statement before any data is loaded. After that a failure is only a code.
 * @returns the last report
 */
async function answer(engine: Engine, ask: Ask, inbox: Inbox, say: Say): Promise<Unspent> {
  const view = new LakeView(ask.grants);
  const sql = fromTrino(ask.sql);
  let columns: Awaited<ReturnType<typeof understand>>['columns'];
  try {
    const needs = await understand(engine, { ...ask, sql }, view);
    // As it was asked: a translated name is the engine's.
    if (ask.dialect === 'athena') checkDialect(await parse(engine.connection, ask.sql));
    columns = needs.columns;
    await say({ type: 'needs', columns: columns.map(({ name }) => name), data: needs.data });
  } catch (error) {
    return { type: 'failed', failure: bindingFailure(error) };
  }
  try {
    await loadTable(engine, columns, view, files(inbox, say));
    await engine.run(sql, {
      head: (names, types) => say({ type: 'head', columns: names, types }),
      rows: (json) => say({ type: 'rows' }, Buffer.from(json)),
    });
    return { type: 'done' };
  } catch (error) {
    return { type: 'failed', failure: failureOf(error) };
  }
}

/** A statement's needs: the columns that it can touch (one at least, because a table needs one), and whether it needs rows. */
async function understand(engine: Engine, { sql, database }: Ask, view: LakeView) {
  for (const macro of macrosIn(sql)) await engine.connection.run(macro);
  const statement = await readStatement(engine.connection, sql, database);
  await checkCohort(engine.connection, statement, view.columns);
  await defineTable(engine, view.columns, database);
  await engine.bind(sql);
  const named = view.columns.filter(({ name }) => statement.whole || statement.words.has(name));
  const columns = named.length > 0 ? named : view.columns.slice(-1);
  await defineTable(engine, columns, database);
  return { columns, data: !statement.describes };
}

/** The files that the parent sends, each confirmed once it is in the table, until the parent lets the statement run. */
async function* files(inbox: Inbox, say: Say): AsyncGenerator<LakeFile> {
  for (;;) {
    const { message, body } = await inbox.next();
    const order = message as Order;
    if (order.type !== 'file') return;
    yield { partition: order.partition, bytes: body };
    await say({ type: 'taken' });
  }
}
