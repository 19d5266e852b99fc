import { type AccessChange, type AppDifference, differenceOf } from '../../lib/access/differences/index.ts';
import type { App } from '../../lib/access/index.ts';
import { type AcceptedChange, isInForce } from '../../lib/governance/accepted-changes.ts';
import type { DifferenceView } from '../../lib/report/difference/view.ts';
import type { ReadAssembly } from './described.ts';

interface Named {
  readonly name: string;
  readonly read: ReadAssembly;
}

/** Two versions of an app, compared for a report: each place as its line of code, and acceptances that match a change. */
export function comparedAs(
  older: Named,
  newer: Named,
  accepted: readonly AcceptedChange[],
  notes: readonly string[],
): DifferenceView {
  const difference = withLines(differenceOf(older.read, newer.read), older.read, newer.read);
  const ids = new Set([...difference.changes, ...difference.claims].map(({ id }) => id));
  const fitting = accepted.filter(({ id }) => ids.has(id));
  const today = new Date().toISOString();
  const unproved = [older, newer].flatMap(({ read }) =>
    read.unproved === undefined ? [] : [`Claims are not compared. ${read.unproved}`],
  );
  return {
    ...difference,
    older: older.name,
    newer: newer.name,
    accepted: fitting.filter((each) => isInForce(each, today)),
    expired: fitting.filter((each) => !isInForce(each, today)),
    notes: [...notes, ...unproved],
  };
}

/** Each place as the line of code that made it, in the version that has it. */
function withLines(difference: AppDifference, older: ReadAssembly, newer: ReadAssembly): AppDifference {
  const [old, fresh] = [linesOf(older), linesOf(newer)];
  const either = (source: string): string => fresh(source) ?? old(source) ?? source;
  const placed = (change: AccessChange): AccessChange => ({
    ...change,
    source: (change.change === 'gained' ? fresh(change.source) : old(change.source)) ?? either(change.source),
  });
  return {
    ...difference,
    changes: difference.changes.map(placed),
    settings: difference.settings.map((each) => ({ ...each, source: either(each.source) })),
    claims: difference.claims.map((each) => ({ ...each, ...(each.source && { source: either(each.source) }) })),
  };
}

function linesOf({ app, lineOf }: { readonly app: App; readonly lineOf: ReadAssembly['lineOf'] }) {
  const paths = new Map(app.resources.map((each) => [`${each.template}#${each.logicalId}`, each.constructPath]));
  return (source: string): string | undefined => {
    const path = paths.get(source);
    return path === undefined ? undefined : lineOf(path);
  };
}
