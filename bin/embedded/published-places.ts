import { examine, settle, stored } from '../../lambdas/redact/examine.ts';
import { configured } from '../../lambdas/settings.ts';
import { FoundTexts, type SegmentRedactor } from '../../lib/redaction/index.ts';
import type { Workspace } from './workspace.ts';

/** Place of each event in the lake, and the values that hide all of it. */
export interface Published {
  /** Keyed by the recorder's seq; omits events without a row. */
  readonly places: ReadonlyMap<number, number>;
  readonly hiddenBy: ReadonlyMap<number, NonNullable<ReturnType<SegmentRedactor['hiddenBy']>>>;
}

/**
 * The number in the lake of each event of a segment: rows are renumbered where content is hidden. Runs the redactor
 * again, which decides with the same knowledge as at publication.
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
