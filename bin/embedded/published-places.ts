import { examine, settle, stored } from '../../lambdas/redact/examine.ts';
import { configured } from '../../lambdas/settings.ts';
import { FoundTexts } from '../../lib/redaction/index.ts';
import type { Workspace } from './workspace.ts';

/**
 * Under which number each event of a segment stands in the lake: rows are numbered anew where something is hidden. Asks the
 * redactor again, which decides by the same knowledge as when the segment was published.
 * @returns from the seq that the recorder gave; without events that have no row
 */
export async function publishedPlaces(workspace: Workspace, batch: string): Promise<Map<number, number>> {
  const ports = workspace.portsOf('redact');
  const places = new Map<number, number>();
  const tools = { ports, settings: configured(), extras: {}, found: new FoundTexts(), cautious: false };
  const redactor = await settle(await examine(batch, tools), tools);
  const { events } = await stored(batch, ports);
  for await (const some of events)
    for (const event of some) {
      if (event.kind === 'path') continue;
      const number = redactor.numberOf(event);
      if (number !== undefined) places.set(event.seq, number);
    }
  return places;
}
