import type { Declaration } from '../inquiry/declaration.ts';
import type { Claim } from '../inquiry/proof.ts';
import { type Environment, readApp, type Templates } from '../model/index.ts';
import { prove } from '../prove/prove.ts';
import { guessDeclaration } from './guess.ts';

/** A first claims file, and what it leaves out. */
export interface FirstClaims {
  readonly declaration: Declaration;
  /** Why each store is in it or not. */
  readonly because: readonly string[];
  /** Claims that hold, and are asked. */
  readonly holds: readonly Claim[];
  /** Claims that do not hold yet, and are left out. */
  readonly open: readonly Claim[];
}

/**
 * A claims file for templates of which nobody has said anything: what looks like data, who reads it now, and those claims that
 * hold today, so that none of them is lost again. The others are given beside it, to be mended or accepted.
 * @throws StrongroomError ACCESS_TEMPLATE
 */
export function firstClaims(templates: Templates, environment: Environment = {}): FirstClaims {
  const { declaration, because } = guessDeclaration(readApp(templates, environment));
  if (declaration.classes.length === 0) return { declaration, because, holds: [], open: [] };
  const { claims } = prove(templates, declaration, environment);
  const open = claims.filter(({ verdict }) => verdict !== 'proved');
  const holds = claims.filter(({ verdict }) => verdict === 'proved');
  const chosen = holds.length > 0 && open.length > 0 ? { claims: entries(holds, open) } : {};
  return { declaration: { ...declaration, ...chosen }, because, holds, open };
}

/** The claims that hold, by families and classes where all of them do. */
function entries(holds: readonly Claim[], open: readonly Claim[]): string[] {
  const starts = (id: string): string[] => id.split('/').map((_, at, parts) => parts.slice(0, at + 1).join('/'));
  const failing = new Set(open.flatMap(({ id }) => starts(id)));
  return [...new Set(holds.map(({ id }) => starts(id).find((start) => !failing.has(start)) ?? id))];
}
