import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { access } from '../../config/access.ts';
import { profiles } from '../../config/profiles.ts';
import { personSchema } from '../../lib/governance/gate/certificate.ts';
import { audienceOf, keptUnseen, TRUSTED_WORDS } from '../../lib/governance/participation/audience.ts';
import { WORKER_REFUSALS } from '../../lib/governance/participation/refusals.ts';
import { KIND_WORDS, SENSITIVITY_WORDS, SIGHT_WORDS } from '../../lib/governance/participation/words.ts';
import { REMEMBERED } from '../../lib/ledger/index.ts';
import { present } from '../present.ts';

const FOLDER = join(import.meta.dirname, '../../lambdas/page/page');
const LANGUAGES = readdirSync(FOLDER).flatMap((file) => /^words-(\w+)\.js$/.exec(file)?.[1] ?? []);

/** The messages of the workers' page, and of the pages of those who decide and approve. */
const CATALOGUES = ['words', 'staff'];
const catalogueOf = async (language: string): Promise<Record<string, string>> =>
  Object.assign(
    {},
    ...(await Promise.all(CATALOGUES.map((name) => import(join(FOLDER, `${name}-${language}.js`))))).map(
      ({ default: words }) => words,
    ),
  );
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
      expect(placeholders(text), key).toEqual(placeholders(present(english[key])));
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

const STAFF = ['queue', 'approvals'];
const OF_PAGE = [...readFileSync(join(FOLDER, 'staff.html'), 'utf8').matchAll(/data-of="([^"]+)"/g)].map(([, part]) =>
  present(part),
);

test('every message that the page names is there, and none that it does not', () => {
  const source = readdirSync(FOLDER)
    .filter((file) => !/^(?:words|staff)-/.test(file))
    .map((file) => readFileSync(join(FOLDER, file), 'utf8'))
    .join('\n');
  const named = [...source.matchAll(/\bt\('([^']+)'/g), ...source.matchAll(/data-t(?:-label)?="([^"]+)"/g)].map(
    ([, key]) => present(key),
  );
  // A page of the staff puts its own name before these.
  named.push(...STAFF.flatMap((page) => OF_PAGE.map((part) => `${page}-${part}`)));
  expect(named.filter((key) => !Object.hasOwn(english, key))).toEqual([]);
  // These are put together from a part that is named and a code.
  const coded =
    /^(?:kind|sensitivity|sight|class|role|trusted|refusal|ground|state|request|why|granted|refused|captured|redacted|destroyed|remembered|via|digest|before|not-now)-/;
  const ofPages = new Set(STAFF.flatMap((page) => OF_PAGE.map((part) => `${page}-${part}`)));
  expect(
    Object.keys(english).filter(
      (key) => !coded.test(key) && !ofPages.has(key) && !source.includes(`'${key}'`) && !source.includes(`"${key}"`),
    ),
  ).toEqual([]);
});

test.each([
  ['index.html', 40],
  ['staff.html', 4],
])('the page has from the start what it says in English: %s', (file, least) => {
  const html = readFileSync(join(FOLDER, file), 'utf8');
  const shown = [
    ...html.matchAll(/data-t="([^"]+)"[^>]*>([^<]*)</g),
    ...html.matchAll(/data-t-label="([^"]+)" aria-label="([^"]*)"/g),
  ].map(([, key, text]) => [present(key), present(text).trim()]);
  expect(shown.length).toBeGreaterThan(least);
  expect(shown.filter(([key, text]) => english[present(key)] !== text)).toEqual([]);
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
    ...personSchema.shape.via.options.map((via) => `via-${via}`),
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
