import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { filesOf, Tar } from '../../lib/activity/tar.ts';

const tarOf = (files: readonly (readonly [string, Uint8Array])[]): Buffer => {
  const tar = new Tar();
  for (const [name, bytes] of files) tar.add(name, bytes);
  return tar.finish();
};
const names = fc.stringMatching(/^[a-z0-9-]{1,20}(?:\.[a-z]{1,4})?$/);
const files = fc.uniqueArray(fc.tuple(names, fc.uint8Array({ maxLength: 1_600 })), {
  selector: ([name]) => name,
  maxLength: 6,
});

test('a tar gives back the files that were put in, and is the same for the same files', () => {
  fc.assert(
    fc.property(files, fc.nat(40), (some, before) => {
      const tar = tarOf(some);
      expect(tarOf(some).equals(tar)).toBe(true);
      expect(tar.length % 512).toBe(0);
      // A view into a larger buffer, as bytes from a network are.
      const view = new Uint8Array([...new Uint8Array(before), ...tar]).subarray(before);
      const found = filesOf(view);
      expect([...found.keys()]).toEqual(some.map(([name]) => name));
      for (const [name, bytes] of some) expect(Buffer.from(found.get(name) ?? []).equals(bytes)).toBe(true);
    }),
  );
});

test('of a tar that is cut off or changed, each file that is given is whole, and reading ends', () => {
  fc.assert(
    fc.property(files, fc.nat(5_000), fc.option(fc.tuple(fc.nat(5_000), fc.nat(255))), (some, length, change) => {
      const tar = tarOf(some);
      const cut = filesOf(tar.subarray(0, length));
      for (const [name, bytes] of cut)
        expect(Buffer.from(some.find(([of]) => of === name)?.[1] ?? []).equals(bytes)).toBe(true);
      if (change === null) return;
      tar[change[0] % tar.length] = change[1];
      filesOf(tar);
    }),
  );
});

test('a size below nothing ends the reading', () => {
  const tar = tarOf([['1.png', Buffer.alloc(3)]]);
  tar.write('-0000001777', 124, 'latin1');
  expect(filesOf(tar).size).toBe(0);
});

test('tar of the system unpacks it', () => {
  const dir = mkdtempSync(join(tmpdir(), 'strongroom-tar-'));
  try {
    writeFileSync(
      join(dir, 'x.tar'),
      tarOf([
        ['1.png', Buffer.alloc(512, 1)],
        ['27.png', Buffer.from('end')],
      ]),
    );
    execFileSync('tar', ['xf', 'x.tar'], { cwd: dir });
    expect(readFileSync(join(dir, '1.png')).equals(Buffer.alloc(512, 1))).toBe(true);
    expect(readFileSync(join(dir, '27.png'), 'utf8')).toBe('end');
  } finally {
    rmSync(dir, { recursive: true });
  }
});
