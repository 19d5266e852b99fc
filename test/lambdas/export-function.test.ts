import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { haveMade } from '../../bin/aws/export.ts';
import { orderErasure } from '../../lambdas/erasures.ts';
import type { TeamQueries } from '../../lambdas/export/answers.ts';
import { exportHandler } from '../../lambdas/export/handler.ts';
import { collect } from '../../lambdas/redact/collect.ts';
import type { SeenRow } from '../../lib/episodes/index.ts';
import type { Ports } from '../../lib/storage/ports.ts';
import { Rows } from '../episodes/rows.ts';
import { present } from '../present.ts';
import { Crash, crashing, MOMENTS } from './crash.ts';
import { openTestLake, SETTINGS } from './lake.ts';
import { frameOf, putFrame } from './masked-frames.ts';

const segment = (n: number) => `${n.toString(16).padStart(8, '0')}-be79-8cda-a6ca-33d0049bbf3f`;
const PLACE = { jurisdiction: 'XA', day: '2026-05-20', shard: 'a' };
const PNG = Buffer.from('89504e470d0a1a0a', 'hex');
const TEAMS = { mine: { purposes: { learn: 'to learn' } }, other: { purposes: { learn: 'to learn' } } };
const REQUEST = { team: 'mine', purpose: 'learn', format: 'jsonl' };

/** Segments of one click each, with its frame. */
const lake = (segments: readonly string[]): SeenRow[] =>
  segments.flatMap((of) =>
    new Rows()
      .focus()
      .frame('x', { frame: frameOf(of) })
      .pressed(10, 10)
      .all.map((row) => ({ ...row, segment: of, session: of })),
  );

/** The lake as a team is answered, query by query: what Athena and Lake Formation do, over rows that the team sees. */
class World implements TeamQueries {
  readonly asked = new Map<string, string>();
  readonly #rows: readonly SeenRow[];
  /** How many rows the plan is told that each segment has: parts are cut by it. */
  readonly #told: number;

  constructor(rows: readonly SeenRow[], told: number) {
    this.#rows = rows;
    this.#told = told;
  }

  run = async (sql: string): Promise<string> => {
    const hex = createHash('sha256').update(sql).digest('hex');
    const id = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
    this.asked.set(id, sql);
    return id;
  };

  statementOf = async (id: string) => this.asked.get(id);

