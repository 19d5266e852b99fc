#!/usr/bin/env node
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { reviewPages } from '../lib/platform/review/pages.ts';
import { templatesOf } from '../lib/platform/review/templates.ts';
import { synthesize } from '../lib/platform/synthesize.ts';

/** Writes the rendered policies of the app of `config/` to `review/`, and removes those that are no longer there. */
const folder = join(import.meta.dirname, '../review');
const assembly = mkdtempSync(join(tmpdir(), 'strongroom-review-'));
try {
  const pages = reviewPages(templatesOf(synthesize(assembly, { bundle: false })));
  rmSync(folder, { recursive: true, force: true });
  for (const [name, text] of Object.entries(pages)) {
    const file = join(folder, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  console.error(`${Object.keys(pages).length} policies in review/`);
} finally {
  rmSync(assembly, { recursive: true, force: true });
}
