import { oneOf } from './rule.ts';

/** Words in the place of a value, in templates and declarations. */
const STAND_INS = new RegExp(
  `^${oneOf('null|nil|none|true|false|undefined|string|str|text|varchar|required|optional|bool|boolean|int|integer', 'object|password|passwd|secret|token|unset|empty|n/a|placeholder|redacted|masked|hidden|changeit|example', 'example[_-]?(?:password|token|key|secret)|my[_-]?(?:password|secret|token|key)')}[;,.)]{0,400}$`,
  'i',
);
/** Something that is looked up, not written out. */
const LOOKED_UP = new RegExp(
  `^${oneOf('\\$\\{|\\$\\(|\\$[A-Za-z_]|\\$\\d{1,2}$|%(?:[sdv]$|\\(|[A-Za-z_]{1,40}%)|<[^>]{0,400}>?$|\\{\\{|\\{[a-z_.]{0,400}\\}', '#\\{|@\\{|&[a-z]|os\\.|process\\.env|getenv|env\\.|your[_-]|insert[_-]|replace[_-]|\\[?your', 'my[_-]?(?:secret|password|token|api)[_-]?(?:key|here)?$|<|import\\.meta|System\\.getenv|ENV\\[|Deno\\.env', '\\(?ConvertTo-SecureString', 'secrets\\.|vars\\.|config\\.|settings\\.|params\\.|args\\.|opts?\\.|options\\.|!Ref|!Sub|!GetAtt|arn:aws')}`,
  'i',
);

/** A value that a person would have to protect: not a variable, a placeholder or a word of a programming language. */
export const realSecret = (value: string): boolean =>
  !/^\[[A-Z_]{1,400}\]$/.test(value) &&
  !/^[*•●.xX?#_-]{3,400}$/.test(value) &&
  !LOOKED_UP.test(value) &&
  !STAND_INS.test(value) &&
  // An address without credentials, beside a name that ends in AUTH.
  !/^[a-z][a-z0-9+.-]{1,20}:\/\/[^@\s?]{1,200}$/i.test(value) &&
  !/EXAMPLE|x{6}|\*{4}|^(?:[A-Z][A-Z]{1,400}_){1,400}[A-Z]{1,400}$|^\.{3}$/.test(value);
