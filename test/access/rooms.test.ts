import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

/** The rooms of the proof, each of which may use those before it. */
const ROOMS = [
  'policy',
  'model',
  'aws-managed',
  'evaluate',
  'decide',
  'query',
  'inquiry',
  'reference',
  'escalate',
  'claims',
  'differences',
  'ask',
  'init',
  'files',
  'history',
];
const ACCESS = join(import.meta.dirname, '../../lib/access');

it('the rooms of the proof use only rooms below them', () => {
  const folders = readdirSync(ACCESS, { withFileTypes: true }).filter((each) => each.isDirectory());
  expect(folders.map((each) => each.name).sort()).toEqual([...ROOMS].sort());
  const upward = ROOMS.flatMap((room, floor) =>
    readdirSync(join(ACCESS, room))
      .filter((file) => file.endsWith('.ts'))
      .flatMap((file) =>
        [...readFileSync(join(ACCESS, room, file), 'utf8').matchAll(/from '\.\.\/([a-z-]+)\//g)]
          .filter(([, used]) => ROOMS.indexOf(used as string) >= floor)
          .map(([, used]) => `${room}/${file} uses ${used}`),
      ),
  );
  expect(upward).toEqual([]);
});
