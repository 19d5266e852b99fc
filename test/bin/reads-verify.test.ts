import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { run } from '../../bin/commands/reads.ts';
import { hashOf } from '../../lib/governance/reads-ledger.ts';

let dir: string;
let said: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'reads-verify-'));
  said = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    said += String(text);
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(dir, { recursive: true });
});

function put(number: number, before: string | null): string {
  const day = `2026-11-0${number}`;
  const body = `${JSON.stringify({ ledger: 1, number, day, whole: true, at: `${day}T06:00:00Z`, reads: 0, before })}\n`;
  mkdirSync(join(dir, `day=${day}`), { recursive: true });
  writeFileSync(join(dir, `day=${day}`, `${hashOf(body)}.jsonl`), body);
  return hashOf(body);
}

test('a ledger that holds together is said with its newest part', async () => {
  const second = put(2, put(1, null));
  expect(await run(['--verify', dir])).toBe(0);
  expect(said).toContain('2 parts with 0 reads hold together. The newest is number 2');
  said = '';
  expect(await run(['--verify', dir, '--json'])).toBe(0);
  expect(JSON.parse(said)).toEqual({ parts: 2, reads: 0, newest: { number: 2, hash: second }, left: [], faults: [] });
});

test('a part that is missing is refused by name', async () => {
  put(1, null);
  put(3, 'f'.repeat(64));
  expect(await run(['--verify', dir])).toBe(1);
  expect(said).toContain('[ledger.gap]');
  expect(said).toContain('the part with number 2 is missing');
});

test('a folder without a part is no ledger that holds', async () => {
  await expect(run(['--verify', dir])).rejects.toMatchObject({ code: 'ledger.missing' });
});
