import { nth } from '../../activity/there.ts';
import type { Span } from '../types.ts';

/** "Anna Reid, the site manager, said": the post of a person, between commas. */
const POST =
  /, (?:(?:the|an?|our|their|his|her|former|chief|senior|acting) ){0,3}(\p{L}[\p{L}'/-]{1,24}(?: (?!who|which|and then|but)\p{L}[\p{L}'/-]{0,24}){0,5}),? (?=said|says|told|explain|add|note|stat|comment|wr[io]te|ask|repl|announc|argue|warn|claim|believe)/uy;

/** A person's post, after the name: it identifies the person as well as the name does. */
export function findPosts(text: string, names: readonly Span[]): Span[] {
  return names.flatMap(({ end, type }) => {
    if (type !== 'PERSON') return [];
    POST.lastIndex = end;
    const match = POST.exec(text);
    if (match === null) return [];
    const start = end + match[0].indexOf(nth(match, 1));
    return [{ start, end: start + nth(match, 1).length, type: 'JOB_TITLE' }];
  });
}
