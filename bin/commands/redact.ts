import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { redaction as tenant } from '../../config/redaction.ts';
import { StrongroomError } from '../../lib/activity/errors.ts';
import type { ActivityEvent } from '../../lib/activity/events.ts';
import { inflate } from '../../lib/activity/segment/inflate.ts';
import { LIMITS } from '../../lib/activity/segment/limits.ts';
import { readSegment } from '../../lib/activity/segment/read.ts';
import { type RedactorOptions, redactText, SegmentRedactor, type Surface } from '../../lib/redaction/index.ts';
import { EXIT } from '../exit.ts';

const SURFACES: readonly Surface[] = ['prose', 'code', 'ui', 'secure'];

/** `strongroom redact`: text from standard input line by line, or the segments of one session from files. Output is NDJSON either way. */
export async function run(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { surface: { type: 'string' }, segment: { type: 'string', multiple: true }, json: { type: 'boolean' } },
  });
  const surface = values.surface ?? 'prose';
  if (!isSurface(surface))
    throw new StrongroomError('usage', `there is no surface '${surface}'`, `one of ${SURFACES.join(', ')}`);
  if (values.segment !== undefined) await redactSession(values.segment);
  else await redactLines(surface);
  return EXIT.holds;
}

async function redactLines(fallback: Surface): Promise<void> {
  let number = 0;
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    number++;
    if (line.trim() === '') continue;
    const { id, text, surface } = parseLine(line, number);
    const redacted = redactText(text, surfaceOf(surface, fallback), tenant);
    await write({ id, text: redacted.text, spans: redacted.spans });
  }
}

/** Two passes over the files of one session, as the function makes over its objects: each in the light of all. */
async function redactSession(files: readonly string[]): Promise<void> {
  let session: RedactorOptions = { tenant };
  for (const file of files) session = { tenant, carry: (await observed(file, session)).tell() };
  for (const file of files) {
    const redactor = await observed(file, session);
    redactor.decide();
    for await (const event of eventsOf(file)) {
      const redacted = redactor.redact(event);
      if (redacted !== null) await write(redacted);
    }
  }
}

async function observed(file: string, options: RedactorOptions): Promise<SegmentRedactor> {
  const redactor = new SegmentRedactor(options);
  for await (const event of eventsOf(file)) redactor.observe(event);
  return redactor;
}

/** A line that cannot be taken is a hole, as it is for ingest. */
async function* eventsOf(file: string): AsyncGenerator<ActivityEvent> {
  for await (const parts of readSegment(inflate(createReadStream(file), LIMITS.inflated)))
    for (const part of parts) {
      if (part.type === 'event') yield part.event;
      if (part.type !== 'fault') continue;
      const { seq, mono_us, code: reason } = part;
      yield { kind: 'control', seq, mono_us, d: { op: 'gap', by: 'system', reason, n_dropped: 1 } };
    }
}

async function write(value: unknown): Promise<void> {
  if (!process.stdout.write(`${JSON.stringify(value)}\n`)) await once(process.stdout, 'drain');
}

/** A surface that a line names and we do not know is prose: the profile for free text. */
const surfaceOf = (name: string | undefined, fallback: Surface): Surface =>
  name === undefined ? fallback : isSurface(name) ? name : 'prose';

const isSurface = (name: string): name is Surface => SURFACES.some((surface) => surface === name);

function parseLine(line: string, number: number): { id: unknown; text: string; surface?: string } {
  try {
    const value = JSON.parse(line);
    if (typeof value?.text === 'string') return value;
  } catch {}
  throw new StrongroomError(
    'redact.input',
    `line ${number} is not {"id", "text", "surface"} in JSON`,
    'write one JSON object a line',
  );
}
