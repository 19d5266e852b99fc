import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { sayProved } from '../../bin/say-proved.ts';
import { present } from '../present.ts';

const folder = mkdtempSync(join(tmpdir(), 'strongroom-synth-'));
afterAll(() => rmSync(folder, { recursive: true }));

const proof = { verdict: 'refuted', claims: [{ verdict: 'proved' }, { verdict: 'refuted' }] } as const;
const say = (template: object): string =>
  sayProved({ proof, templates: new Map([['a.template.json', JSON.stringify(template)]]), seconds: 2.44 }, folder);

test('a synth reports in one line what it proved, and whether anything changed since the last one', () => {
  const first = say({ Resources: {} });
  expect(first).toMatch(
    /^strongroom: refuted: 1 of 2 claims hold under the stated assumptions, in 2\.4 s; templates [0-9a-f]{12}, the first synth in this folder$/,
  );
  expect(say({ Resources: {} })).toContain('as in the last synth');
  const digest = present(/templates (\w+)/.exec(first))[1];
  expect(say({ Resources: { A: {} } })).toContain(`changed since the last synth (${digest})`);
  writeFileSync(join(folder, 'strongroom.proved.json'), 'not ours');
  expect(say({ Resources: { A: {} } })).toContain('the first synth in this folder');
});
