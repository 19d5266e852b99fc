import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import type { ActivityEvent, EventOf } from '../../lib/activity/events.ts';
import { inflate } from '../../lib/activity/segment/inflate.ts';
import { LIMITS } from '../../lib/activity/segment/limits.ts';
import { readSegment } from '../../lib/activity/segment/read.ts';
import { hasUnexplained, maskFrame, PRIVATE_CLASSES, SegmentRedactor } from '../../lib/redaction/index.ts';
import type { Pixels } from '../../lib/redaction/pixels/swings.ts';

const SAMPLE = fileURLToPath(new URL('../../samples/office-day/', import.meta.url));
const CLINIC = fileURLToPath(new URL('../../../shared/data/recordings/openadapt-mockmed/frames/', import.meta.url));

interface Truth {
  readonly spans: readonly { readonly frames: readonly { readonly frame: string; readonly box: Box }[] }[];
}
type Box = [number, number, number, number];

export interface FrameResult {
  readonly frames: number;
  readonly published: number;
  /** Labelled regions of published frames, and those in which anything but black is left. */
  readonly regions: number;
  readonly readable: number;
  /** Texts of published frames that may be seen, and those that a mask touches although nothing hidden does. */
  readonly kept: number;
  readonly touched: number;
  /** Area of all masks, beside that of the boxes that they hide. */
  readonly growth: number;
  /** Clicks, and those that are published with their place. */
  readonly clicks: number;
  readonly placed: number;
  /** Clicks in private windows, and those at a hidden field. */
  readonly inPrivate: number;
  readonly atHidden: number;
  /** The other clicks that come after a published frame of their window. */
  readonly pictured: number;
  /** Complete frames that the check for unexplained content refuses. */
  readonly refused: number;
  /** Frames with one reported text left out, and how often the check missed it. */
  readonly leftOut: number;
  readonly unnoticed: number;
  /** Frames of another recorder, without any reported text, and how many of them pass; undefined if it is not installed. */
  readonly clinic: { readonly frames: number; readonly passed: number } | undefined;
}

/** Redacts the sample as the pipeline does and examines the pixels that it would publish. */
export async function measureFrames(): Promise<FrameResult> {
  const truth = JSON.parse(readFileSync(`${SAMPLE}truth.json`, 'utf8')) as Truth;
  const sum = { frames: 0, published: 0, regions: 0, readable: 0, refused: 0, leftOut: 0, unnoticed: 0 };
  const use = { kept: 0, touched: 0, clicks: 0, placed: 0, inPrivate: 0, atHidden: 0, pictured: 0 };
  const area = { masks: 0, hidden: 0 };
  for (const events of await sessions()) {
    const redactor = new SegmentRedactor();
    for (const event of events) redactor.observe(event);
    redactor.decide();
    let window = '';
    let isPrivate = false;
    let isPictured = false;
    for (const event of events) {
      if (event.kind === 'focus') {
        const now = JSON.stringify([event.d.app, event.d.title, event.d.url]);
        isPictured &&= now === window;
        window = now;
        // A move within a private window or a hidden field leaves no row.
        const row = redactor.redact(event);
        if (row !== null) isPrivate = row.spans.some(({ type }) => PRIVATE_CLASSES.has(type));
      }
      if (event.kind === 'click') {
        const row = redactor.redact(event);
        use.clicks++;
        if (row?.kind === 'click' && row.d.x !== undefined) use.placed++;
        if (isPrivate) use.inPrivate++;
        else if (row?.kind !== 'click' || row.d.x === undefined) use.atHidden++;
        else if (isPictured) use.pictured++;
      }
      if (event.kind !== 'screen.frame') continue;
      isPictured = false;
      sum.frames++;
      const image = readFileSync(`${SAMPLE}frames/${event.d.ref}.png`);
      await check(await pixelsOf(image), textsOf(events, event.d.ref), sum);
      const decision = redactor.frame(event.d.ref);
      if (typeof decision === 'string') continue;
      const masked = await maskFrame(image, event.d, decision).catch(() => undefined);
      if (masked === undefined) continue;
      sum.published++;
      isPictured = true;
      const shown = textsOf(events, event.d.ref).flatMap(({ text, bbox }) =>
        bbox === undefined ? [] : [{ text, bbox }],
      );
      const isHidden = ({ text, bbox }: { text: string; bbox: Box }) =>
        redactor.sensitiveLines([{ text, box: bbox }]).length > 0 || decision.boxes.some((mask) => covers(mask, bbox));
      const hidden = shown.filter(isHidden).map(({ bbox }) => bbox);
      const kept = shown.filter((item) => !isHidden(item)).map(({ bbox }) => bbox);
      use.kept += kept.length;
      use.touched += kept.filter((box) => decision.boxes.some((mask) => meet(mask, box))).length;
      area.masks += decision.boxes.reduce((all, [, , w, h]) => all + w * h, 0);
      area.hidden += hidden.reduce((all, [, , w, h]) => all + w * h, 0);
      const boxes = truth.spans.flatMap(({ frames }) => frames).filter(({ frame }) => frame === event.d.ref);
      sum.regions += boxes.length;
      const pixels = await pixelsOf(masked);
      sum.readable += boxes.filter(({ box }) => hasLight(pixels, box)).length;
    }
  }
  return { ...sum, ...use, growth: area.masks / area.hidden, clinic: await clinic() };
}

