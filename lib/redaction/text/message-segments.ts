import type { HiddenType } from '../hidden-types.ts';
import { type Found, RANK } from './found.ts';
import { matchesOf } from './matches.ts';

/** Which elements of a segment hold what, by their position; the tag of the segment is position 0. */
type Elements = Readonly<Record<number, HiddenType>>;

interface Standard {
  /** A quick look at a text: without it there is no message of this standard. */
  readonly holds: RegExp;
  /** A tag at the beginning of its segment: group 1 is the tag. */
  readonly begins: RegExp;
  readonly separator: string;
  /** Signs that end a segment. */
  readonly ends: RegExp;
  readonly segments: Readonly<Record<string, Elements>>;
}

/**
 * Messages between hospitals, insurers, shippers and address books, whose fields have no names but a position:
 * https://hl7-definition.caristix.com/v2/HL7v2.5/Segments (HL7 version 2), https://service.unece.org/trade/untdid/d96a/ (EDIFACT),
 * https://x12.org/products/transaction-sets (X12) and RFC 6350 (vCard).
 */
const STANDARDS: readonly Standard[] = [
  {
    holds: /(?:^|[\r\n])[ \t]{0,4}(?:PID|NK1|DG1|IN1|GT1|PV1)\|/,
    begins: /(?:^|[\r\n])[ \t]{0,4}(PID|NK1|PV1|GT1|IN1|DG1|AL1|MRG|OBR|ORC|OBX)\|(?=[^\r\n])/g,
    separator: '|',
    ends: /[\r\n]/,
    segments: {
      PID: {
        ...{
          2: 'MEDICAL_RECORD',
          3: 'MEDICAL_RECORD',
          4: 'MEDICAL_RECORD',
          5: 'PERSON',
          6: 'PERSON',
          7: 'DATE_OF_BIRTH',
        },
        ...{ 9: 'PERSON', 10: 'NRP', 11: 'ADDRESS', 13: 'PHONE_NUMBER', 14: 'PHONE_NUMBER', 16: 'NRP', 17: 'NRP' },
        ...{
          18: 'ID_NUMBER',
          19: 'NATIONAL_ID',
          20: 'US_DRIVER_LICENSE',
          21: 'PERSON',
          22: 'NRP',
          23: 'LOCATION',
          26: 'NRP',
        },
      },
      NK1: { 2: 'PERSON', 4: 'ADDRESS', 5: 'PHONE_NUMBER', 6: 'PHONE_NUMBER', 16: 'DATE_OF_BIRTH', 30: 'PERSON' },
      PV1: { 7: 'PERSON', 8: 'PERSON', 9: 'PERSON', 17: 'PERSON', 19: 'ID_NUMBER', 52: 'PERSON' },
      GT1: { 3: 'PERSON', 5: 'ADDRESS', 6: 'PHONE_NUMBER', 7: 'PHONE_NUMBER', 8: 'DATE_OF_BIRTH', 12: 'NATIONAL_ID' },
      IN1: { 2: 'ID_NUMBER', 16: 'PERSON', 18: 'DATE_OF_BIRTH', 19: 'ADDRESS', 36: 'ID_NUMBER', 49: 'ID_NUMBER' },
      DG1: { 3: 'HEALTH', 4: 'HEALTH', 16: 'PERSON' },
      AL1: { 3: 'HEALTH', 5: 'HEALTH' },
      MRG: { 1: 'MEDICAL_RECORD', 7: 'PERSON' },
      OBR: { 13: 'HEALTH', 16: 'PERSON' },
      ORC: { 10: 'PERSON', 11: 'PERSON', 12: 'PERSON' },
      OBX: { 5: 'HEALTH', 16: 'PERSON' },
    },
  },
  {
    holds: /\b(?:NAD|CTA|COM|PNA)\+/,
    begins: /(?:^|[\r\n'])(NAD|CTA|COM|ADR|PNA)\+(?=[^\r\n]{1,300}')/g,
    separator: '+',
    ends: /(?<!\?)'/,
    segments: {
      NAD: { 3: 'PERSON', 4: 'PERSON', 5: 'ADDRESS', 6: 'ADDRESS', 8: 'ADDRESS' },
      CTA: { 2: 'PERSON' },
      COM: { 1: 'PHONE_NUMBER' },
      ADR: { 2: 'ADDRESS', 3: 'ADDRESS', 4: 'ADDRESS' },
      PNA: { 2: 'ID_NUMBER', 5: 'PERSON', 6: 'PERSON', 7: 'PERSON' },
    },
  },
  {
    holds: /\b(?:NM1|N3|DMG|PER)\*/,
    begins: /(?:^|[\r\n~])(NM1|N2|N3|N4|DMG|PER|HI)\*(?=[^\r\n]{2,300})/g,
    separator: '*',
    ends: /[~\r\n]/,
    segments: {
      NM1: { 3: 'PERSON', 4: 'PERSON', 5: 'PERSON', 9: 'ID_NUMBER' },
      N2: { 1: 'PERSON', 2: 'PERSON' },
      N3: { 1: 'ADDRESS', 2: 'ADDRESS' },
      N4: { 1: 'ADDRESS', 3: 'ADDRESS' },
      DMG: { 2: 'DATE_OF_BIRTH' },
      PER: { 2: 'PERSON', 4: 'PHONE_NUMBER', 6: 'PHONE_NUMBER', 8: 'PHONE_NUMBER' },
      HI: { 1: 'HEALTH', 2: 'HEALTH', 3: 'HEALTH', 4: 'HEALTH' },
    },
  },
  {
    holds: /BEGIN:VCARD/i,
    // The name of a property, its parameters, and one value whose parts have a semicolon between them.
    begins: /(?:^|[\r\n])(?:item\d\.)?(N|FN|NICKNAME|BDAY|ADR|TEL|ORG|EMAIL)(?=[:;][^\r\n]{2,300})/g,
    separator: ':',
    ends: /[\r\n]/,
    segments: {
      ...{ N: { 1: 'PERSON' }, FN: { 1: 'PERSON' }, NICKNAME: { 1: 'PERSON' }, BDAY: { 1: 'DATE_OF_BIRTH' } },
      ...{
        ADR: { 1: 'ADDRESS' },
        TEL: { 1: 'PHONE_NUMBER' },
        ORG: { 1: 'ORGANIZATION' },
        EMAIL: { 1: 'EMAIL_ADDRESS' },
      },
    },
  },
];
const LONGEST = 2_000;
/** Codes of a standard, which are nobody's: one word of few capitals. */
const CODE = /^[A-Z\d]{0,2}$/;

/** Elements of messages that hold a person's data by their position. */
export function findInMessages(text: string): Found[] {
  const found: Found[] = [];
  for (const { holds, begins, separator, ends, segments } of STANDARDS) {
    if (!holds.test(text)) continue;
    for (const { 0: whole, 1: tag = '', index } of matchesOf(begins, text)) {
      const from = index + whole.lastIndexOf(tag);
      const rest = text.slice(from, from + LONGEST);
      // The first sign that ends a segment; a quote in front of the tag is not in the rest.
      const segment = rest.slice(0, ends.exec(rest)?.index ?? rest.length);
      found.push(...elementsOf(segment, from, separator, segments[tag] ?? {}));
    }
  }
  return found;
}

function elementsOf(segment: string, from: number, separator: string, elements: Elements): Found[] {
  const found: Found[] = [];
  let at = 0;
  for (const [position, element] of segment.split(separator).entries()) {
    const type = elements[position];
    const value = /[\p{L}\p{N}](?:[^\r\n]{0,400}[\p{L}\p{N}.)])?/u.exec(element);
    if (type !== undefined && value !== null && !CODE.test(value[0])) {
      const start = from + at + value.index;
      found.push({ start, end: start + value[0].length, type, rank: RANK.labelled });
    }
    at += element.length + separator.length;
  }
  return found;
}
