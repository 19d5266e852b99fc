import fc from 'fast-check';

const SURROGATES = 0x800;
const FIRST_SURROGATE = 0xd800;

/**
 * Any character but half of one: the unit `binary` of fast-check, which makes a map of all million of them before it draws the
 * first, in each process anew.
 */
export const ANY_CHARACTER = fc.nat(0x10ffff - SURROGATES).map(
  (at) => String.fromCodePoint(at < FIRST_SURROGATE ? at : at + SURROGATES),
  (text) => {
    const code = typeof text === 'string' ? text.codePointAt(0) : undefined;
    if (code === undefined || String.fromCodePoint(code) !== text) throw new Error('this is not one character');
    if (code >= FIRST_SURROGATE && code < FIRST_SURROGATE + SURROGATES) throw new Error('this is half a character');
    return code < FIRST_SURROGATE ? code : code - SURROGATES;
  },
);
