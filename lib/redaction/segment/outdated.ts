import type { ActivityEvent, EventOf } from '../../activity/events.ts';
import { nth } from '../../activity/there.ts';
import { typeOfField } from '../keys/labels.ts';
import type { Contexts } from './context.ts';
import type { Texts } from './texts.ts';

/**
 * Reported values of a field that were followed by another report, with nothing in between. A recorder that reports each change
 * would reveal the length of a masked value by the number of its reports.
 * @returns seqs
 */
export function outdatedTexts(log: readonly ActivityEvent[], contexts: Contexts, texts: Texts): Set<number> {
  const outdated = new Set<number>();
  let group: EventOf<'text'>[] = [];
  const isMasked = (event: EventOf<'text'>): boolean =>
    typeOfField(event.d.field) !== undefined ||
    texts.spans(event.d.text, contexts.of(event).surface, event.d.field.name).length > 0;
  const end = () => {
    if (group.length > 1 && group.some(isMasked)) for (const { seq } of group.slice(0, -1)) outdated.add(seq);
    group = [];
  };
  for (const event of log) {
    if (event.kind === 'screen.text') continue;
    const isValue = event.kind === 'text' && event.d.src === 'value';
    if (!isValue || (group.length > 0 && !isSame(nth(group, 0), event, contexts))) end();
    if (isValue) group.push(event);
  }
  end();
  return outdated;
}

const isSame = (event: EventOf<'text'>, other: EventOf<'text'>, contexts: Contexts): boolean =>
  contexts.of(event) === contexts.of(other) &&
  event.d.field.id === other.d.field.id &&
  event.d.field.name === other.d.field.name;
