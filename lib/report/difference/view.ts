import {
  type AccessChange,
  type AppDifference,
  bySeverity,
  type ClaimChange,
  DOES,
  NOT_MADE,
  OTHER,
  type SettingChange,
  type Severity,
} from '../../access/differences/index.ts';
import type { AcceptedChange } from '../../governance/accepted-changes.ts';

/** A difference as it is shown: which of it was accepted by whom, and what could not be compared. */
export interface DifferenceView extends AppDifference {
  readonly older: string;
  readonly newer: string;
  /** Acceptances in force that fit a change. */
  readonly accepted: readonly AcceptedChange[];
  /** Acceptances that fit a change and have expired. */
  readonly expired: readonly AcceptedChange[];
  /** What was not compared, and why. */
  readonly notes: readonly string[];
}

/** One line of a report, whatever it is about. */
export interface Item {
  readonly ids: readonly string[];
  readonly sign: '+' | '-' | '~';
  readonly severity: Severity;
  readonly text: string;
  readonly why: string;
  readonly sources: readonly string[];
  readonly accepted: readonly AcceptedChange[];
  /** Whether it makes the comparison fail. */
  readonly fails: boolean;
}

/** Whether a change must be accepted by somebody before it may go in. */
const isGain = (change: AccessChange): boolean => change.change === 'gained';
const isFall = ({ after }: ClaimChange): boolean => after === 'refuted' || after === 'undecided';

/** Every line, gravest first: all that one principal gained or lost, claims of a family that fare alike, settings. */
export function itemsOf({ changes, claims, settings, accepted }: DifferenceView): Item[] {
  const by = new Map(accepted.map((each) => [each.id, each]));
  const item = <T extends { readonly id: string; readonly severity: Severity }>(
    group: readonly T[],
    must: (each: T) => boolean,
    sources: readonly string[],
    said: Pick<Item, 'sign' | 'text' | 'why'>,
  ): Item => ({
    ...said,
    ids: group.map(({ id }) => id),
    severity: [...group].sort(bySeverity)[0]?.severity ?? 'low',
    sources: unique(sources),
    accepted: group.flatMap(({ id }) => by.get(id) ?? []),
    fails: group.some((each) => must(each) && !by.has(each.id)),
  });
  return [
    ...together(changes, (each) => [each.change, each.who]).map((group) =>
      item(
        group,
        isGain,
        group.map(({ source }) => source),
        {
          sign: group.some(isGain) ? '+' : '-',
          text: accessSentence(group),
          why: short(unique(group.map(({ statement }) => statement)), '; '),
        },
      ),
    ),
    ...together(claims, (each) => [isOneLine(each) ? '' : familyOf(each), each.before, each.after]).map((group) =>
      item(group, isFall, [], { sign: '~', text: claimSentence(group), why: group[0]?.text ?? '' }),
    ),
    ...together(settings, (each) =>
      each.setting === 'exists' ? [each.before] : [each.type, each.setting, each.before, each.after],
    ).map((group) =>
      item(
        group,
        () => false,
        group.map(({ source }) => source),
        { sign: '~', text: settingSentence(group), why: short(unique(group.map(({ type }) => type))) },
      ),
    ),
  ].sort(bySeverity);
}

/** Claims that hold now, and claims about what is gone: one sentence says all of them, whatever they claimed. */
const isOneLine = ({ after }: ClaimChange): boolean => after === 'proved' || after === NOT_MADE;

const together = <T>(all: readonly T[], key: (each: T) => unknown): T[][] => [
  ...Map.groupBy(all, (each) => JSON.stringify(key(each))).values(),
];

const unique = (texts: readonly string[]): string[] => [...new Set(texts)].filter(Boolean);

const MOST_NAMED = 3;

const short = (names: readonly string[], between = ', '): string =>
  names.length <= MOST_NAMED
    ? names.join(between)
    : `${names.slice(0, MOST_NAMED).join(between)} and ${names.length - MOST_NAMED} more`;

/** All that one principal gained or lost: what is said of a table in its own words, then verb by verb. */
function accessSentence(group: readonly AccessChange[]): string {
  const own = group.filter(({ columns, actions }) => columns.length > 0 || actions.length === 0);
  const rights = group.filter((each) => !own.includes(each));
  const [first] = group;
  const can = first?.change === 'gained' ? 'can now' : 'can no longer';
  const told = own.map(({ text, who }, at) => (at === 0 ? text : text.replace(`${who} `, '')));
  const verbs = together(rights, ({ verb, class: of }) => [of === OTHER ? OTHER : verb]).map(rightsSentence);
  const subject = told.length > 0 ? '' : `${first?.who} `;
  return [...told, ...(verbs.length === 0 ? [] : [`${subject}${can} ${verbs.join('; ')}`])].join('; ');
}

function rightsSentence(group: readonly AccessChange[]): string {
  const actions = unique(group.flatMap((each) => each.actions));
  const [first] = group;
  const what =
    first?.class === OTHER
      ? 'do with what holds no data class'
      : `${DOES[first?.verb ?? 'use']} ${unique(group.map((each) => each.class)).join(', ')}`;
  const doubt = group.every(({ sure }) => !sure) ? ', unless a part that is not understood forbids it' : '';
  return `${what} (${short(actions)}${doubt})`;
}

const familyOf = ({ id }: ClaimChange): string => id.split('/')[0] ?? id;

function claimSentence(group: readonly ClaimChange[]): string {
  const [first] = group as [ClaimChange];
  const families = unique(group.map(familyOf));
  const which =
    group.length === 1
      ? `claim ${first.id}`
      : `${group.length} claims (${short(families)}) of ${short(unique(group.map((each) => each.class)))}`;
  return `${which}: ${first.before} before, ${first.after} now`;
}

function settingSentence(group: readonly SettingChange[]): string {
  const [first] = group as [SettingChange];
  if (group.length === 1) return first.text;
  // The same change of many, such as all rules turned off, is one thing to a reader.
  if (first.setting !== 'exists')
    return `${short(group.map(({ resource }) => resource))}: ${first.text.slice(first.resource.length).replace(/^:? /, '')}`;
  const kinds = together(group, ({ type }) => type).map((each) => `${each.length} ${each[0]?.type}`);
  return `${group.length} resources are ${first.before === '' ? 'new' : 'gone'}: ${kinds.join(', ')}`;
}

const VERDICTS: Readonly<Record<AppDifference['verdict'], string>> = {
  widened: 'Access widens.',
  narrowed: 'Access narrows; nobody gains anything.',
  changed: 'Nobody gains or loses access; something else has another effect.',
  same: 'Nothing changes in effect.',
};

/** The first line of every report. */
export const headline = ({ verdict, textOnly, complete }: AppDifference): string =>
  [
    VERDICTS[verdict],
    ...(textOnly === 0
      ? []
      : [
          `${textOnly} ${textOnly === 1 ? 'resource says' : 'resources say'} something else and ${textOnly === 1 ? 'does' : 'do'} the same.`,
        ]),
    ...(complete ? [] : ['Not everything could be decided within the budget: the list may not be whole.']),
  ].join(' ');
