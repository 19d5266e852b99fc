import { z } from 'zod';
import { closeSchema, openSchema } from './envelope.ts';
import { EVENT_SCHEMAS } from './events.ts';

/**
 * `capture/1` as JSON Schema: one line of a segment is a `batch.open`, an event of one of the kinds, or a `batch.close`.
 * Run this file to print it: `node lib/activity/json-schema.ts > docs/capture-1.schema.json`.
 */
export function captureJsonSchema(): Record<string, unknown> {
  const lines = {
    'batch.open': openSchema,
    ...Object.fromEntries(EVENT_SCHEMAS),
    'batch.close': closeSchema,
  };
  const $defs = Object.fromEntries(
    Object.entries(lines).map(([kind, schema]) => {
      const { $schema: _, ...body } = z.toJSONSchema(schema);
      return [kind, body];
    }),
  );
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'capture/1',
    description:
      'One line of a segment: UTF-8 NDJSON, compressed with gzip. The first line is batch.open, the last is batch.close, whose chain is the SHA-256 of every byte before it.',
    oneOf: Object.keys($defs).map((kind) => ({ $ref: `#/$defs/${kind}` })),
    $defs,
  };
}

if (import.meta.main) process.stdout.write(`${JSON.stringify(captureJsonSchema(), null, 2)}\n`);
