import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zstdDecompressSync } from 'node:zlib';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contextOf } from '../../bin/embedded/invoke.ts';
import { FIGURES_PAGE, figuresPage } from '../../bin/embedded/sample-figures.ts';
import { openWorkspace, type Workspace } from '../../bin/embedded/workspace.ts';
import { access } from '../../config/access.ts';
import { workerKey } from '../../lambdas/participation.ts';
import { participantOf } from '../../lambdas/pseudonym.ts';
import { sentinelHandler } from '../../lambdas/sentinel/handler.ts';
import type { Step } from '../../lib/episodes/index.ts';
import type { Summary } from '../../lib/report/summary.ts';

import { EVERYTHING } from '../everything.ts';
import { workersOn } from '../lambdas/worker-client.ts';
import { present } from '../present.ts';
import { CHROMIUM, launch, tooWide, violations } from './chromium.ts';
import { type Ended, runIn } from './in-process.ts';
import { startedIn, strongroomIn } from './started.ts';

const ROOT = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'strongroom-e2e-'));
const SAMPLE = join(ROOT, 'samples/office-day');
const SHARED = join(ROOT, '../shared/data/recordings');

/** A Python with the loaders that people use, if there is one: PYTHON names it. */
const pythonWith = (modules: string): string | undefined =>
  [process.env.PYTHON ?? 'python3'].find((text) => spawnSync(text, ['-c', `import ${modules}`]).status === 0);
const PYTHON = pythonWith('datasets, webdataset, PIL');
const TORCH = pythonWith('torch, datasets, PIL');
const STREAMING = pythonWith('streaming, PIL');
if (!PYTHON) console.warn('skipped: datasets and webdataset are not installed for Python, so no export is loaded');
if (!STREAMING) console.warn('skipped: mosaicml-streaming is not installed for Python, so no shard of it is read');
if (!TORCH) console.warn('skipped: torch is not installed for Python, so the loop of docs/ml.md is not run');

/** The lines of docs/ml.md that load an export, with a folder in the place of the one that they name. */
const documented = (having: string, dir: string): string =>
  present(
    [...readFileSync(join(ROOT, 'docs/ml.md'), 'utf8').matchAll(/```python\n(.*?)```/gs)]
      .map(([, code = '']) => code)
      .find((code) => code.includes(having)),
  ).replaceAll('"out/set', `"${dir}`);

function python(program: string, code: string, ...args: string[]): string {
  const env = { ...process.env, HF_HUB_OFFLINE: '1', HF_DATASETS_CACHE: join(folder, 'cache') };
  const { status, stdout, stderr } = spawnSync(program, ['-c', code, ...args], { encoding: 'utf8', env });
  expect(status, stderr).toBe(0);
  return stdout;
}

const command = (...args: string[]): Promise<Ended> => runIn(folder, args);
const json = async (...args: string[]) => JSON.parse((await command(...args, '--json')).out);

afterAll(() => rmSync(folder, { recursive: true }));

let summary: Summary;
beforeAll(() => {
  const { status, err } = startedIn(folder);
  expect(status, err).toBe(0);
  summary = JSON.parse(readFileSync(join(folder, 'out/summary.json'), 'utf8'));
});