const meet = ([ax, ay, aw, ah]: Box, [bx, by, bw, bh]: Box): boolean =>
  ax < bx + bw && bx < ax + aw && ay < by + bh && by < ay + ah;
const covers = ([ax, ay, aw, ah]: Box, [bx, by, bw, bh]: Box): boolean =>
  ax <= bx && ay <= by && ax + aw >= bx + bw && ay + ah >= by + bh;

async function check(
  pixels: Pixels,
  texts: readonly EventOf<'screen.text'>['d'][],
  sum: { refused: number; leftOut: number; unnoticed: number },
): Promise<void> {
  const explained = texts.map(({ bbox: [x, y, w, h] = [0, 0, 0, 0], text }) => ({
    box: [x - 2, y - 2, w + 4, h + 4] as Box,
    chars: text.trim().length,
  }));
  if (hasUnexplained(pixels, explained)) sum.refused++;
  for (const one of explained) {
    sum.leftOut++;
    if (
      !hasUnexplained(
        pixels,
        explained.filter((other) => other !== one),
      )
    )
      sum.unnoticed++;
  }
}

async function clinic(): Promise<FrameResult['clinic']> {
  if (!existsSync(CLINIC)) return undefined;
  const names = readdirSync(CLINIC);
  let passed = 0;
  for (const name of names) if (!hasUnexplained(await pixelsOf(readFileSync(CLINIC + name)), [])) passed++;
  return { frames: names.length, passed };
}

async function sessions(): Promise<ActivityEvent[][]> {
  const parts: { sid: string; index: number; events: ActivityEvent[] }[] = [];
  for (const name of readdirSync(SAMPLE).filter((text) => text.endsWith('.gz'))) {
    const events: ActivityEvent[] = [];
    let open = { sid: '', index: 0 };
    for await (const some of readSegment(inflate([readFileSync(SAMPLE + name)], LIMITS.inflated)))
      for (const part of some) {
        if (part.type === 'open') open = part.open;
        if (part.type === 'event') events.push(part.event);
      }
    parts.push({ sid: open.sid, index: open.index, events });
  }
  const bySession = Map.groupBy(
    parts.toSorted((a, b) => a.index - b.index),
    ({ sid }) => sid,
  );
  return [...bySession.values()].map((some) => some.flatMap(({ events }) => events));
}

const textsOf = (events: readonly ActivityEvent[], ref: string) =>
  events.flatMap((event) => (event.kind === 'screen.text' && event.d.frame === ref ? [event.d] : []));

async function pixelsOf(image: Uint8Array): Promise<Pixels> {
  const { data, info } = await sharp(image).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return { data, ...info };
}

function hasLight({ data, width, height, channels }: Pixels, [x, y, w, h]: Box): boolean {
  for (let row = Math.max(0, Math.floor(y)); row < Math.min(height, y + h); row++)
    for (let at = Math.max(0, Math.floor(x)); at < Math.min(width, x + w); at++)
      if ((data[(row * width + at) * channels] ?? 0) > 0) return true;
  return false;
}
