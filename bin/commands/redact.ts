import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { parseArgs } from 'node:util';
import { redaction as tenant } from '../../config/redaction.ts';
import { StrongroomError } from '../../lib/activity/errors.ts';
import type { ActivityEvent } from '../../lib/activity/events.ts';
import { inflate } from '../../lib/activity/segment/inflate.ts';
import { LIMITS } from '../../lib/activity/segment/limits.ts';
import { readSegment } from '../../lib/activity/segment/read.ts';
import { type RedactorOptions, redactText, SegmentRedactor, type Surface } from '../../lib/redaction/index.ts';
import { explain } from '../../lib/redaction/names/explain.ts';
import { isUnread } from '../errors/pipes.ts';
import { EXIT } from '../exit.ts';
import { byteLines } from '../lines.ts';

const SURFACES: readonly Surface[] = ['prose', 'code', 'ui', 'secure'];

/** `strongroom redact`: text from standard input line by line, or the segments of one session from files. Output is NDJSON either way. */
export async function run(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      surface: { type: 'string' },
      segment: { type: 'string', multiple: true },
      json: { type: 'boolean' },
      explain: { type: 'boolean' },
    },
  });
  const surface = values.surface ?? 'prose';
  if (!isSurface(surface))
    throw new StrongroomError('usage', `there is no surface '${surface}'`, `one of ${SURFACES.join(', ')}`);
  if (values.segment === undefined) return redactLines(surface, values.explain === true);
  await redactSession(values.segment);
  return EXIT.holds;
}

/** Longer lines are no blank ones. */
const BLANK = 256;

/** A line that cannot be taken costs that line: the others are redacted, and the exit code tells that one was left out. */
async function redactLines(fallback: Surface, explained: boolean): Promise<number> {
  let bad = 0;
  for await (const { number, bytes } of byteLines(process.stdin)) {
    if (isUnread()) break;
    if (bytes.length < BLANK && bytes.toString().trim() === '') continue;
    const line = parseLine(bytes, number);
    if (line instanceof StrongroomError) {
      bad++;
      process.stderr.write(`strongroom: ${line.message} [${line.code}]\n  → ${line.todo}\n`);
      continue;
    }
    const surface = surfaceOf(line.surface, fallback);
    const redacted = redactText(line.text, surface, tenant);
    const reasons = explained ? { explain: explain(line.text, surface) } : {};
    await write({ id: line.id, text: redacted.text, spans: redacted.spans, ...reasons });
  }
  return bad === 0 ? EXIT.holds : EXIT.usage;
}

/** Two passes over the files of one session, as the function makes over its objects: each in the light of all. */
async function redactSession(files: readonly string[]): Promise<void> {
  let session: RedactorOptions = { tenant };
  for (const file of files) session = { tenant, carry: (await observed(file, session)).tell() };
  for (const file of files) {
    const redactor = await observed(file, session);
    redactor.decide();
    for await (const event of eventsOf(file)) {
      if (isUnread()) return;
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
  if (process.stdout.write(`${JSON.stringify(value)}\n`) || isUnread()) return;
  // A reader that goes away lets nothing drain.
  await Promise.race([once(process.stdout, 'drain'), once(process.stdout, 'close')]);
}

/** A surface that a line names and we do not know is prose: the profile for free text. */
const surfaceOf = (name: unknown, fallback: Surface): Surface =>
  name === undefined ? fallback : isSurface(name) ? name : 'prose';

const isSurface = (name: unknown): name is Surface => SURFACES.some((surface) => surface === name);

interface Line {
  readonly id: unknown;
  readonly text: string;
  readonly surface?: unknown;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function parseLine(bytes: Buffer, number: number): Line | StrongroomError {
  try {
    const value = JSON.parse(utf8.decode(bytes));
    if (typeof value?.text === 'string') return value;
  } catch {}
  return new StrongroomError(
    'redact.input',
    `line ${number} is not {"id", "text", "surface"} in JSON, in UTF-8`,
    'it was left out; write one JSON object a line',
  );
}