describe('the main job on our own sample', () => {
  test('proves the claims, opens the gate under a certificate, and stores everything', () => {
    expect(summary.proof.verdict).toBe('proved');
    expect(summary.gate.map(({ state }) => state)).toEqual(['paused', 'running']);
    expect(summary.ingest).toMatchObject({ segments: 7, refused: {}, unknown: 0, deadLetters: 0 });
    expect(Object.values(summary.ingest.byKind).reduce((sum, n) => sum + n, 0)).toBe(summary.ingest.events);
  });

  test('shows each team its columns and rows, and hides the others', () => {
    for (const { columns, hidden, rows } of Object.values(summary.teams)) {
      expect(rows).toBeGreaterThan(0);
      expect(columns.filter((name) => hidden.includes(name))).toEqual([]);
    }
    expect(summary.teams['ui-agents']?.hidden).toEqual(
      expect.arrayContaining(['text', 'title', 'key_value', 'worker']),
    );
    expect(summary.teams['text-models']?.hidden).toEqual(
      expect.arrayContaining(['worker', 'device', 'session', 'key_value']),
    );
  });

  test('stops every attempt that must not succeed', () => {
    expect(summary.attempts.length).toBeGreaterThan(10);
    expect(summary.attempts.filter(({ decision }) => !/Denied$/.test(decision))).toEqual([]);
    expect(summary.attempts.every(({ statement }) => statement.length > 0)).toBe(true);
  });

  test('measures what labelled content a team can read', () => {
    const { labelled, characters, of, pixels, ofPixels } = summary.leakage;
    expect(labelled).toBe(true);
    expect(of).toBeGreaterThan(1_000);
    expect(ofPixels).toBeGreaterThan(10_000);
    // A loose ceiling, so that a redactor that lets things through fails here; the figure itself is what is reported.
    expect(characters / of).toBeLessThan(0.05);
    expect(pixels / ofPixels).toBeLessThan(0.25);
  });

  test('measures for each team what it could read, and what is kept for it', () => {
    const { labelled: trainers, kept } = present(summary.teams['cua-trainers']).figures;
    const { labelled: texts } = present(summary.teams['text-models']).figures;
    // The team with more columns and rows has more in its reach, and none has more than there is.
    expect(trainers.inReach).toBeGreaterThan(texts.inReach);
    expect(summary.leakage.of).toBeGreaterThanOrEqual(trainers.inReach);
    expect(trainers.readable).toBe(summary.leakage.characters);
    for (const [n, of] of [
      [kept.characters, kept.ofCharacters],
      [kept.keys, kept.ofKeys],
      [kept.frames, kept.ofFrames],
      [kept.steps, kept.ofSteps],
    ]) {
      expect(n).toBeGreaterThan(0);
      expect(n).toBeLessThanOrEqual(present(of));
    }
    expect(summary.teams['ui-agents']?.figures).toMatchObject({ labelled: { inReach: 0 }, kept: { ofCharacters: 0 } });
  });

  test('gives the figures of review/figures.yaml; if not, run: npm run review', () => {
    const figures = Object.entries(summary.teams).map(([team, its]) => [team, its.figures]);
    const page = figuresPage(Object.fromEntries(figures));
    expect(readFileSync(join(ROOT, 'review', FIGURES_PAGE), 'utf8')).toBe(page);
  });

  test('shows one whole episode, and the export that it came from', () => {
    const { export: made, steps } = present(summary.episode);
    expect(made).toMatchObject({ team: 'cua-trainers', purpose: 'cua_training', episodes: expect.any(Number) });
    expect(existsSync(join(folder, made.folder, 'manifest.json'))).toBe(true);
    expect(steps.map(({ index }) => index)).toEqual(steps.map((_, at) => at));
    expect(new Set(steps.map(({ action }) => action.type))).toEqual(new Set(['click', 'type', 'hotkey', 'scroll']));
    expect(readFileSync(join(folder, 'out/report.html'), 'utf8')).toContain(present(steps[0]).episode);
  });

  test('destroys what was captured, and leaves a report', () => {
    expect(summary.retention.objects).toBeGreaterThan(7);
    for (const name of ['report.html', 'proof.json', 'summary.json'])
      expect(existsSync(join(folder, 'out', name))).toBe(true);
    const report = readFileSync(join(folder, 'out/report.html'), 'utf8');
    // One script of ours, which the page's policy names by its digest; nothing from elsewhere.
    expect(report.match(/<script/g)).toHaveLength(1);
    expect(report).not.toMatch(/\b(?:src|href)="(?!#)/);
    expect(report.length).toBeLessThan(1_000_000);
    const { run } = summary;
    for (const fact of [run.by, run.proof, run.templates, run.commit?.id ?? 'no single work tree of git'])
      expect(report).toContain(fact);
    expect(
      createHash('sha256')
        .update(readFileSync(join(folder, 'out/proof.json')))
        .digest('hex'),
    ).toBe(run.proof);
  });

  test.skipIf(CHROMIUM === undefined)(
    'leaves a report without a fault of access, on a desk and on a phone in the dark',
    async () => {
      const browser = await launch();
      for (const [width, colorScheme] of [
        [1280, 'light'],
        [390, 'dark'],
      ] as const) {
        const page = await browser.newPage({ viewport: { width, height: 800 }, colorScheme });
        await page.setContent(readFileSync(join(folder, 'out/report.html'), 'utf8'));
        expect(await violations(page)).toEqual([]);
        expect(await tooWide(page)).toEqual([]);
      }
      await browser.close();
    },
  );

  test('writes no labelled value into the report, the summary or the proof', () => {
    const { spans } = JSON.parse(readFileSync(join(SAMPLE, 'truth.json'), 'utf8')) as {
      spans: { type: string; value: string }[];
    };
    const secrets = spans.filter(({ type }) => /PASSWORD|SECRET|CARD|IBAN/.test(type));
    expect(secrets.length).toBeGreaterThan(3);
    for (const name of ['report.html', 'proof.json', 'summary.json']) {
      const text = readFileSync(join(folder, 'out', name), 'utf8');
      expect(secrets.filter(({ value }) => text.includes(value))).toEqual([]);
    }
  });

  test('leaves a lake that teams can query, each within its grant', async () => {
    const counted = await json(
      'query',
      '--as',
      'text-models',
      '--purpose',
      'cua_training',
      'SELECT count(*) AS n FROM activity',
    );
    expect(counted).toEqual({ columns: ['n'], rows: [[summary.teams['text-models']?.rows]] });
    const refused = await command(
      'query',
      '--as',
      'ui-agents',
      '--purpose',
      'cua_training',
      'SELECT text FROM activity',
    );
    expect(refused.status).not.toBe(0);
    expect(refused.err).toContain('query.unknown-column');
    expect(refused.out).toBe('');
    const aimless = await command('query', '--as', 'ui-agents', 'SELECT kind FROM activity');
    expect([aimless.status, aimless.err]).toEqual([1, expect.stringContaining('query.purpose')]);
  });

  test('answers the exposure run-book: who could, who did, each query by its record, and what is not used', async () => {
    const { mtimeMs } = statSync(join(folder, 'out/summary.json'));
    const dayFrom = (days: number) => new Date(mtimeMs + days * 86_400_000).toISOString().slice(0, 10);
    const days = ['--from', dayFrom(-30), '--to', dayFrom(30)];
    const reads = await json('reads', ...days);
    expect(new Set(reads.map((row: { principal: string }) => row.principal.split('/').at(-1)))).toEqual(
      new Set(['strongroom-team-ui-agents', 'strongroom-team-text-models', 'strongroom-team-cua-trainers']),
    );
    expect(reads.every((row: { approved: boolean; events: string[] }) => row.approved && row.events.length > 0)).toBe(
      true,
    );
    const ofText = await json('reads', ...days, '--team', 'ui-agents', '--column', 'text');
    expect(ofText).toEqual([]);
    const [first] = reads;
    // Within one hour, which has begun: of a later one nothing can be said yet.
    const span = ['--from', first.at, '--to', new Date(Date.parse(first.at) + 1_000).toISOString()];
    writeFileSync(
      join(folder, 'incident.json'),
      JSON.stringify({ id: 'INC-7', aware_at: first.at, jurisdictions: ['XA'] }),
    );
    const found = await json(
      'investigate',
      '--class',
      'redacted',
      ...span,
      '--incident',
      'incident.json',
      '--out',
      'report',
    );
    expect(found.did.length).toBeGreaterThan(0);
    expect(found.coverage.every(({ state }: { state: string }) => state === 'logged')).toBe(true);
    expect([found.severity.level, found.deadlines]).toEqual(['none', []]);
    expect(readdirSync(join(folder, 'report')).sort()).toEqual(
      ['notice-authority.md', 'notice-workers.md', 'report.html', 'report.json', 'report.md'].sort(),
    );
    const raw = await json('investigate', '--class', 'raw', ...span);
    expect(
      raw.could.map(({ principal, approved }: { principal: string; approved: boolean }) => [
        principal.split('/').at(-1),
        approved,
      ]),
    ).toEqual([['strongroom-redact', true]]);
    // What is not on record is never told as not read: before the lake, after now, and of files.
    const { unused, left_out } = await json('unused', '--to', '2100-01-01', '--days', '1');
    expect(unused).toEqual([]);
    expect(left_out.filter(({ principal }: { principal: string }) => principal.includes('-team-'))).toHaveLength(3);
    expect(left_out.map(({ why }: { why: string }) => why).join()).toContain('no hour in this time has records');
    expect(raw.coverage.every(({ state }: { state: string }) => state === 'unknown')).toBe(true);
    const before = await command('reads', '--from', '2020-01-01', '--to', '2020-01-02');
    expect([before.out, before.err]).toEqual(['', expect.stringContaining('0 reads are on record; in 24 of 24 hours')]);
  });

  describe('an export', () => {
    /** Every value of a step, by its path: a box counts as one, as the lake writes it. */
    function* leavesOf(value: unknown, at: string): Generator<[at: string, value: unknown]> {
      if (value === null || typeof value === 'boolean') return;
      if (Array.isArray(value) && value.length === 4 && value.every((item) => typeof item === 'number'))
        yield [at, value.join(',')];
      else if (Array.isArray(value)) for (const one of value) yield* leavesOf(one, at);
      else if (typeof value === 'object')
        for (const [name, inner] of Object.entries(value as object)) yield* leavesOf(inner, `${at}.${name}`);
      else yield [at, value];
    }
    interface Told {
      readonly export: string;
      readonly steps: number;
      readonly files: readonly { path: string; bytes: number; sha256: string }[];
      readonly expires: string;
    }
    const exportAs = async (team: string, format: string): Promise<Told & { dir: string }> => {
      const dir = join(folder, `${team}-${format}`);
      const args = ['export', '--as', team, '--purpose', 'cua_training', '--format', format, '--out', dir];
      return { ...(await json(...args)), dir };
    };
    /** Which split a worker is in hangs on the pseudonym, which is another one in each lake. */
    const linesIn = (dir: string): string =>
      readdirSync(dir)
        .filter((name) => name.endsWith('.jsonl'))
        .map((name) => readFileSync(join(dir, name), 'utf8'))
        .join('');
    const stepsIn = (dir: string): Step[] =>
      linesIn(dir)
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line));
    /** A query shows which values are the same in a column of its own, and not by numbers. */
    const unnumbered = (text: string): string => text.replace(/(\[[A-Z][A-Z_]*?)_\d+\]/g, '$1]');
    /** Every value that a team's query shows. */
    const cellsOf = async (team: string) => {
      const sql = 'SELECT * FROM activity ORDER BY segment, seq';
      const { columns, rows } = await json('query', '--as', team, '--purpose', 'cua_training', sql);
      const values = (rows as unknown[][]).flat();
      return { columns: columns as string[], cells: new Set(values), shown: values.join('\n') };
    };

    test('holds whole episodes with their frames, each file as it says', async () => {
      const hf = await exportAs('cua-trainers', 'hf');
      for (const { path, bytes, sha256 } of hf.files) {
        const content = readFileSync(join(hf.dir, path));
        expect([content.length, createHash('sha256').update(content).digest('hex')]).toEqual([bytes, sha256]);
      }
      const compressors = { ZSTD: (input: Uint8Array) => new Uint8Array(zstdDecompressSync(input)) };
      const rows: Record<string, unknown>[] = [];
      for (const name of readdirSync(join(hf.dir, 'data'))) {
        const file = await asyncBufferFromFile(join(hf.dir, 'data', name));
        rows.push(...(await parquetReadObjects({ file, compressors, utf8: false })));
      }
      expect(rows.length).toBe(hf.steps);
      const pictures = rows.filter(({ image }) => image);
      expect(pictures.length).toBeGreaterThan(rows.length / 2);
      for (const { image } of pictures)
        expect(Buffer.from((image as { bytes: Uint8Array }).bytes.subarray(1, 4)).toString()).toBe('PNG');
    });

    test.each(['cua-trainers', 'ui-agents'])('shows %s nothing that its query does not', async (team) => {
      const { columns, cells, shown } = await cellsOf(team);
      const steps = stepsIn((await exportAs(team, 'jsonl')).dir);
      expect(steps.length).toBeGreaterThan(10);
      for (const { app, title, element, action, texts, frame } of steps) {
        const whole = [app, title, element?.name, element?.role, ...texts.flatMap(({ text, role }) => [text, role])];
        const unknown = whole.filter((value) => value !== null && value !== undefined && !cells.has(unnumbered(value)));
        expect(unknown).toEqual([]);
        // Put together from keys, each of which is a cell.
        const pieces = unnumbered(action.text ?? '').match(/\[[A-Z_]+\]|./gu) ?? [];
        expect(pieces.filter((piece) => !shown.includes(piece))).toEqual([]);
        expect(columns.includes('frame') || frame === null).toBe(true);
        expect(columns.includes('key_value') || action.text === null).toBe(true);
      }
    });

    /** Fields of a step that are made of several cells. All others are cells, or boxes in them. */
    const MADE_OF_CELLS =
      /^\.(?:episode|index|t|ends|hidden|screen_hidden|frame\.(?:path|age_ms)|action\.(?:type|source|keys|count|ms|dx|dy|(?:x|y|x2|y2)n))$/;
    const TIMES = ['t', 'frame.age_ms', 'action.ms'].map((name) => `.${name}`);

    test.each(['cua-trainers', 'ui-agents', 'text-models'])(
      'tells %s in no field of a step, and in no other file, more than its query',
      async (team) => {
        const { columns, cells, shown } = await cellsOf(team);
        const dir = join(folder, `${team}-all`);
        await json('export', '--as', team, '--purpose', 'cua_training', '--format', 'jsonl', '--out', dir);
        const told = stepsIn(dir).flatMap((step) => [...leavesOf(step, '')]);
        expect(told.length).toBeGreaterThan(50);
        const isShown = (value: unknown) =>
          cells.has(value) || (typeof value === 'string' && shown.includes(unnumbered(value)));
        const more = told.filter(([at, value]) => !MADE_OF_CELLS.test(at) && !isShown(value));
        expect(more).toEqual([]);
        if (!columns.includes('mono_us') && !columns.includes('occurred_at'))
          expect(told.filter(([at]) => TIMES.includes(at))).toEqual([]);
        const rest = ['manifest.json', 'README.md'].map((name) => readFileSync(join(dir, name), 'utf8')).join('\n');
        const texts = [...cells].filter((cell) => typeof cell === 'string' && /\S \S/.test(cell) && cell.length > 12);
        expect(texts.filter((text) => rest.includes(text as string))).toEqual([]);
      },
    );

    test('writes no labelled secret', () => {
      const { spans } = JSON.parse(readFileSync(join(SAMPLE, 'truth.json'), 'utf8')) as {
        spans: { type: string; value: string }[];
      };
      const text = linesIn(join(folder, 'cua-trainers-jsonl'));
      const secrets = spans.filter(({ type }) => /PASSWORD|SECRET|CARD|IBAN/.test(type));
      expect(secrets.filter(({ value }) => text.includes(value))).toEqual([]);
    });

    test('is read under the rights of its team alone, and destroyed on its day', async () => {
      const workspace = await openWorkspace(join(folder, 'out'), 'gate');
      try {
        const mine = workspace.portsOf('team-cua-trainers').objects;
        const [first] = await Array.fromAsync(mine.list('derived', 'cua-trainers/'));
        const theirs = workspace.portsOf('team-ui-agents').objects;
        await expect(mine.get('derived', present(first).key)).resolves.toBeDefined();
        await expect(theirs.get('derived', present(first).key)).rejects.toMatchObject({ code: 'access.denied' });
        await expect(mine.get('redacted', 'frames/x.png')).rejects.toMatchObject({ code: 'access.denied' });
        await workspace.retain(new Date());
        expect((await Array.fromAsync(mine.list('derived', 'cua-trainers/'))).length).toBeGreaterThan(0);
      } finally {
        workspace.close();
      }
    });

    test.skipIf(!PYTHON)(
      'loads in Python (skipped where `datasets` and `webdataset` are not installed)',
      async () => {
        const { dir } = await exportAs('cua-trainers', 'webdataset');
        const code = `
import sys
from datasets import load_dataset
import webdataset as wds
hf, tar, lines, cache = sys.argv[1:]
a, b, c = (load_dataset(each, cache_dir=cache)['train'] for each in (hf, tar, lines))
assert a[8]['image'].size == b[8]['png'].size == (1280, 800)
samples = wds.WebDataset(tar + '/train-000000.tar', shardshuffle=False).decode('pil').to_tuple('png', 'json')
n = sum(1 for png, step in samples)
assert n == len(b) and len(a) == len(c), (n, len(a), len(b), len(c))
`;
        const args = [join(folder, 'cua-trainers-hf'), dir, join(folder, 'cua-trainers-jsonl'), join(folder, 'cache')];
        python(present(PYTHON), code, ...args);
        const shown = python(present(PYTHON), documented('webdataset', dir));
        expect(shown).toMatch(/^(?:\(1280, 800\) (?:click|type|scroll|hotkey|wait)\n)+$/);
      },
      120_000,
    );

    test.skipIf(!STREAMING)(
      'is what MosaicML Streaming reads (skipped where it is not installed)',
      async () => {
        const { dir } = await exportAs('cua-trainers', 'mds');
        const shown = python(present(STREAMING), documented('StreamingDataset', dir));
        expect(shown).toMatch(/^(?:\(1280, 800\) (?:click|type|scroll|hotkey|wait)\n)+$/);
      },
      120_000,
    );

    test.skipIf(!TORCH)(
      'is what a training loop goes over (skipped where PyTorch is not installed)',
      () => {
        const shown = python(present(TORCH), documented('DataLoader', join(folder, 'cua-trainers-hf')));
        expect(shown).toMatch(/^\(1280, 800\) (?:click|type|scroll|hotkey|wait) /);
      },
      120_000,
    );
  });

  test('a reported grant pauses collection, by the role of the sentinel under the synthesized policies', async () => {
    const workspace = await openWorkspace(join(folder, 'out'), 'gate');
    try {
      const detail = { eventSource: 'lakeformation.amazonaws.com', eventName: 'GrantPermissions', eventID: 'e-1' };
      const event = { 'detail-type': 'AWS API Call via CloudTrail', detail };
      const answered = sentinelHandler(workspace.portsOf('sentinel'))(event, contextOf('sentinel'));
      expect(await answered).toEqual({ answer: 'paused' });
    } finally {
      workspace.close();
    }
    expect(await json('ingest', SAMPLE)).toMatchObject({
      recordings: [{ segments: 0, refused: { 'gate.paused': expect.any(Number) } }],
    });
    const call = { service: 'lakeformation', name: 'GrantPermissions', id: 'e-1' };
    expect(await json('gate', 'status')).toMatchObject({
      state: 'paused',
      reason: 'policy-changed',
      open: false,
      call,
    });
  });

  test('does not destroy what people did since, and goes elsewhere or ahead when asked', async () => {
    const refused = await command('start', '--json');
    expect([refused.status, JSON.parse(refused.out).error.code]).toEqual([1, 'workspace.kept']);
    expect(refused.err).toMatch(/decision.* so it is kept[^\n]*\n {2}→ [^\n]*--out DIR[^\n]*--fresh/);
    expect(await json('gate', 'status')).toMatchObject({ state: 'paused' });
  });

  test('closes and opens the gate from the command line', async () => {
    expect(summary.promises.every(({ state }) => state === 'kept')).toBe(true);
    expect(await json('gate', 'pause', '--reason', 'drill')).toMatchObject({
      state: 'paused',
      reason: 'drill',
      open: false,
    });
    expect(await json('ingest', SAMPLE)).toMatchObject({
      recordings: [{ segments: 0, refused: { 'gate.paused': expect.any(Number) } }],
    });
    expect((await command('gate', 'certify', 'c.json', '--as', 'rae', '--incident', 'INC-7')).status).toBe(0);
    const unread = await command('gate', 'approve', 'c.json', '--as', 'ada');
    expect([unread.status, unread.err]).toEqual([1, expect.stringContaining('gate.not-asked')]);
    expect(unread.err).toContain('compared with the last certificate');
    const own = await command('gate', 'approve', 'c.json', '--as', 'rae', '--yes');
    expect(own.err).toContain('certificate.approvers');
    for (const name of ['ada', 'ben'])
      expect((await command('gate', 'approve', 'c.json', '--as', name, '--yes')).status).toBe(0);
    // What the file says was certified last is found by itself, of a proposal and of its certificate.
    expect(await json('gate', 'show', 'c.json')).toMatchObject({
      since: { is: 'known' },
      changed: { templates: false, claims: false, promises: false },
    });
    const elsewhere = await command('gate', 'show', 'c.json', '--out', 'nowhere');
    expect(elsewhere.out).toContain('not compared with the last certificate: there is no lake in nowhere/');
    const { key } = await json('gate', 'resume', 'c.json', '--as', 'gil');
    expect(await json('gate', 'status')).toMatchObject({
      state: 'running',
      open: true,
      certificate: { incident: 'INC-7' },
      promises: { current: true, ledger: expect.arrayContaining([expect.objectContaining({ state: 'kept' })]) },
    });
    const anchor = ['--fingerprint', key, '--templates', 'out/templates'];
    const held = await command('gate', 'verify', 'c.json', ...anchor, '--json');
    expect([held.status, JSON.parse(held.out)]).toMatchObject([0, { holds: true, templates: true, incident: 'INC-7' }]);
    expect(await json('ingest', SAMPLE)).toMatchObject({
      recordings: [{ segments: 0, refused: { 'segment.duplicate': 7 } }],
    });
  });
});

