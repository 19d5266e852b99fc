import { describe, expect, test } from 'vitest';
import { learn } from '../../bench/redaction/train/learn.ts';
import { pack } from '../../bench/redaction/train/pack.ts';
import type { Sample } from '../../bench/redaction/train/sample.ts';
import { redactText } from '../../lib/redaction/index.ts';
import { digestOf, UNIT, unpack } from '../../lib/redaction/learned/packed.ts';
import { decode, emissions, L } from '../../lib/redaction/names/decode.ts';
import { explain } from '../../lib/redaction/names/explain.ts';
import { AROUND, aroundBuckets, ownBuckets } from '../../lib/redaction/names/features.ts';
import { modelFor } from '../../lib/redaction/names/models.ts';
import { read } from '../../lib/redaction/names/reading.ts';
import { present } from '../present.ts';

describe('weights', () => {
  test('a file with one changed character is refused', () => {
    const packed = pack(Float32Array.from({ length: 500 }, (_, i) => Math.sin(i)));
    expect(() => unpack(packed, 'test')).not.toThrow();
    expect(() => unpack({ ...packed, weights: `!${packed.weights.slice(1)}` }, 'test')).toThrow(/digest/);
  });

  test('are kept to a few hundredths', () => {
    const weights = Float32Array.from({ length: 500 }, (_, i) => Math.sin(i) * 2);
    const kept = unpack(pack(weights), 'test');
    for (const [i, weight] of weights.entries()) expect(Math.abs(present(kept[i]) / UNIT - weight)).toBeLessThan(0.12);
  });

  test('the same texts give the same weights, byte for byte', () => {
    const samples = ['Ada Quill called', 'call Ada Quill now', 'the door is open', 'Quill and Ada met in Oslo'].map(
      (text): Sample => ({
        ...{ text, source: 'test', language: 'en', surface: 'prose' },
        spans: [...text.matchAll(/Ada Quill|Quill|Ada/g)].map((match) => ({
          ...{ start: match.index, end: match.index + match[0].length, type: 'PERSON' },
        })),
      }),
    );
    const twice = [0, 1].map(() => digestOf(pack(learn(samples, 'cased', () => 'en').weights).weights));
    expect(twice[0]).toBe(twice[1]);
  });
});

describe('decoding', () => {
  test('what is summed once a word is what the features of training say', () => {
    const reading = read('Dear Ms Quorvaneth, the plan of Brindle & Co is late', 'prose', 'en');
    const model = modelFor(reading);
    const scores = emissions(model, reading);
    const around = new Int32Array(AROUND.length);
    for (const [i, word] of reading.words.entries()) {
      const buckets = [...ownBuckets(word), ...around.subarray(0, aroundBuckets(reading, i, around, 0))];
      for (let k = 0; k < L; k++)
        expect(scores[i * L + k]).toBeCloseTo(
          buckets.reduce((sum, bucket) => sum + present(model.weights[bucket * L + k]), 0) / UNIT,
          3,
        );
    }
  });

  test('more lenient finds no less', () => {
    const text = 'the vendors are Acrid, Mill and Thornbury; ask Imre about Lund';
    const reading = read(text, 'prose', 'en');
    const model = modelFor(reading);
    emissions(model, reading);
    const count = (lenient: number) => decode(model, reading.length, lenient)?.filter((label) => label > 0).length ?? 0;
    const counts = [-2, 0, 1, 3, 9].map(count);
    expect(counts).toEqual(counts.toSorted((a, b) => a - b));
    expect(counts.at(-1)).toBeGreaterThan(present(counts[0]));
  });
});

test('leniency counts where it is given: with none at any word the reading is the strict one', () => {
  const reading = read('Fährt Acrid mit Mill und Thornbury nach Lund?', 'prose', 'de');
  const model = modelFor(reading);
  emissions(model, reading);
  const strict = decode(model, reading.length, 0);
  expect(decode(model, reading.length, 9, 0, new Float32Array(reading.length))).toEqual(strict);
  expect(decode(model, reading.length, 9)).not.toEqual(strict);
});

