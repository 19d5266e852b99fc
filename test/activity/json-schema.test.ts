import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { hasLongList, KINDS } from '../../lib/activity/events.ts';
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

test('every list of an event has a length that is looked at before its items are', () => {
  const lists: [name: string, most: number][] = [];
  const walk = (value: unknown, name: string): void => {
    if (typeof value !== 'object' || value === null) return;
    const { type, maxItems } = value as { type?: string; maxItems?: number };
    if (type === 'array' && !('prefixItems' in value)) lists.push([name, maxItems ?? Number.POSITIVE_INFINITY]);
    for (const [inner, schema] of Object.entries(value)) walk(schema, inner);
  };
  for (const kind of KINDS) walk(published.$defs[kind], '');
  expect(lists.length).toBeGreaterThan(KINDS.length);
  for (const [name, most] of lists) {
    const full = Array.from({ length: most }, () => 0);
    for (const within of [(value: Record<string, unknown>) => value, (d: Record<string, unknown>) => ({ d })]) {
      expect(hasLongList(within({ [name]: full })), name).toBe(false);
      expect(hasLongList(within({ [name]: [...full, 0] })), name).toBe(true);
    }
  }
});