describe('a grant that nobody approved', () => {
  test('in the templates closes the gate when it is seen, and needs a proof and approvals of its own', async () => {
    const file = join(folder, 'out/templates/strongroom-access.template.json');
    const before = readFileSync(file, 'utf8');
    const template = JSON.parse(before);
    const [id, grant] = present(
      Object.entries<Record<string, unknown>>(template.Resources).find(
        ([, { Type }]) => Type === 'AWS::LakeFormation::PrincipalPermissions',
      ),
    );
    template.Resources[`${id}Again`] = grant;
    writeFileSync(file, JSON.stringify(template));
    try {
      expect(await json('ingest', SAMPLE)).toMatchObject({
        recordings: [{ segments: 0, refused: { 'gate.paused': expect.any(Number) } }],
      });
      expect(await json('gate', 'status')).toMatchObject({ state: 'paused', reason: 'templates-changed', open: false });
    } finally {
      writeFileSync(file, before);
    }
    // A change that was taken back opens nothing: people must answer for it first.
    expect(await json('gate', 'status')).toMatchObject({ state: 'paused', reason: 'templates-changed', open: false });
  });
});

describe('the worker of the sample, on the lake that the main job left, under the synthesized policies', () => {
  let workspace: Workspace;
  beforeAll(async () => {
    workspace = await openWorkspace(join(folder, 'out'), 'gate');
  });
  afterAll(() => workspace?.close());

  test('no role but ingest and the functions of the page and of copies for workers reads a pause, and no team sees one', async () => {
    const { as } = await workersOn(workspace.portsOf('worker'));
    expect((await (await as('worker-17')).post('/api/pauses', { seconds: 1_800 })).status).toBe(200);
    const pk = workerKey(await participantOf(workspace.portsOf('worker').keys, 'worker-17'));
    for (const { name, arn } of workspace.app.roles) {
      const read = Array.fromAsync(workspace.lake.portsFor(arn).participation.query(pk)).then(
        (items) => items.length,
        (error) => error.code,
      );
      expect(await read, name).toEqual(/-(ingest|worker|package)$/.test(name) ? 2 : 'access.denied');
    }
    const everything = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
    const administrator = { arn: `arn:aws:iam::${workspace.app.place.accountId}:role/hr`, policies: [everything] };
    const asked = Array.fromAsync(workspace.lake.portsFor(administrator).participation.query(pk));
    await expect(asked).rejects.toMatchObject({ code: 'access.denied' });
    const sql =
      "SELECT count(*) FROM activity WHERE control_op IN ('pause', 'resume', 'exempt') OR control_reason LIKE '%pause%'";
    for (const team of Object.keys(access.teams))
      expect((await workspace.lake.query(workspace.roleArn(`team-${team}`), sql, 'cua_training')).rows).toEqual([[0]]);
  });

  test('a worker sees each read of records with theirs among them, with purpose and reference', async () => {
    const { as } = await workersOn(workspace.portsOf('worker'));
    const reads = async () => (await (await as('worker-17')).get('/api/reads')).body.reads;
    const before = (await reads()).length;
    const began = new Date().toISOString();
    await workspace.lake.query(
      workspace.roleArn('team-text-models'),
      'SELECT text FROM activity LIMIT 1',
      'cua_training',
    );
    const [newest, ...rest] = await reads();
    expect(rest).toHaveLength(before);
    expect(newest).toMatchObject({ who: 'text-models', purpose: access.teams['text-models']?.purposes.cua_training });
    expect(newest.saw.map(({ says }: { says: string }) => says)).toEqual([
      'text you typed or had on screen, with private details removed',
    ]);
    expect(newest.at >= began).toBe(true);
    const { redacted } = (await (await as('worker-17')).get('/api/held')).body;
    expect(redacted.length).toBeGreaterThan(5);
  });
});

