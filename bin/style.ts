import type { Style } from '../lib/report/style.ts';
import { COLOUR, PLAIN } from '../lib/report/terminal.ts';

type Stream = Pick<NodeJS.WriteStream, 'isTTY'>;
type Wishes = Readonly<Record<string, string | undefined>>;

/**
 * Whether text is coloured: as the environment requests, otherwise in a capable terminal. `NO_COLOR` overrides
 * `FORCE_COLOR`.
 * https://no-color.org
 */
export function styleFor(stream: Stream, { NO_COLOR, FORCE_COLOR, TERM }: Wishes = process.env): Style {
  const isSet = (wish: string | undefined) => wish !== undefined && wish !== '';
  if (isSet(NO_COLOR)) return PLAIN;
  if (isSet(FORCE_COLOR)) return FORCE_COLOR === '0' ? PLAIN : COLOUR;
  return stream.isTTY && TERM !== 'dumb' ? COLOUR : PLAIN;
}
