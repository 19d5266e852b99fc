import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { access } from '../../config/access.ts';
import { profiles } from '../../config/profiles.ts';
import { audienceOf, keptUnseen, TRUSTED_WORDS } from '../../lib/governance/participation/audience.ts';
import { WORKER_REFUSALS } from '../../lib/governance/participation/refusals.ts';
import { KIND_WORDS, SENSITIVITY_WORDS, SIGHT_WORDS } from '../../lib/governance/participation/words.ts';
import { REMEMBERED } from '../../lib/ledger/index.ts';

const FOLDER = join(import.meta.dirname, '../../lambdas/page/page');
const LANGUAGES = readdirSync(FOLDER).flatMap((file) => /^words-(\w+)\.js$/.exec(file)?.[1] ?? []);

const catalogueOf = async (language: string): Promise<Record<string, string>> =>
  (await import(join(FOLDER, `words-${language}.js`))).default;
const english = await catalogueOf('en');
const placeholders = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([name]) => name).toSorted();

test('there are four languages', () => {
  expect(LANGUAGES.toSorted()).toEqual(['de', 'en', 'es', 'fr']);
});

describe.each(LANGUAGES)('%s', (language) => {
  test('has every message, with the same placeholders', async () => {
    const words = await catalogueOf(language);
    expect(Object.keys(words).toSorted()).toEqual(Object.keys(english).toSorted());
    for (const [key, text] of Object.entries(words)) {
      expect(text.trim(), key).not.toBe('');
      expect(placeholders(text), key).toEqual(placeholders(english[key]!));
      expect(text, key).not.toMatch(/[<>]/);
    }
  });
});

/** How each language writes its marks; a line must not begin with one, nor a quotation with the mark of another language. */
const NOT_WRITTEN: Readonly<Record<string, RegExp>> = {
  en: /"| [:;!?]/,
  de: /"|”| [:;!?]/,
  es: /"|“|« | »| [:;!?…]/,
  fr: /"|“|« | [:;!?»…]|[^\u00a0\d][:;!?»](?!\d)/,
};

test.each(Object.entries(NOT_WRITTEN))('%s writes its marks as its readers do', async (language, wrong) => {
  const odd = Object.entries(await catalogueOf(language)).filter(([, text]) => wrong.test(text));
  expect(odd).toEqual([]);
});

test('every message that the page names is there, and none that it does not', () => {
  const source = readdirSync(FOLDER)
    .filter((file) => !file.startsWith('words-'))
    .map((file) => readFileSync(join(FOLDER, file), 'utf8'))
    .join('\n');
  const named = [...source.matchAll(/\bt\('([^']+)'/g), ...source.matchAll(/data-t(?:-label)?="([^"]+)"/g)].map(
    ([, key]) => key!,
  );
  expect(named.filter((key) => !Object.hasOwn(english, key))).toEqual([]);
  // These are put together from a part that is named and a code.
  const coded =
    /^(?:kind|sensitivity|sight|class|role|trusted|refusal|ground|state|request|why|granted|refused|captured|redacted|destroyed|remembered)-/;
  expect(
    Object.keys(english).filter(
      (key) => !coded.test(key) && !source.includes(`'${key}'`) && !source.includes(`"${key}"`),
    ),
  ).toEqual([]);
});

test('the page has from the start what it says in English', () => {
  const html = readFileSync(join(FOLDER, 'index.html'), 'utf8');
  const shown = [
    ...html.matchAll(/data-t="([^"]+)"[^>]*>([^<]*)</g),
    ...html.matchAll(/data-t-label="([^"]+)" aria-label="([^"]*)"/g),
  ].map(([, key, text]) => [key!, text!.trim()]);
  expect(shown.length).toBeGreaterThan(40);
  expect(shown.filter(([key, text]) => english[key!] !== text)).toEqual([]);
});

test('everything that the API tells by a code has words', () => {
  const grounds = profiles.flatMap((profile) => (profile as { exemption: { grounds: string[] } }).exemption.grounds);
  const audiences = audienceOf(access);
  const roles = audiences
    .flatMap(({ readers }) => readers.map(({ name }) => name))
    .filter((name) => !(name in access.teams));
  const codes = [
    ...Object.keys(KIND_WORDS).map((kind) => `kind-${kind}`),
    ...Object.keys(SENSITIVITY_WORDS).map((level) => `sensitivity-${level}`),
    ...Object.keys(SIGHT_WORDS).map((sight) => `sight-${sight}`),
    ...Object.keys(TRUSTED_WORDS).map((role) => `trusted-${role}`),
    ...Object.keys(WORKER_REFUSALS).map((code) => `refusal-${code}`),
    ...audiences.map(({ of }) => `class-${of}`),
    ...REMEMBERED.says.map(({ id }) => `remembered-${id}`),
    ...keptUnseen(access).map(({ id }) => id),
    ...roles.map((role) => `role-${role}`),
    ...grounds.map((ground) => `ground-${ground}`),
  ];
  expect(codes.filter((key) => !Object.hasOwn(english, key))).toEqual([]);
  // What the API says in English and what the page says in English is the same.
  for (const [kind, { says }] of Object.entries(KIND_WORDS)) expect(english[`kind-${kind}`]).toBe(says);
  for (const [sight, says] of Object.entries(SIGHT_WORDS)) expect(english[`sight-${sight}`]).toBe(says);
  for (const [code, { text, todo }] of Object.entries(WORKER_REFUSALS))
    if (!code.startsWith('objection.none') && !code.startsWith('consent.none'))
      expect(english[`refusal-${code}`]).toBe(`${text} ${todo}`);
});
