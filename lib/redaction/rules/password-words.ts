import { PASSWORD } from './labels.ts';
import { isPassword, PREDICATES } from './plausible.ts';
import { realSecret } from './real-secret.ts';
import { oneOf, type Rule, rule } from './rule.ts';

const NAME = `[\\w.-]{0,40}${PASSWORD}[\\w.-]{0,20}`;
const WORDS = '[a-z]{2,14}(?:[ -][a-z]{2,14}){1,11}';
/** Sentences about passwords have such words; passwords of words, as people choose them, do not. */
const SENTENCE = new RegExp(
  `\\b${oneOf('the|a|an|is|are|was|be|been|to|of|for|on|in|at|by|your|my|our|their|his|her|its|and|or|not|must|should', 'can|cannot|will|has|have|had|does|do|did|it|this|that|please|if|when|then|than|with|from|least|enter', 'invalid|wrong|required|incorrect|reset|change|changed|forgot|confirm|password|passwords|field|characters', 'user|name|login|sign|only|no|too|new|current|old|hidden|optional|again|here|after|before|until')}\\b`,
  'i',
);
const isWords = (value: string) => realSecret(value) && !SENTENCE.test(value) && !PREDICATES.test(value);

export const PASSWORD_WORDS: readonly Rule[] = [
  rule({
    id: 'password.words.quoted',
    type: 'PASSWORD',
    before: `${NAME}["'\\]]{0,2}\\s?[:=]\\s?["']`,
    value: WORDS,
    after: '(?=["\'])',
    flags: 'i',
    valid: (value) => isWords(value) && !/^[A-Z]/.test(value),
    hits: ['SMTP_PASS="⟦blue heron lake⟧"', '"bindPassword": "⟦marble fountain⟧"'],
    misses: ['password: "must be longer"', '"password": "Enter your password"', 'PASSWORD_HINT: "the name of a cat"'],
  }),
  rule({
    id: 'password.words.said',
    type: 'PASSWORD',
    before: `(?<![\\w-])(?:${PASSWORD}|passphrase|secret word|safe word)(?:\\s(?:is|ist|lautet|est|es|[èé]|jest|to|was)|\\s?[:=])\\s{1,3}["'“]?`,
    value: WORDS,
    after: '(?=["\'”]?[.,!]?\\s{0,4}$)',
    flags: 'i',
    valid: (value) => isWords(value) && !/ing\b|ed\b/.test(value.split(/[ -]/)[0]!),
    hits: ['wifi password: ⟦green kettle seven⟧', 'the password is ⟦blue heron lake⟧'],
    misses: ['the password is not shown here', 'password: required field', 'your password is about to expire'],
  }),
  rule({
    id: 'password.escaped',
    type: 'PASSWORD',
    before: `${NAME}["'\\]]{0,2}\\s?[:=]\\s?"`,
    value: '(?:[^"\\\\\\n]|\\\\[^\\n]){3,200}',
    after: '(?=")',
    flags: 'i',
    valid: (value) => value.includes('\\') && realSecret(value) && isPassword(value),
    hits: ['{"password":"⟦Kestrel\\"!2xq⟧"}'],
    misses: ['{"password":""}'],
  }),
  rule({
    id: 'password.hinted',
    type: 'PASSWORD',
    before: `${NAME}\\s?[\\[(][^\\])\\n]{1,60}[\\])]\\s?[:=]\\s{0,3}`,
    value: '[^\\s"\']{4,200}',
    flags: 'i',
    valid: (value) => realSecret(value) && isPassword(value) && /[\d!@#$%^&*]/.test(value),
    hits: ['Password [leave blank to keep]: ⟦Kestrel27x⟧'],
    misses: ['Password [leave blank to keep]: '],
  }),
  rule({
    id: 'secret.hinted',
    type: 'SECRET',
    before:
      '(?:access key|secret key|secret access key|access key id|api key|token|secret) \\[[^\\]\\n]{1,60}\\]:\\s{0,3}',
    value: '[A-Za-z0-9+/=_.-]{16,400}',
    flags: 'i',
    hits: ['AWS Secret Access Key [****************WxYz]: ⟦bLGViYXjU2JgJngKtFI3OyV2dZAkg05rK/gqv81R⟧'],
    misses: ['AWS Secret Access Key [None]: '],
  }),
];