describe('names of programs are no names of people', () => {
  test.each([
    'call TreeWalker.prototype.nextNode when the list is empty',
    'see TreeWalker.create(root) for the list',
    'a StreamEventHandler is made for each line',
    '- `rows`: the number of rows (relative to the first page)',
    '* `fill` {Value} Default: `undefined`',
  ])('%s', (text) => expect(redactText(text, 'prose').text).toBe(text));

  test('a handle of three names, and a firm of two words, are', () => {
    expect(redactText('ask @MaryEllenBrandt about it', 'prose').text).not.toContain('Brandt');
    expect(redactText('BlackRiver called twice about the invoice', 'prose').text).not.toContain('River');
  });
});

describe('names at places that tell', () => {
  test.each([
    ['code', '// ask Quorvaneth before changing this', 'Quorvaneth'],
    ['code', '# thanks to Tbrandl for the fix', 'Tbrandl'],
    ['code', "WHERE last_name LIKE 'Quorvaneth%'", 'Quorvaneth'],
    ['ui', 'Larch Robotics Q2 plan.xlsx - Excel', 'Larch'],
    ['prose', "a quote from Marlene's Bakery came", 'Bakery'],
    ['prose', 'has quorvaneth paid', 'quorvaneth'],
    ['prose', 'our customer GreenHarbor signed', 'Harbor'],
    ['prose', 'The dispute with GreenHarbor is over.', 'Harbor'],
    ['prose', 'could tormund look at it?', 'tormund'],
  ] as const)('%s: %s', (surface, text, name) => expect(redactText(text, surface).text).not.toContain(name));

  test.each([
    ['code', '// ask Docker for the exit code'],
    ['code', '# see Kafka for the retention'],
    ['ui', 'Downloads Q2 plan.xlsx - Excel'],
    ['prose', 'could finance look at it?'],
    ['prose', 'the contract with GitHub ends'],
    ['prose', 'the call of ReadStream.pipe'],
    ['prose', 'has anybody refactored the tokenizer'],
  ] as const)('nobody: %s: %s', (surface, text) => expect(redactText(text, surface).text).toBe(text));
});

describe('names that no list has', () => {
  test.each([
    ['de', 'Frau Quorvaneth hat gestern angerufen und nach dem Vertrag gefragt.', 'Quorvaneth'],
    ['fr', 'Mme Quorvaneth a appelé hier au sujet du contrat.', 'Quorvaneth'],
    ['es', 'La señora Quorvaneth llamó ayer por el contrato.', 'Quorvaneth'],
    ['it', 'La signora Quorvaneth ha chiamato ieri per il contratto.', 'Quorvaneth'],
    ['pt', 'A senhora Quorvaneth ligou ontem por causa do contrato.', 'Quorvaneth'],
    ['nl', 'Mevrouw Quorvaneth belde gisteren over het contract.', 'Quorvaneth'],
    ['pl', 'Pani Quorvaneth dzwoniła wczoraj w sprawie umowy.', 'Quorvaneth'],
    ['en', 'I asked quorvaneth about the lease in Bergen', 'quorvaneth'],
  ])('%s: %s', (_, text, name) => {
    const masked = redactText(text, 'prose').text;
    expect(masked).not.toContain(name);
    expect(masked.replaceAll(/\[[A-Z_]+\]/g, '').length).toBeGreaterThan(text.length / 2);
  });
});

test('an explanation names what spoke for and against', () => {
  const reasons = explain('Dear Ms Quorvaneth, the plan is late', 'prose');
  const name = reasons.find(({ word }) => word === 'Quorvaneth');
  expect(name?.label).toBe('PERSON');
  expect(name?.for.length).toBeGreaterThan(0);
  expect(name?.start).toBe(8);
});
