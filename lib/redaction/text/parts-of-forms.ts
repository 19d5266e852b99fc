import { fieldTypeOf } from './field-type.ts';
import { valueType } from './field-value.ts';
import type { Found } from './found.ts';
import { matchesOf } from './matches.ts';

/** A part of a form that has files too (RFC 7578): its name, an empty line, and the value. */
const PART = /form-data; name="([^"\n]{2,40})"\r?\n(?:Content-[^\n]{1,80}\n){0,3}\r?\n([^\r\n]{1,100})(?=\r?\n|$)/g;
/** A value of a directory with letters beyond ASCII (RFC 2849). */
const BASE64 = /(?<=^|\n)([A-Za-z][\w-]{1,38}):: ([A-Za-z\d+/]{4,300}={0,2})(?=\r?\n|$)/g;

/** Values of a person in the parts of a form and in the encoded lines of a directory, by the names of their fields. */
export function findInParts(text: string): Found[] {
  const isForm = text.includes('form-data; name=');
  if (!isForm && !text.includes(':: ')) return [];
  const found: Found[] = [];
  for (const shape of isForm ? [PART, BASE64] : [BASE64])
    for (const { 0: whole, 1: name = '', 2: value = '', index } of matchesOf(shape, text)) {
      const holds = fieldTypeOf(name);
      const shown = shape === PART ? value.trimEnd() : Buffer.from(value, 'base64').toString();
      const type = holds === undefined ? undefined : valueType(holds, { text: shown, quoted: true }, true);
      // Rules of their own read a secret beside its label, but not a line below it.
      const secret = holds === 'secret' || holds === 'PASSWORD';
      if (type === undefined && !(secret && shown.length > 2)) continue;
      const start = index + whole.length - value.length;
      found.push({ start, end: start + value.trimEnd().length, type: type ?? 'PASSWORD', rank: 1 });
    }
  return found;
}
