import { describe, expect, test } from 'vitest';
import { redactText } from '../../lib/redaction/index.ts';
import seeds from '../../lib/redaction/lexicon/seed-words.json' with { type: 'json' };

describe('secrets whose label stands far from them', () => {
  test.each([
    [
      'commas',
      'server,login,password\nmail1.test,ops,Gr4niteBay\nmail2.test,ops,T1dalPool',
      ['Gr4niteBay', 'T1dalPool'],
    ],
    ['semicolons', 'rechner;benutzer;kennwort\ndb;hr;Kl1ppe77', ['Kl1ppe77']],
    ['bars', '| user | api key | role |\n|---|---|---|\n| app | 9fK2mQ7xLw | admin |', ['9fK2mQ7xLw']],
    ['spaces', 'name     token        age\nbuild    q8ZrT2nnW4    12d', ['q8ZrT2nnW4']],
    ['tabs', 'user\tpin\nmia\t48213', ['48213']],
    ['no more than its own column', 'id,secret access key\nAKX1,zQ81mmPLk2', ['zQ81mmPLk2']],
  ])('%s', (_name, text, values) => {
    const shown = redactText(text, 'code').text;
    for (const value of values) expect(shown).not.toContain(value);
    expect(shown.split('\n')[0]).toBe(text.split('\n')[0]);
  });

  test('a sentence, a public part and an empty table are left', () => {
    for (const text of ['one, two, password\nthree words, four', 'host,key id\ndb1,4', 'a,password\nb,true'])
      expect(redactText(text, 'code').text).toBe(text);
  });
});

describe('recovery phrases', () => {
  const pick = (words: string, n: number) =>
    words
      .split(' ')
      .filter((_, i) => i % 163 === 7)
      .slice(0, n);

  test.each(Object.entries(seeds))('%s, in a row, in lines and with numbers', (_language, words) => {
    const phrase = pick(words, 12);
    for (const text of [
      phrase.join(' '),
      phrase.join('\n'),
      phrase.map((word, i) => `${i + 1}. ${word}`).join(' '),
      phrase.map((word, i) => `${i + 1}\n${word}`).join('\n'),
    ])
      for (const surface of ['prose', 'ui', 'code'] as const) {
        const shown = redactText(text, surface).text;
        for (const word of phrase) expect(shown).not.toContain(word);
      }
  });

  test('a part of one beside its name', () => {
    expect(redactText(`my seed phrase: ${pick(seeds.english, 6).join(' ')}`, 'prose').text).toBe(
      'my seed phrase: [SECRET]',
    );
  });

  test('sentences are none', () => {
    const text =
      'please use the same box for all other people, and say when you want more time to finish the rest of it';
    expect(redactText(text, 'prose').spans).toEqual([]);
  });
});

describe('tokens that were cut at the end of a line', () => {
  const token = 'ghp_Qv7mZ2rKc9LxT4bWn8JdS3fHg6YpA1eUo5Mi';

  test.each([8, 16, 24, 33])('after %i signs', (at) => {
    const shown = redactText(`export GITHUB_TOKEN=${token.slice(0, at)}\n${token.slice(at)}\n$ ls`, 'code').text;
    expect(shown).not.toContain(token.slice(0, at));
    expect(shown).not.toContain(token.slice(at));
    expect(shown).toContain('$ ls');
  });

  test('words on two lines are left', () => {
    const text = 'import { parseConfiguration2 }\nfrom somewhere else';
    expect(redactText(text, 'code').text).toBe(text);
  });
});

test('a key is known by its beginning, and a code by the seconds below it', () => {
  const body =
    'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7Jx2Kq9vTn3Lm\nQz81mmPLk2Qv7mZ2rKc9LxT4bWn8JdS3fHg6YpA1eUo5Mi';
  expect(redactText(body, 'code').text).toBe('[PRIVATE_KEY]');
  expect(redactText('Tidewater (ops)\n774 193\n11 s', 'ui').text).toContain('\n[PASSWORD]\n11 s');
});
