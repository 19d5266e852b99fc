import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { KINDS } from '../../lib/activity/events.ts';
import { captureJsonSchema } from '../../lib/activity/json-schema.ts';

const published = JSON.parse(readFileSync(join(import.meta.dirname, '../../docs/capture-1.schema.json'), 'utf8'));

test('the published JSON Schema matches the code (node lib/activity/json-schema.ts > docs/capture-1.schema.json)', () => {
  expect(published).toEqual(captureJsonSchema());
});

test('it names every kind and closes every object', () => {
  expect(Object.keys(published.$defs)).toEqual(['batch.open', ...KINDS, 'batch.close']);
  const open: string[] = [];
  const walk = (value: unknown, path: string): void => {
    if (typeof value !== 'object' || value === null) return;
    if (
      (value as { type?: string }).type === 'object' &&
      (value as { additionalProperties?: boolean }).additionalProperties !== false
    )
      open.push(path);
    for (const [name, inner] of Object.entries(value)) walk(inner, `${path}/${name}`);
  };
  walk(published.$defs, '');
  expect(open).toEqual([]);
});
