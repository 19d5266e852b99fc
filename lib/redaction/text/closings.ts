import { oneOf } from '../rules/rule.ts';
import type { Span } from '../types.ts';
import { matchesOf } from './matches.ts';

/** Lines that greet at the end of a letter, in the languages that are read. */
const WORDS = [
  'thanks|many thanks|thank you|cheers|regards|best|sincerely|yours(?: sincerely| faithfully| truly)?|take care|love',
  '(?:kind|best|warm|kindest|warmest) (?:regards|wishes)|all the best',
  'danke|gru(?:ß|ss)|lg|vg|mfg|(?:viele|liebe|beste|herzliche) gr(?:ü|ue)(?:ß|ss)e|mit freundlichen gr(?:ü|ue)(?:ß|ss)en',
  'merci|cordialement|bien à vous|amicalement|gracias|saludos|un saludo|atentamente|un abrazo',
  'grazie|saluti|cordiali saluti|distinti saluti|obrigad[oa]|atenciosamente|cumprimentos|abraços?',
  'bedankt|dank je|groeten|groetjes|met vriendelijke groet(?:en)?|dziękuję|pozdrawiam|z poważaniem',
];
const CLOSING = new RegExp(`(?<=^|\\n)[ \\t>]{0,6}${oneOf(...WORDS)}[,.!]?[ \\t]{0,6}(?=\\r?\\n|$)`, 'giu');

/** The closing lines of letters: no name and no address goes on over such a line. */
export const closingsIn = (text: string): Pick<Span, 'start' | 'end'>[] =>
  text.includes('\n')
    ? matchesOf(CLOSING, text).map(({ index, 0: line }) => ({ start: index, end: index + line.length }))
    : [];