  answer = async (id: string) => {
    const sql = present(this.asked.get(id));
    const columns = Object.keys({ ...this.#rows[0], x: 0, y: 0, frame: '', frame_masks: '', click_phase: '' });
    if (sql.includes('GROUP BY')) {
      const groups = [...Map.groupBy(this.#rows, (row) => present(row.segment))];
      const { jurisdiction, day, shard } = PLACE;
      return {
        columns: ['jurisdiction', 'day', 'shard', 'segment', 'session', 'first', 'n'],
        rows: groups.map(([of]) => [jurisdiction, day, shard, of, of, 0, this.#told]),
      };
    }
    const seen = sql.includes('LIMIT 0') ? [] : this.#rows.filter((row) => sql.includes(present(row.segment)));
    return { columns, rows: seen.map((row) => columns.map((name) => (row as Record<string, unknown>)[name] ?? null)) };
  };
}

const contextFor = (ms: number) => ({ getRemainingTimeInMillis: () => ms });
const handlerOf = (ports: Ports, worlds: Readonly<Record<string, TeamQueries>>) =>
  exportHandler({ teams: TEAMS as never, ports, settings: SETTINGS, queriesOf: (team) => present(worlds[team]) });

async function opened(n = 3, told = 100_000) {
  const { ports } = await openTestLake();
  const segments = Array.from({ length: n }, (_, i) => segment(i + 1));
  for (const of of segments) await putFrame(ports, of, PNG);
  const world = new World(lake(segments), told);
  const invokeOn = (on: Ports, ms = 60_000) => {
    const handler = handlerOf(on, { mine: world, other: new World([], 1) });
    return (payload: object) => handler(payload, contextFor(ms) as never);
  };
  return { ports, segments, world, invokeOn };
}

const filesIn = async ({ objects }: Ports) => {
  const keys = (await Array.fromAsync(objects.list('derived', ''))).map(({ key }) => key);
  const bytes = await Promise.all(
    keys
      .filter((key) => !key.endsWith('.sig'))
      .map(async (key) => [key, String(await collect(await objects.get('derived', key)))]),
  );
  return Object.fromEntries(bytes) as Record<string, string>;
};
const quiet = () => {};

describe('the function that makes exports', () => {
  test('asks the team for all that it needs, a part at a time, and makes one copy of it', async () => {
    const { ports, world, invokeOn } = await opened();
    const lines: string[] = [];
    const done = await haveMade(REQUEST, invokeOn(ports), world.run, (line) => lines.push(line));
    expect(done).toMatchObject({ state: 'done', counts: { episodes: 3, frames: 3, rows: 15 } });
    // One run had no time for more than a part.
    expect(lines).toEqual([1, 2].map((n) => `${done.export}: ${n} of 3 parts\n`));
    expect(Object.keys(await filesIn(ports)).filter((key) => key.endsWith('.jsonl'))).toHaveLength(3);
    for (const sql of world.asked.values()) expect(sql).toMatch(/^SELECT .* FROM activity\b/s);
  });

  test('holds the same however often it is begun, and in however many runs', async () => {
    const [slow, fast] = [await opened(), await opened()];
    const one = await haveMade(REQUEST, slow.invokeOn(slow.ports), slow.world.run, quiet);
    const again = await haveMade(REQUEST, slow.invokeOn(slow.ports), slow.world.run, quiet);
    const other = await haveMade(REQUEST, fast.invokeOn(fast.ports, 900_000), fast.world.run, quiet);
    expect([again, other]).toEqual([one, one]);
    expect(await filesIn(fast.ports)).toEqual(await filesIn(slow.ports));
  });

  test('goes on after a crash before or after any write, and every step is in it once', async () => {
    const whole = await opened(2);
    await haveMade(REQUEST, whole.invokeOn(whole.ports), whole.world.run, quiet);
    const expected = await filesIn(whole.ports);
    for (const when of MOMENTS)
      for (let at = 0; ; at++) {
        const { ports, world, invokeOn } = await opened(2);
        const attempt = crashing(ports, at, when);
        const died = await haveMade(REQUEST, invokeOn(attempt.ports), world.run, quiet).catch((error) => error);
        if (!attempt.crashed()) {
          expect(at).toBeGreaterThan(12);
          break;
        }
        expect(died).toBeInstanceOf(Crash);
        await haveMade(REQUEST, invokeOn(ports), world.run, quiet);
        expect(await filesIn(ports), `${when} write ${at}`).toEqual(expected);
      }
  });

  test('ends when it asks again for what it was just answered', async () => {
    const { ports, world, invokeOn } = await opened();
    let queries = 0;
    const run = (sql: string) => {
      if (++queries > 50) throw new Error('no end');
      return world.run(`${sql} `);
    };
    await expect(haveMade(REQUEST, invokeOn(ports), run, quiet)).rejects.toMatchObject({ code: 'export.not-taken' });
  });

  test('is another export under other terms', async () => {
    const { ports, world, invokeOn } = await opened();
    const before = await haveMade(REQUEST, invokeOn(ports), world.run, quiet);
    const teams = { mine: { purposes: { learn: 'to learn a little' } } } as never;
    const handler = exportHandler({ teams, ports, settings: SETTINGS, queriesOf: () => world });
    const after = await haveMade(REQUEST, (sent) => handler(sent, contextFor(900_000) as never), world.run, quiet);
    expect(after.export).not.toBe(before.export);
    expect((await filesIn(ports))[`${after.prefix}README.md`]).toContain('to learn a little');
  });

  test('makes no part again that is done', async () => {
    const { ports, world, invokeOn } = await opened();
    const first = await haveMade(REQUEST, invokeOn(ports), world.run, quiet);
    const before = world.asked.size;
    const silent = { ...world, statementOf: world.statementOf, answer: () => Promise.reject(new Error('asked again')) };
    const handler = handlerOf(ports, { mine: silent as TeamQueries });
    const answer = await handler({ team: 'mine', resume: first.export }, contextFor(60_000) as never);
    expect(answer).toEqual(first);
    expect(world.asked.size).toBe(before);
  });
});

describe('an export cannot be made to carry more than its queries', () => {
  /** What the function says when a team sends queries of its own beside, or instead of, those it was asked for. */
  const forged = async (statement: (asked: string) => string) => {
    const { ports, world, invokeOn } = await opened();
    const secret = segment(0xbad);
    await putFrame(ports, secret, PNG);
    const invoke = invokeOn(ports);
    const run = (sql: string) => world.run(statement(sql));
    let begun: string | undefined;
    let answers: string[] = [];
    // As a client would, for longer than the true answers take.
    for (let round = 0; round < 12; round++) {
      const answer = (await invoke(
        begun === undefined ? { ...REQUEST, answers } : { team: 'mine', resume: begun, answers },
      )) as {
        state: string;
        export?: string;
        statements?: string[];
      };
      if (answer.state !== 'ask') return { state: answer.state, ports };
      if (answer.export !== begun) [begun, answers] = [answer.export, []];
      answers = [...answers, ...(await Promise.all(present(answer.statements).map(run)))].slice(-50);
    }
    return { state: 'ask', ports };
  };

  test.each([
    ['that makes up a segment', (sql: string) => sql.replace('segment', `'${segment(0xbad)}' AS segment`)],
    ['that makes up a frame', (sql: string) => sql.replace('*', `*, '${frameOf(segment(0xbad))}' AS frame`)],
    ['with one space more', (sql: string) => `${sql} `],
    ['in other letters', (sql: string) => sql.toLowerCase()],
    ['with a comment', (sql: string) => `${sql} -- `],
  ])('by a statement %s: it is no answer to what was asked', async (_what, statement) => {
    const { state, ports } = await forged(statement);
    expect([state, await filesIn(ports)]).toEqual(['ask', {}]);
  });

  test('which a team that answers truly gets at once', async () => {
    expect((await forged((sql) => sql)).state).not.toBe('ask');
  });

  test.each([
    ['of another team', 'other'],
    ['of no team', 'nobody'],
    ['of a name that every object has', 'constructor'],
  ])('by naming answers %s', async (_what, team) => {
    const { ports, world, invokeOn } = await opened();
    const answers = [await world.run('SELECT * FROM activity LIMIT 0')];
    const answer = await invokeOn(ports)({ ...REQUEST, team, answers });
    expect(answer).toMatchObject({ state: 'refused', code: team === 'other' ? 'export.foreign-answer' : 'usage' });
  });

  test('by going on with the export of another team, or one that was not begun', async () => {
    const { ports, world, invokeOn } = await opened();
    const done = await haveMade(REQUEST, invokeOn(ports), world.run, quiet);
    for (const sent of [
      { team: 'other', resume: done.export },
      { team: 'mine', resume: 'ex_0123456789abcdef' },
    ])
      expect(await invokeOn(ports)(sent)).toMatchObject({ state: 'refused', code: 'export.unknown' });
  });

  test.each([
    ['a purpose that is not granted', { ...REQUEST, purpose: 'sell' }, 'query.purpose'],
    ['a purpose that every object has', { ...REQUEST, purpose: 'toString' }, 'query.purpose'],
    ['a prefix of its own', { ...REQUEST, prefix: 'other/' }, 'usage'],
    ['words for a day', { ...REQUEST, since: "2026-01-01' OR 1=1 --" }, 'usage'],
    ['a day that no calendar has', { ...REQUEST, since: '2026-13-45' }, 'usage'],
    ['terms of its own', { ...REQUEST, terms: 'anything' }, 'usage'],
    ['an id that is a path', { team: 'mine', resume: '../other/ex_0123456789ab' }, 'usage'],
    ['nothing', null, 'usage'],
  ])('by %s', async (_what, sent, code) => {
    const { ports, world, invokeOn } = await opened();
    const answers = await Promise.all(
      ((await invokeOn(ports)(REQUEST)) as { statements: string[] }).statements.map(world.run),
    );
    const answer = await invokeOn(ports)(
      sent === null ? (null as never) : { ...sent, ...('resume' in sent ? {} : { answers }) },
    );
    expect(answer).toMatchObject({ state: 'refused', code });
    expect(await filesIn(ports)).toEqual({});
  });

  test('by waiting until somebody has asked for erasure', async () => {
    const { ports, world, segments, invokeOn } = await opened();
    const invoke = invokeOn(ports);
    let runs = 0;
    const made = haveMade(
      REQUEST,
      async (payload) => {
        if (++runs === 5) await orderErasure(ports.control, 'asked', '2026-05-20', [present(segments[2])]);
        return invoke(payload);
      },
      world.run,
      quiet,
    );
    await expect(made).rejects.toMatchObject({ code: 'export.erased' });
    const next = await haveMade(REQUEST, invoke, world.run, quiet);
    expect(next.counts.episodes).toBe(2);
  });
});
