import { examine, settle, stored } from '../../lambdas/redact/examine.ts';
import { configured } from '../../lambdas/settings.ts';
import { FoundTexts, type SegmentRedactor } from '../../lib/redaction/index.ts';
import type { Workspace } from './workspace.ts';

/** Place of an event in the lake, and the values that hide all of it. */
export interface Published {
  /** From the seq that the recorder gave; without events that have no row. */
  readonly places: ReadonlyMap<number, number>;
  readonly hiddenBy: ReadonlyMap<number, NonNullable<ReturnType<SegmentRedactor['hiddenBy']>>>;
}

/**
 * Under which number each event of a segment stands in the lake: rows are numbered anew where something is hidden. Asks the
 * redactor again, which decides by the same knowledge as when the segment was published.
 */
export async function published(workspace: Workspace, batch: string): Promise<Published> {
  const ports = workspace.portsOf('redact');
  const places = new Map<number, number>();
  const hiddenBy = new Map<number, NonNullable<ReturnType<SegmentRedactor['hiddenBy']>>>();
  const tools = { ports, settings: configured(), extras: {}, found: new FoundTexts(), cautious: false };
  const redactor = await settle(await examine(batch, tools), tools);
  const { events } = await stored(batch, ports);
  for await (const some of events)
    for (const event of some) {
      if (event.kind === 'path') continue;
      const number = redactor.numberOf(event);
      if (number !== undefined) places.set(event.seq, number);
      const cause = redactor.hiddenBy(event);
      if (cause !== undefined) hiddenBy.set(event.seq, cause);
    }
  return { places, hiddenBy };
}
