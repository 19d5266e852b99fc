import type { PatternScope, Policy, Statement } from '../policy/document.ts';

/** One principal, one action and one resource of a statement, as far as it can be cut without growing out of hand. */
export interface Piece {
  readonly statement: Statement;
  /** The statement as written in the document. */
  readonly whole: Statement;
  /** Equal for pieces with the same meaning, whichever statement they were cut from. */
  readonly key: string;
  /** Groups the pieces of a statement that are reported as one difference. */
  readonly told: string;
}

/** Into how many pieces a statement is cut at most. */
const MOST = 400;

export const piecesOf = (policy: Policy): Piece[] => policy.statements.flatMap(cut);

function cut(whole: Statement): Piece[] {
  // A part that is not understood equals only a part with the same text.
  if (whole.problems.length > 0 || whole.effect === 'Malformed') {
    return [{ statement: whole, whole, key: `?${whole.variables}${canonical(whole.raw)}`, told: String(whole.index) }];
  }
  let room = MOST;
  const each = <T>(scope: PatternScope<T> | undefined): (PatternScope<T> | undefined)[] => {
    if (!scope || scope.negated || scope.items.length > room) return [scope];
    room = Math.floor(room / scope.items.length);
    return scope.items.map((item) => ({ negated: false, items: [item] }));
  };
  const principals = each(whole.principal);
  const actions = each(whole.action) as PatternScope<string>[];
  const resources = each(whole.resource);
  const rest = restOf(whole);
  return principals.flatMap((principal, who) =>
    actions.flatMap((action, nth) =>
      resources.map((resource) => ({
        statement: { ...whole, action, ...(principal ? { principal } : {}), ...(resource ? { resource } : {}) },
        whole,
        key: [keyOf(principal), keyOf(action).toLowerCase(), keyOf(resource), rest].join('\n'),
        told: `${whole.index} ${who} ${nth}`,
      })),
    ),
  );
}

const DEFAULTED = /\$\{([^,}]*[^,}\s])\s*,\s*'[^}]*'\s*\}/g;

/** The key of the same with policy variables that have no default: it applies no wider, whether Allow or Deny. */
export function withoutDefaults({ statement, whole }: Piece): string[] {
  const { resource, conditions, variables } = statement;
  if (!variables || !canonical(whole.raw).includes('${') || whole.problems.length > 0) return [];
  const plain = (text: string) => text.replace(DEFAULTED, (_, key) => `\${${key}}`);
  const isNegated = ({ name, values }: Statement['conditions'][number]) =>
    /Not|ForAllValues|IfExists/.test(name) && values.some((value) => plain(value) !== value);
  if (resource?.negated || conditions.some(isNegated)) return [];
  const stripped: Statement = {
    ...statement,
    ...(resource ? { resource: { ...resource, items: resource.items.map(plain) } } : {}),
    conditions: conditions.map((condition) => ({ ...condition, values: condition.values.map(plain) })),
  };
  return cut(stripped).map(({ key }) => key);
}

const keyOf = (scope: PatternScope<unknown> | undefined): string =>
  scope ? `${scope.negated}${scope.items.map(canonical).sort().join()}` : '';

function restOf({ effect, conditions, variables, raw }: Statement): string {
  const tests = conditions.map(({ name, key, values }) => canonical([name, key.toLowerCase(), [...values].sort()]));
  return [effect, variables && canonical(raw).includes('${'), ...tests.sort()].join('\n');
}

/** JSON with the fields of every object in one order. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, item) =>
    typeof item === 'object' && item !== null && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
      : item,
  ) ?? '';
