import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PAGES } from './pages.ts';

test.each(Object.entries(PAGES))(
  'docs/reference/%s says what the code says; `npm run reference` writes it anew',
  async (name, make) => {
    await expect(make()).toMatchFileSnapshot(join(import.meta.dirname, '../../docs/reference', name));
  },
);
