import {
  type AccessChange,
  type AppDifference,
  differenceOf,
  type Renamed,
} from '../../lib/access/differences/index.ts';
import { type AcceptedChange, isInForce } from '../../lib/governance/accepted-changes.ts';
import type { DifferenceView } from '../../lib/report/difference/view.ts';
import type { ReadAssembly } from './described.ts';

/** Two versions of an app, compared for a report: each place as its line of code, and acceptances that match a change. */
export function comparedAs(
  [older, newer]: readonly [string, string],
  [old, fresh]: readonly [ReadAssembly, ReadAssembly],
  accepted: readonly AcceptedChange[],
  notes: readonly string[],
): DifferenceView {
  const difference = withLines(differenceOf(old, fresh), old, fresh);
  const ids = new Set([...difference.changes, ...difference.claims, ...difference.settings].map(({ id }) => id));
  const fitting = accepted.filter(({ id }) => ids.has(id));
  const today = new Date().toISOString();
  const unproved = [old, fresh].flatMap(({ unproved: why }) =>
    why === undefined ? [] : [`Claims are not compared. ${why}`],
  );
  return {
    ...difference,
    older,
    newer,
    accepted: fitting.filter((acceptance) => isInForce(acceptance, today)),
    expired: fitting.filter((acceptance) => !isInForce(acceptance, today)),
    notes: [...notes, ...unproved, ...anewNotes(fresh.renamed)],
  };
}

const MOST_NAMED = 4;

function anewNotes(renamed: readonly Renamed[]): string[] {
  const anew = renamed.filter(({ isMadeAnew }) => isMadeAnew).map(({ older, newer }) => said(older, newer));
  if (anew.length === 0) return [];
  const more = anew.length - MOST_NAMED;
  const named = anew.slice(0, MOST_NAMED).join('; ');
  return [
    `CloudFormation makes anew what has no name of its own and moved: ${named}${more > 0 ? `; and ${more} more` : ''}.`,
  ];
}

const said = (was: Renamed['older'], is: Renamed['newer']): string => {
  const place = (of: string): string => (was.template === is.template ? '' : ` of ${of}`);
  return `${is.type} ${is.logicalId}${place(is.template)}, which was ${was.logicalId}${place(was.template)}`;
};

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
    kept: difference.kept.map((access) => ({ ...access, source: either(access.source) })),
    settings: difference.settings.map((setting) => ({ ...setting, source: either(setting.source) })),
    claims: difference.claims.map((claim) => ({ ...claim, ...(claim.source && { source: either(claim.source) }) })),
  };
}

/** The line of code of a place, else the place in its own folder. */
function linesOf({ app, lineOf, called }: ReadAssembly) {
  const paths = new Map(
    app.resources.map((resource) => [`${resource.template}#${resource.logicalId}`, resource.constructPath]),
  );
  return (source: string): string | undefined => {
    const path = paths.get(source);
    if (path === undefined) return undefined;
    const [template = '', id] = source.split('#');
    const own = called.get(template);
    return lineOf(path) ?? (own === undefined ? undefined : `${own}#${id}`);
  };
}
