import { BETWEEN, CHOSEN, KEY, PASSWORD, PASSWORD_BEYOND, TAIL } from './labels.ts';
import { isBarePassword, isChosen, isKey, isPassword, isPasswordLike } from './plausible.ts';
import { realSecret } from './real-secret.ts';
import type { Rule } from './rule.ts';

/** Secrets beside their label, in code, configuration and forms. */
export const LABELLED: readonly Rule[] = [
  {
    id: 'password.quoted',
    type: 'PASSWORD',
    pattern: new RegExp(
      `(${PASSWORD}${TAIL}${BETWEEN}(?:"{3}|\\\\{0,2}["'\`]))([^"'\`\\n]{2,300}?)(?=\\\\{0,2}["'\`])`,
      'i',
    ),
    valid: (value) => realSecret(value) && isPassword(value),
  },
  {
    id: 'password.bare',
    type: 'PASSWORD',
    pattern: new RegExp(
      `(${PASSWORD}[\\w.-]{0,30}["'\\])]{0,2}\\s{0,3}(?:=>|:=|={1,2}|:)\\s{0,6})([^\\s"'\`<>,;(){}[\\]][^\\s"'\`<>;(){}]{1,200}?)(?=[\\s"'\`<>;,&]|[.]?$)`,
      'i',
    ),
    valid: (value, line, at, surface) => realSecret(value) && isBarePassword(value, line, at, surface),
  },
  {
    id: 'password.line',
    type: 'PASSWORD',
    pattern:
      /(^\s{0,12}(?:- |export |set |\$env:|env )?["']?[A-Za-z_.-]{0,40}(?:PASS|PWD|PASSWORD|SECRET|TOKEN|_KEY)[A-Z\d_]{0,20}\s?=\s?)([^\s"'`]{6,400})(?=\s{0,4}$)/,
    valid: (value) =>
      realSecret(value) &&
      !/[()]$|^[A-Za-z_.]{1,80}\(|^\/|;$/.test(value) &&
      (isPasswordLike(value) || isKey(value) || /[!@#%^&*]/.test(value)),
  },
  {
    id: 'password.beyond',
    type: 'PASSWORD',
    pattern: new RegExp(
      `(${PASSWORD_BEYOND}\\s{0,3}(?:[:=：＝]|는|은|は|是|为|->|—|–|-)\\s{0,4}["'「“]?)([^\\s"'」”,;()]{3,80})`,
      'iu',
    ),
    valid: (value) => realSecret(value) && /[\x21-\x7e]{3}/.test(value),
  },
  {
    id: 'password.element',
    type: 'PASSWORD',
    pattern: new RegExp(
      `(<[\\w:.-]{0,40}${PASSWORD}[\\w.-]{0,30}(?:\\s[^<>]{0,200})?>\\s{0,10}(?:<!\\[CDATA\\[)?)([^<>\\n]{2,300}?)(?=\\s{0,10}(?:</|\\]\\]>))`,
      'i',
    ),
    valid: (value) => realSecret(value) && isPassword(value),
  },
  {
    id: 'password.attribute',
    type: 'PASSWORD',
    pattern: new RegExp(
      `((?:name|key|id|label|property)\\s?=\\s?["'][\\w.:-]{0,60}${PASSWORD}${TAIL}["']\\s{0,4},?\\s{0,4}(?:(?:type\\s?=\\s?["']\\w{1,20}["']\\s{0,4})?(?:value|val|content|default)\\s?=\\s?["']|>))([^"'<>\\n]{2,300})(?=["'<])`,
      'i',
    ),
    valid: (value) => realSecret(value) && isPassword(value),
  },
  {
    id: 'password.reversed',
    type: 'PASSWORD',
    pattern: new RegExp(
      `(["'])([^"'\\s\\\\]{4,80})(?=["'](?:\\s?[=!]={1,2}\\s?|\\.equals\\(|,\\s{0,3})[\\w.>$-]{0,40}(?:get|\\.|->|_|\\b)${PASSWORD}(?:\\(|\\)|;))`,
      'i',
    ),
    valid: (value) => realSecret(value) && isPassword(value) && !/^[A-Z]?[a-z]{1,400}$|[_:%]|^\//.test(value),
  },
  {
    id: 'password.comment',
    type: 'PASSWORD',
    pattern: new RegExp(
      `([=:]\\s{0,4}["'])([^"'\\s]{4,120})(?=["'][,;]?\\s{1,8}(?:#|//|--)[^\\n]{0,40}${PASSWORD})`,
      'i',
    ),
    valid: (value) => realSecret(value) && isPasswordLike(value),
  },
  {
    id: 'key.quoted',
    type: 'SECRET',
    pattern: new RegExp(
      `(${KEY}${TAIL}${BETWEEN}["']?\\\\{0,2}["'\`])([^"'\`\\s\\\\]{6,2000})(?=\\\\{0,2}["'\`])`,
      'i',
    ),
    valid: (value) => realSecret(value) && isKey(value),
  },
  {
    id: 'key.chosen',
    type: 'SECRET',
    pattern: new RegExp(`(${CHOSEN}\\d?${BETWEEN}["'\`])([^"'\`\\n\\\\]{4,200})(?=["'\`])`, 'i'),
    valid: (value) => realSecret(value) && isChosen(value),
  },
  {
    id: 'shell.default',
    type: 'PASSWORD',
    pattern: /(\$\{[\w.-]{0,40}(?:PASS|PWD|_PW|SECRET|TOKEN|KEY)\w{0,20}(?::[-=]?|[-=]))([^}\s"']{4,120})(?=\})/i,
    valid: (value) => realSecret(value) && isPassword(value),
  },
  {
    id: 'key.bare',
    type: 'SECRET',
    pattern: new RegExp(
      `(${KEY}${TAIL}["'\\])]{0,2}\\s{0,3}(?:=>|:=|={1,2}|:|\\bis\\b)\\s{0,6})([A-Za-z0-9+/=_.~$!@#%^&*-]{8,2000})(?![\\w(])`,
      'i',
    ),
    valid: (value, line, at, surface) =>
      realSecret(value) &&
      isKey(value) &&
      !/^(?:https?:|[A-Za-z_$]{1,400}(?:[._$-]{1,400}[A-Za-z_]\w{0,30}){0,9}$)/.test(value) &&
      !(surface === 'code' && /^\s{0,2}[=(.]/.test(line.slice(at + value.length))),
  },
  {
    id: 'key.element',
    type: 'SECRET',
    pattern: new RegExp(
      `(<[\\w:.-]{0,40}${KEY}[\\w.-]{0,30}(?:\\s[^<>]{0,200})?>\\s{0,10})([^<>\\s]{8,600})(?=</)`,
      'i',
    ),
    valid: (value) => realSecret(value) && isKey(value),
  },
  {
    id: 'key.attribute',
    type: 'SECRET',
    pattern: new RegExp(
      `((?:name|key|id)\\s?=\\s?["'][\\w.:-]{0,60}${KEY}${TAIL}["']\\s{0,4}(?:[\\w:]{0,20}(?:value|content)\\s?=\\s?["']|>))([^"'<>\\s]{8,600})(?=["'<])`,
      'i',
    ),
    valid: (value) => realSecret(value) && isKey(value),
  },
];
