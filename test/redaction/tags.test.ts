import { describe, expect, test } from 'vitest';
import { SegmentRedactor } from '../../lib/redaction/index.ts';
import { SECRET_TYPES } from '../../lib/redaction/keys/labels.ts';
import { TAGGED } from '../../lib/redaction/segment/tags.ts';
import { present } from '../present.ts';
import { Script } from './build.ts';

const KEY = Buffer.alloc(32, 7);
function tagsOf(script: Script, tagKey: Uint8Array = KEY): string[][] {
  const redactor = new SegmentRedactor({ tagKey });
  for (const event of script.events) redactor.observe(event);
  return script.events.flatMap((event) => {
    const tags = redactor.redact(event)?.tags;
    return tags === undefined ? [] : [[...tags].map(([column, ids]) => `${column}:${ids}`)];
  }) as string[][];
}
const idsIn = (tags: readonly (readonly string[])[]) =>
  tags.flat().flatMap((tag) => present(tag.split(':')[1]).split(','));

function everywhere(): Script {
  const script = new Script();
  script.emit('task', { op: 'begin', text: 'Write to Ms. Quorvaneth.' });
  script.focus({ title: 'Mail for Quorvaneth' });
  script.emit('screen.text', { src: 'ax', text: 'Dear Ms. Quorvaneth, thank you', role: 'text' });
  script.emit('click', { ph: 'click', btn: 'left', x: 1, y: 1, n: 1, el: { role: 'row', name: 'Row Quorvaneth' } });
  script.field({ id: 'a' }).type('so Quorvaneth then');
  return script;
}

describe('the tag of a hidden value', () => {
  test('is one in the task, in titles, on the screen, in elements and in keys', () => {
    const tags = tagsOf(everywhere());
    expect(tags.flat().map((tag) => tag.split(':')[0])).toEqual(
      expect.arrayContaining(['task', 'title', 'text', 'el_name', 'key_value']),
    );
    expect(new Set(idsIn(tags)).size).toBe(1);
  });

  test('is another under another key, and there is none without a key', () => {
    const other = tagsOf(everywhere(), Buffer.alloc(32, 8));
    expect(idsIn(other)).not.toContain(idsIn(tagsOf(everywhere()))[0]);
    const redactor = new SegmentRedactor();
    const { events } = everywhere();
    for (const event of events) redactor.observe(event);
    expect(events.some((event) => redactor.redact(event)?.tags !== undefined)).toBe(false);
  });

  test('of a surname alone is that of the one person who has it', () => {
    const script = new Script().focus({ title: 'x' });
    script.emit('screen.text', { src: 'ax', text: 'Dear Natalia Quorvaneth,', role: 'text' });
    script.emit('screen.text', { src: 'ax', text: 'Dear Ms. Quorvaneth,', role: 'text' });
    script.emit('screen.text', { src: 'ax', text: 'Dear Oluwaseun Adeyemi,', role: 'text' });
    const [first, second, third] = idsIn(tagsOf(script));
    expect(second).toBe(first);
    expect(third).not.toBe(first);
  });

  test('is given to nothing that opens something, and to nothing in a hidden field or window', () => {
    const script = new Script().field({ id: 's', secure: true }, { app: 'Portal' }).type('Falcon!77zz');
    script.focus({ title: 'x' });
    script.emit('screen.text', { src: 'ax', text: 'your password is Falcon!77zz', role: 'text' });
    script.focus({ app: 'Signal', app_class: 'chat', title: 'Natalia Quorvaneth' });
    script.emit('screen.text', { src: 'ax', text: 'Dear Natalia Quorvaneth', role: 'text' });
    expect(idsIn(tagsOf(script)).filter((id) => id !== '-')).toEqual([]);
  });

  test('is of a type that redaction has, and of no secret', () => {
    expect([...TAGGED].filter((type) => SECRET_TYPES.has(type))).toEqual([]);
  });
});
