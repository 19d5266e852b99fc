import { FLAG, flagsOf, TECH_WORD } from '../lexicon/index.ts';
import { isOrdinaryWord } from '../text/ordinary-word.ts';
import { oneOf } from './rule.ts';

/** Accounts that a system, a service or a guide has, and no person. */
const OF_NOBODY = oneOf(
  'root|admin|nobody|daemon|www-data|postgres|ubuntu|ec2-user|runner|circleci|vscode|node|app|shared|public|default',
  'all users|guest|test|user(?:name)?|name|none|null',
);

/**
 * Words of grammar: if one of them is where a pattern expects an account, the line is a sentence or a path made of words. "will"
 * and "may" are missing on purpose, because they are names of people too.
 */
const OF_GRAMMAR = oneOf(
  'a|an|the|this|that|these|those|and|or|nor|but|if|then|else|so|as|than|of|to|from|in|into|on|onto|at|by|for|with',
  'without|within|over|under|up|down|out|off|about|after|before|between|through|during|until|since|here|there|where',
  'when|why|how|which|who|what|i|me|my|mine|you|yours?|he|him|his|she|hers?|it|its|we|us|ours?|they|them|theirs?',
  'is|am|are|was|were|be|been|being|has|have|had|do|does|did|can|could|should|would|must|not|no|yes|all|any',
  'some|each',
);
const NOBODY = new RegExp(`^${oneOf(OF_NOBODY, OF_GRAMMAR)}$`, 'i');

/** Whether the name of an account may be a person's. */
export const isSomebody = (account: string): boolean => !NOBODY.test(account);

const WORDS = FLAG.common | FLAG.word | FLAG.rare | TECH_WORD;
/** Objects in which programs keep an account: a look-up, not a name. */
const LOOKED_UP = new RegExp(
  `^${oneOf('self|this|req|request|ctx|context|props|args|session|config|settings|event|os|process|params|options|state|data', 'row|record|current|event|item|model|input|input_?data|payload|body|form|ctx|env')}[.[]`,
  'i',
);

/** A part that no dictionary has, or that people are called by. */
const isChosenName = (part: string): boolean => {
  const flags = flagsOf(part.toLowerCase());
  return part.length > 2 && ((flags & WORDS) === 0 || (flags & FLAG.first) !== 0);
};

/** Whether a word without any sign beside it is an account: shared accounts, variables and words of the language are none. */
export const isAccount = (account: string): boolean =>
  isSomebody(account) &&
  !LOOKED_UP.test(account) &&
  !/[a-z][A-Z]|^[A-Z_]{1,60}$|[([]/.test(account) &&
  (/[A-Za-z]{2,60}\d/.test(account) || account.split(/[^\p{L}]{1,60}/u).some(isChosenName));

/** Each part of it is a word that no language has, or one that people are called by. */
export const isStrangeAccount = (account: string): boolean =>
  isSomebody(account) &&
  account
    .split(/[^\p{L}]{1,60}/u)
    .every((part) => part === '' || !isOrdinaryWord(part) || (flagsOf(part) & (FLAG.first | WORDS)) === FLAG.first);

/** "leticia.prado": a given name that is no word, and a word that no dictionary of the language or of computing has. */
export const isFirstAndLast = (account: string): boolean => {
  const [first, last] = account.split('.') as [string, string];
  return (
    (flagsOf(first) & FLAG.first) !== 0 &&
    (flagsOf(first) & WORDS) === 0 &&
    (flagsOf(last) & WORDS) === 0 &&
    last.length > 3
  );
};

/** No word of Latin script begins so: an initial, and a surname that begins with a consonant. */
const CLUSTER =
  /^(?:[bcdfghjklmnpqrtvwxz](?=[bcdfgjkmpqtvwxz])|[bcdfghjkmnpqrtvwxz](?=n)|[djhlmnqrvwxyz](?=[lr]))[a-z]{4,24}$/;

/** "tkowalke", "mbrandt": an initial before a surname, in one word that no dictionary has. */
export const isInitialAndName = (account: string): boolean => {
  const small = account.toLowerCase();
  if (flagsOf(small) !== 0 || !isSomebody(small)) return false;
  const rest = small.slice(1);
  return CLUSTER.test(small) || (rest.length > 4 && (flagsOf(rest) & FLAG.last) !== 0 && (flagsOf(rest) & WORDS) === 0);
};
