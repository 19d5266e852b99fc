import '../steps/counting.ts';
import { expect, test } from 'vitest';
import { redactText, type Surface } from '../../lib/redaction/index.ts';
import { EVERYTHING } from '../everything.ts';
import { counted, linear } from '../steps/steps.ts';

const SURFACES: readonly Surface[] = ['prose', 'code', 'ui'];

/** Text that makes careless patterns slow. */
const HOSTILE = [
  'password:',
  'pwd=',
  'pin=',
  'pw=',
  'şifre=',
  'otp=',
  'a',
  'a@',
  '1',
  '1-',
  '1 ',
  '0.',
  'password ',
  'password="',
  '[',
  '[PERSON]',
  '-----BEGIN PRIVATE KEY-----',
  'a.',
  ':a',
  'A ',
  'A B ',
  '\n',
  'Name: x\n',
  '//a:',
  'eyJ',
  'eyJa.',
  ' 1',
  '12 Main ',
  '?key=',
  '"',
  '\u{1f600}',
  'é',
  'key=',
  'sk-',
  '$1,',
  '<password>',
  '=',
  'Mr. ',
  'a\n1 ',
  'a/b',
  'a-b',
  'a.b ',
  '#a',
  'Project A',
  ' - A',
  'password is ',
  'password with ',
  '192.168.1.1 a ',
  'login with a ',
  'u:a p:',
  '비밀번호 ',
  '密码：',
  '王小',
  '田中',
  '김민수 ',
  'A, B and ',
  'mary, ',
  '1 a 2\n',
  '1 a\nApt. 1\na\n',
  '[00:01] A: ',
  '<a> b\n',
  '00:01 --> 00:02\n',
  '"speaker":"a","text":"',
  '${A_KEY:-',
  "mysqli_connect('a','b',",
  'Ann, the a',
  'name is a ',
  'corner of a ',
  'at A B C D ',
  '"\'',
  'http://',
  '[PERSON',
  'Ab ',
  '-----BEGIN RSA PRIVATE KEY-----\n',
  'A: b\n',
];

/** Longer than any line that is looked at whole, so that what grows with the line has grown. */
const SIZE = 1_100;
const STEPS_PER_CHARACTER = 2_500;

/** Labels of which a line can be full. */
const LABELS = ['pw=', 'otp=', 'password:', 'pin: ', 'password: abcd '];

// Rules and word lists are built when a text first needs them, at up to three million steps. Whichever text came first would
// be charged with that, and the order of the tests would decide which of them pass.
for (const piece of [...HOSTILE, ...LABELS]) for (const surface of SURFACES) redactText(piece.repeat(3), surface);

/** In the suite one kind of text, by turns; in the soak each. */
const surfacesFor = (at: number): readonly Surface[] =>
  SURFACES.filter((_, n) => EVERYTHING || n === at % SURFACES.length);

test.each(HOSTILE.map((piece, at) => [piece, surfacesFor(at)] as const))(
  'text of %j costs by its length, and no more',
  (piece, surfaces) => {
    const text = piece.repeat(Math.ceil((2 * SIZE) / piece.length));
    for (const surface of surfaces) {
      const steps = linear(SIZE, (size) => redactText(text.slice(0, size), surface));
      expect(steps / (2 * SIZE), surface).toBeLessThan(STEPS_PER_CHARACTER);
    }
  },
);

const LENGTHS = [60, 127, 250, 1_020];

test.each(LABELS.flatMap((label) => LENGTHS.map((length) => [length, label] as const)))(
  'a line of %i characters that is little but %j costs no more than others',
  (length, label) => {
    const line = label.repeat(length / label.length);
    for (const surface of SURFACES) {
      const { steps } = counted(() => redactText(line, surface));
      expect(steps / line.length, surface).toBeLessThan(2 * STEPS_PER_CHARACTER);
    }
  },
);
