import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateDay } from '../../samples/generate.ts';

/** Writes a generated day into a folder, in a process of its own: its cost is no part of the measurement. */
const [dir, events, segmentEvents] = process.argv.slice(2) as [string, string, string];
let bytes = 0;
for await (const { batch, body, bytes: inflated } of generateDay({
  events: Number(events),
  seed: 1,
  segmentEvents: Number(segmentEvents),
  // Segments of the raw zone, where ingest has put pseudonyms in the place of names.
  worker: `wk_${'a'.repeat(26)}`,
  device: `dv_${'a'.repeat(26)}`,
})) {
  writeFileSync(join(dir, batch), body);
  bytes += inflated;
}
console.log(bytes);
