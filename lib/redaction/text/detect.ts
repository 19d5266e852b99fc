import { findBlocks } from '../blocks/index.ts';
import type { Span, Surface, TenantLists } from '../types.ts';
import { findAddresses } from './address.ts';
import { findPosts } from './appositions.ts';
import { findByRules } from './by-rules.ts';
import { findContactBlocks } from './contact-block.ts';
import { findFirms } from './firms.ts';
import { type Found, RANK, united } from './found.ts';
import { findFullNames } from './full-names.ts';
import { findAccounts, widenJoined, widenOnScreen } from './joined.ts';
import { findListed } from './name-lists.ts';
import { findNames } from './names.ts';
import { placeholdersIn } from './placeholders.ts';
import { findScriptNames } from './scripts.ts';
import { findTenantWords, isAllowed } from './tenant.ts';
import { findTitleParts } from './titles.ts';
import { tokenize } from './tokens.ts';

/** Everything sensitive in a text, sorted, not overlapping, placeholders left out. */
export function detect(text: string, surface: Surface, tenant?: TenantLists): Span[] {
  if (surface === 'secure')
    return outside(text, text.trim() === '' ? [] : [{ start: 0, end: text.length, type: 'SECURE' }]);
  const found: Found[] = [...findBlocks(text, surface), ...findByRules(text, surface)];
  if (tenant !== undefined) found.push(...findTenantWords(text, tenant));
  if (surface !== 'code') {
    const tokens = tokenize(text);
    const addresses = findAddresses(text, tokens);
    for (const span of addresses) found.push({ ...span, rank: RANK.address });
    const anchors = found.filter(({ type }) => type === 'ADDRESS' || type === 'PHONE_NUMBER');
    for (const span of findContactBlocks(text, anchors)) found.push({ ...span, rank: RANK.contact });
    const alone = [...findNames(text, tokens, surface), ...findScriptNames(text, surface)];
    const names = surface === 'ui' ? widenOnScreen(text, alone) : alone;
    for (const span of widenJoined(text, [...names, ...findListed(tokens, names, surface)], surface))
      found.push({ ...span, rank: RANK.name });
    for (const span of [...findAccounts(text, surface), ...findTitleParts(text, surface)])
      found.push({ ...span, rank: RANK.name });
    if (surface === 'prose')
      for (const span of [...findFirms(tokens), ...findPosts(text, names)]) found.push({ ...span, rank: RANK.firm });
  } else for (const span of findFullNames(text)) found.push({ ...span, rank: RANK.name });
  const spans = united(found).filter((span) => !isAllowed(text, span, tenant));
  return outside(text, spans);
}

/** Cuts what is already a placeholder out of the spans. */
export function outside(text: string, spans: Span[]): Span[] {
  const fixed = text.includes('[') ? placeholdersIn(text) : [];
  if (fixed.length === 0) return spans;
  return spans.flatMap((span) => {
    const parts: Span[] = [];
    let start = span.start;
    for (const hole of fixed) {
      if (hole.end <= start || hole.start >= span.end) continue;
      if (hole.start > start) parts.push({ start, end: hole.start, type: span.type });
      start = hole.end;
    }
    if (start < span.end) parts.push({ start, end: span.end, type: span.type });
    return parts.filter((part) => /[\p{L}\p{N}]/u.test(text.slice(part.start, part.end)));
  });
}
