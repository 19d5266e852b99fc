import type { HiddenType } from '../hidden-types.ts';
import type { Found } from './found.ts';

/**
 * Fields of HL7 version 2 that hold a person, by their number in the segment: messages between hospital systems name no field.
 * https://hl7-definition.caristix.com/v2/HL7v2.5/Segments
 */
const SEGMENTS: Readonly<Record<string, Readonly<Record<number, HiddenType>>>> = {
  PID: {
    ...{ 2: 'MEDICAL_RECORD', 3: 'MEDICAL_RECORD', 4: 'MEDICAL_RECORD', 5: 'PERSON', 6: 'PERSON', 7: 'DATE_OF_BIRTH' },
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
};

const SEGMENT = /^[ \t]{0,4}([A-Z][A-Z\d]{2})\|[^\n\r]{1,4000}/gm;

/** Values of a patient and of relatives in a message of HL7 version 2. */
export function findHl7(text: string): Found[] {
  if (!/(?:^|[\n\r])[ \t]{0,4}(?:PID|NK1|DG1|IN1|GT1|PV1)\|/.test(text)) return [];
  return [...text.matchAll(SEGMENT)].flatMap(({ 0: line, 1: name = '', index }) => {
    const types = SEGMENTS[name];
    return types === undefined ? [] : inSegment(line, index, types);
  });
}

function inSegment(line: string, from: number, types: Readonly<Record<number, HiddenType>>): Found[] {
  const found: Found[] = [];
  let at = 0;
  for (const [number, field] of line.split('|').entries()) {
    const type = types[number];
    if (number > 0 && type !== undefined && /[\p{L}\p{N}]/u.test(field))
      found.push({ start: from + at, end: from + at + field.length, type, rank: 1 });
    at += field.length + 1;
  }
  return found;
}