describe('recordings of others', () => {
  const recordings: [string, Record<string, number>][] = [
    ['ducktrack', { key: 54, text: 2 }],
    ['openadapt-mockmed', { click: 5, 'screen.frame': 7 }],
  ];
  const here = recordings.every(([name]) => existsSync(join(SHARED, name)));
  if (!here) console.warn('skipped: recordings of others are not here');
  /** A lake beside that of the other tests. */
  const placeOf = (name: string): string => {
    const place = join(folder, name);
    mkdirSync(place);
    return place;
  };

  test.skipIf(!here).each(recordings)('come into the lake of the sample: %s', async (name, kinds) => {
    const place = placeOf(name);
    startedIn(place);
    const rowsOf = async (team: string): Promise<number> => {
      const [purpose = ''] = Object.keys(access.teams[team]?.purposes ?? {});
      const { out } = await runIn(place, [
        ...['query', '--as', team, '--purpose', purpose, 'SELECT count(*) FROM activity', '--json'],
      ]);
      return JSON.parse(out).rows[0][0];
    };
    const { out } = await runIn(place, ['ingest', join(SHARED, name), '--json']);
    expect(JSON.parse(out)).toMatchObject({ recordings: [{ byKind: kinds, refused: {} }], deadLetters: 0 });
    for (const team of Object.keys(access.teams))
      expect(await rowsOf(team), team).toBeGreaterThan(summary.teams[team]?.rows ?? Number.POSITIVE_INFINITY);
  });

  // Of each the whole job, with a proof of its own, in `npm run soak`.
  test.skipIf(!(here && EVERYTHING)).each(recordings)('go through the whole main job: %s', (name, kinds) => {
    const place = placeOf(`${name}-alone`);
    const started = strongroomIn(place, ['start', '--input', join(SHARED, name), '--json']);
    const { ingest, teams, leakage }: Summary = JSON.parse(started.out);
    expect(ingest.byKind).toMatchObject(kinds);
    expect(ingest.refused).toEqual({});
    expect(leakage.labelled).toBe(false);
    expect(Object.values(teams).every(({ rows }) => rows > 0)).toBe(true);
  });
});

describe('bad usage', () => {
  test.each([
    [['nothing-like-this'], 2],
    [['query', '--as', 'nobody', 'SELECT 1'], 2],
    [['query', '--of', 'text-models', 'SELECT 1'], 2],
    [['prove', '--templates', 'nowhere'], 2],
    [['start', '--input', '/nowhere/at/all'], 2],
    [['help'], 0],
    [['gate', '--help'], 0],
  ])('%j exits with %i and one sentence', async (args, status) => {
    const result = await command(...args);
    expect(result.status).toBe(status);
    expect(result.err).not.toMatch(/\n {4}at /);
  });

  test('ends a process of its own with the same code', () => {
    const { status, err } = strongroomIn(folder, ['nothing-like-this']);
    expect([status, err]).toEqual([2, expect.not.stringMatching(/\n {4}at /)]);
  });
});
