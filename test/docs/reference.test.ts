import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PAGES } from './pages.ts';

// `npm run reference` writes them anew.
test.each(Object.entries(PAGES))('docs/reference/%s says what the code says', async (name, make) => {
  await expect(make()).toMatchFileSnapshot(join(import.meta.dirname, '../../docs/reference', name));
});
