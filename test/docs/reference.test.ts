import { join } from 'node:path';
import { expect, test } from 'vitest';
import { knownAlarms } from './alarms.ts';
import { PAGES } from './pages.ts';

test.each(Object.entries(PAGES))(
  'docs/reference/%s says what the code says; `npm run reference` writes it anew',
  async (name, make) => {
    await expect(await make()).toMatchFileSnapshot(join(import.meta.dirname, '../../docs/reference', name));
  },
);

test('each alarm has its own heading, what it means, and what to do', async () => {
  const all = await knownAlarms();
  expect(all.length).toBeGreaterThan(50);
  for (const { id, says, when, means, todo } of all)
    for (const text of [says, when, means, todo]) expect(text.length, id).toBeGreaterThan(5);
});
