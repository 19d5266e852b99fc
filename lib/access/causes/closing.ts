import { silencingActions } from '../escalate/announcing.ts';
import { CATALOGUE, type Entry } from '../escalate/catalogue.ts';
import { watchedBy } from '../escalate/events.ts';
import { isBesideBucket } from '../escalate/openings.ts';
import { PASSES, RUNS } from '../escalate/reference-ways.ts';
import type { FoundClass } from '../inquiry/inquiry.ts';
import type { App } from '../model/index.ts';
import type { Statement } from '../policy/document.ts';
import { arnParts, fits, glob } from '../policy/pattern.ts';
import { DOORS, ITEM_OPENERS } from '../stores/doors.ts';

/** Reads that one lock has to stop together, with the pattern that stops all of them. */
const LOCKS: readonly { readonly of: RegExp; readonly deny: readonly string[] }[] = [
  { of: /^s3:GetObject/, deny: ['s3:GetObject*'] },
  {
    of: /^dynamodb:/,
    deny: ['Get*', 'BatchGet*', 'Query', 'Scan', 'ConditionCheck*', '*Item', 'PartiQL*', 'Export*'].map(
      (name) => `dynamodb:${name}`,
    ),
  },
];

/** What a lock that lets these actions through has to deny. */
export const lockedActions = (actions: readonly string[]): string[] => [
  ...new Set(actions.flatMap((action) => LOCKS.find(({ of }) => of.test(action))?.deny ?? [action])),
];

const serviceOf = (action: string): string => action.slice(0, action.indexOf(':')).toLowerCase();

let known: ReadonlyMap<string, readonly string[]> | undefined;

/** Every action that is a step of some way to data, by its service. */
function stepsOf(service: string): readonly string[] {
  known ??= Map.groupBy(
    new Set([
      ...[...CATALOGUE, ...[...PASSES.values(), ...RUNS.values()].flat()].flatMap(({ actions }) => actions),
      ...DOORS.flatMap(({ reads }) => reads.map(({ action }) => action)),
      ...ITEM_OPENERS,
      'iam:PassRole',
    ]),
    serviceOf,
  );
  return known.get(service) ?? [];
}

const allows = ({ effect, action: { items, negated } }: Statement, action: string): boolean =>
  effect !== 'Deny' && items.some((item) => fits(glob(item.toLowerCase()), action.toLowerCase()) !== 'no') !== negated;

/** Whether a statement gives every action there is: a Deny cannot keep up with that. */
export const givesEverything = (statements: readonly Statement[]): boolean =>
  statements.some(({ action: { items, negated } }) => negated || items.some((item) => /^\*+$/.test(item)));

/** A statement that closes: what it denies, and on what. */
export interface Closing {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
}

/**
 * The Denies after which statements open nothing more by the services of the steps that were found, one for each service: of each action
 * that is a step of the catalogue and that they allow, on all that the classes rest on. A role that is not passed makes
 * nothing run, so of such steps passing it is denied alone.
 */
export function closings(
  app: App,
  classes: readonly FoundClass[],
  statements: readonly Statement[],
  calls: readonly { readonly action: string; readonly resource: string }[],
): Closing[] {
  const passing = calls.filter(({ action }) => action === 'iam:PassRole');
  const closed = passing.length > 0 ? passing : calls;
  return [...Map.groupBy(closed, ({ action }) => serviceOf(action))].map(([service, steps]) => {
    const own = [...new Set(steps.map(({ action }) => action))];
    const resources = [...new Set(steps.map(({ resource }) => resource))];
    const isAnywhere = resources.includes('*');
    const more = stepsOf(service).filter(
      (action) =>
        statements.some((statement) => allows(statement, action)) &&
        (service !== 's3' || isBesideBucket(action) === isAnywhere),
    );
    return {
      actions: passing.length > 0 ? own : [...new Set([...own, ...more])],
      resources: isAnywhere ? ['*'] : closingResources(app, classes, resources),
    };
  });
}

/** What a Deny has to be about, beside the resources of the steps that were found: all of their kind that the classes rest on. */
function closingResources(app: App, classes: readonly FoundClass[], resources: readonly string[]): string[] {
  const services = new Set(resources.map((arn) => arnParts(arn)?.[2]));
  const readers = classes.flatMap(({ exempt }) => exempt);
  const isReader = (arn: string | undefined): boolean => arn !== undefined && readers.includes(arn);
  const rests = [
    ...classes.flatMap(({ buckets }) => buckets.flatMap(({ arn }) => [arn, `${arn}/*`])),
    ...classes.flatMap(({ keys }) => keys.map(({ arn }) => arn)),
    ...classes.flatMap(({ channels }) => channels.flatMap(({ arn }) => arn ?? [])),
    ...app.functions.filter(({ roleArn }) => isReader(roleArn)).map(({ arn }) => arn),
    ...readers.filter((arn) => arn.startsWith('arn:')),
  ];
  return [...new Set([...resources, ...rests.filter((arn) => services.has(arnParts(arn)?.[2]))])];
}

/** Besides steps that nobody hears of, those of the same kind on the same target, and what silences rules, of which nobody hears either. */
export function unheard(app: App, names: readonly string[]): string[] {
  const watched = watchedBy(app);
  const services = new Set(names.map(serviceOf));
  const targets = new Set(
    CATALOGUE.filter(({ actions }) => actions.some((action) => names.includes(action))).map(kindOf),
  );
  const kin = CATALOGUE.filter((entry) => targets.has(kindOf(entry))).flatMap(({ actions }) => actions);
  const all = [...names, ...[...kin, ...silencingActions(app, watched)].filter((action) => !watched(action))];
  return [...new Set(all.filter((action) => services.has(serviceOf(action))))];
}

const kindOf = ({ target, yields, plane }: Entry): string => `${target} ${yields} ${plane}`;
