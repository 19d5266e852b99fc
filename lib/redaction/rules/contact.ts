import { digitsBetween } from './checks.ts';
import type { Rule } from './rule.ts';

/** Where people and their pages are reached. */
export const CONTACT: readonly Rule[] = [
  {
    id: 'email',
    type: 'EMAIL_ADDRESS',
    pattern:
      /(?<![\w.+%$-])[\p{L}\p{N}_][\p{L}\p{N}_.+%'-]{0,63}(?:@|%40|\s?\[at\]\s?)[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,62}\.){1,5}[\p{L}]{2,24}/u,
    valid: (value, line, at) =>
      // A pattern of an address with credentials, as documentation writes it.
      !(
        /:\/\/[^\s:@/]{1,60}:$/.test(line.slice(Math.max(0, at - 80), at)) &&
        /^(?:password|pass|pwd|secret|token)@/i.test(value)
      ) &&
      !/^git@(?:github|gitlab|bitbucket)|^(?:noreply|no-reply|user|username|you|name|email|test|foo)@(?:example|domain|test)\./i.test(
        value,
      ),
  },
  {
    id: 'prompt',
    type: 'USERNAME',
    pattern: /(?<![\w.@/-])[a-z_][a-z0-9_-]{0,31}@[a-z0-9][\w.-]{0,62}(?=:\s?[~/]|\s[~/][^\n]{0,80}[$#%])/i,
  },
  {
    id: 'phone.international',
    type: 'PHONE_NUMBER',
    pattern:
      /(?<![\w+/.])\+[1-9]\d{0,3}[ .()/-]{0,3}\d{1,5}(?:[ .()/-]{0,2}\d{1,5}){1,6}(?:\s?(?:x|ext\.?|#)\s?\d{1,6})?(?![\w@])/i,
    valid: digitsBetween(8, 16),
  },
  {
    id: 'phone.nanp',
    type: 'PHONE_NUMBER',
    pattern:
      /(?<![\w+/.-])(?:(?:\+|00)?1[ .-]?)?(?:001[ .-])?(?:\(\d{3}\)\s?|\d{3}[ .-])\d{3}[ .-]?\d{4}(?:\s?(?:x|ext\.?|#)\s?\d{1,6})?(?![\w@])/i,
  },
  {
    id: 'phone.context',
    type: 'PHONE_NUMBER',
    pattern:
      /(\b(?:phone|tel|telephone|mobile|cell(?:phone)?|fax|call(?:ed|ing)?|contact|reach|text(?:ed)?|dial|ring|whatsapp|sms|hotline|telefon|handy|answering|office|extension|ext)\b[^\d\n+(]{0,32})(\+?\(?\d[\d ()./-]{4,22}\d(?:\s?(?:x|ext\.?)\s?\d{1,6})?)(?![\w@])/i,
    valid: (value, line, at, surface) =>
      (digitsBetween(7, 16)(value, line, at, surface) || /^\d{2}[ .]\d{2}[ .]\d{2}$/.test(value)) &&
      !(value.length < 12 && /^\s[\p{L}]{2}/u.test(line.slice(at + value.length))) &&
      !/^\d{4}-\d{2}-\d{2}|^\d{1,2}\/\d{1,2}\/\d{2,4}$|^\d{1,3}(?:\.\d{1,3}){3}$/.test(value),
  },
  {
    id: 'phone.after',
    type: 'PHONE_NUMBER',
    pattern:
      /(?<![\w+/.])\+?\(?\d[\d ()./-]{5,22}\d(?:\s?x\d{1,6})?(?=[\s,-]{1,3}\(?(?:office|mobile|cell|fax|home|work|direct|desk)\b)/i,
    valid: digitsBetween(6, 16),
  },
  {
    id: 'phone.groups',
    type: 'PHONE_NUMBER',
    pattern: /(?<![\w+/.,$€£#-])\(?0?\d{1,4}\)?(?:[ .-]\d{2,4}){2,5}(?:x\d{1,6})?(?![\w@]|[.,]\d)/,
    valid: (value, line, at, surface) =>
      digitsBetween(8, 13)(value, line, at, surface) &&
      !/^\d{4}[-. ]\d{2}[-. ]\d{2}$|^\d{2}[-.]\d{2}[-.]\d{4}$/.test(value),
    on: ['prose', 'ui'],
  },
  {
    id: 'phone.plain',
    type: 'PHONE_NUMBER',
    pattern: /(?<![\w+/.,$€£#-])0\d{2,4}[ /-]\d{5,8}(?![\w@]|[.,]\d)/,
    on: ['prose', 'ui'],
  },
  {
    id: 'url.social',
    type: 'HANDLE',
    pattern:
      /(?<![\w@])(?:(?:www\.)?(?:twitter|x|instagram|facebook|tiktok|linkedin|medium|t)\.(?:com|me)\/(?:in\/|u\/|@)?)[\w.-]{2,60}/i,
  },
  {
    id: 'handle',
    type: 'HANDLE',
    pattern:
      /(?<![\w@./`-])@(?!(?:media|import|param|returns?|override|keyframes|font-face|charset|supports|here|channel|everyone|all|types|scope)\b)[A-Za-z_][\w.]{1,38}\w(?![\w@/(.-])/,
    on: ['prose', 'ui'],
  },
  {
    id: 'url',
    type: 'URL',
    pattern: /(?<![\w@.])https?:\/\/[^\s"'<>()[\]{}|\\^`]{3,2000}[^\s"'<>()[\]{}|\\^`.,;:!?]/i,
    on: ['prose', 'ui'],
  },
  {
    id: 'url.www',
    type: 'URL',
    pattern: /(?<![\w@./])www\.[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,4}(?:\/[^\s"'<>()]{0,500})?/i,
    on: ['prose', 'ui'],
  },
  {
    id: 'home',
    type: 'USERNAME',
    pattern:
      /((?:(?<![\w.-])\/home\/|(?<![\w.-])\/Users\/|[A-Z]:\\{1,2}Users\\{1,2}))([A-Za-z][\w.-]{1,31})(?=[\\/\s"':;,)]|$)/,
    valid: (value) =>
      !/^(?:shared|public|default|runner|ubuntu|root|user|username|app|node|admin|all users|vscode|circleci|ec2-user|you|me)$/i.test(
        value,
      ),
  },
];
