import type { EventOf } from '../events.ts';

type Modifier = EventOf<'key'>['d']['mods'][number];

/** Names of modifiers in the chords of browser tools, such as `Control+a`. */
const MODIFIERS: ReadonlyMap<string, Modifier> = new Map(
  Object.entries({
    alt: 'alt',
    control: 'ctrl',
    ctrl: 'ctrl',
    controlormeta: 'ctrl',
    meta: 'meta',
    cmd: 'meta',
    command: 'meta',
    shift: 'shift',
    altgraph: 'altgr',
  } as const),
);

/** The keys of a chord such as `Control+Shift+P`. The last one can be a plus. */
export function keysOf(chord: string): string[] {
  if (chord.length <= 1) return [chord];
  const keys = chord.split('+').filter(Boolean);
  return chord.endsWith('++') || chord === '+' ? [...keys, '+'] : keys;
}

/** The modifiers among the keys of a chord, each once. */
export const chordModifiers = (keys: readonly string[]): Modifier[] => [
  ...new Set(keys.flatMap((key) => MODIFIERS.get(key.toLowerCase()) ?? [])),
];
