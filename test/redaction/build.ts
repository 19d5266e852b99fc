import type { ActivityEvent, EventOf, Field, Kind } from '../../lib/activity/events.ts';
import { keyClass } from '../../lib/activity/keys.ts';
import { present } from '../present.ts';

type Data<K extends Kind> = EventOf<K>['d'];

/** Writes events of one made-up session. */
export class Script {
  readonly events: ActivityEvent[] = [];
  #seq = 0;
  #ctx: number | undefined;

  emit<K extends Kind>(kind: K, d: Data<K>): number {
    const seq = this.#seq++;
    this.events.push({
      kind,
      seq,
      mono_us: seq * 83_000,
      ...(this.#ctx === undefined ? {} : { ctx: this.#ctx }),
      d,
    } as ActivityEvent);
    return seq;
  }

  focus(d: Partial<Data<'focus'>>): this {
    const seq = this.emit('focus', { app: 'Notes', app_class: 'office', ...d });
    this.#ctx = seq;
    return this;
  }

  field(field: Partial<Field>, focus: Partial<Data<'focus'>> = {}): this {
    return this.focus({ ...focus, field: { id: 'f1', role: 'textbox', name: '', secure: false, ...field } });
  }

  /** Characters one by one; `<Backspace>` and the like for named keys, `<ctrl+a>` for chords. */
  type(text: string): this {
    for (const [part] of text.matchAll(/<[\w+]+>|[\s\S]/gu)) {
      const named = part.length > 1 && part.startsWith('<') ? part.slice(1, -1).split('+') : [part];
      const key = present(named.at(-1));
      const mods = named.slice(0, -1) as Data<'key'>['mods'];
      const cls = keyClass(key);
      const code = /^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : key;
      this.emit('key', { ph: 'down', code, key, cls, mods });
      this.emit('key', { ph: 'up', code, key, cls, mods });
    }
    return this;
  }
}
