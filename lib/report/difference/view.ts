import {
  type AccessChange,
  type AppDifference,
  bySeverity,
  type ChangeSeverity,
  type ClaimChange,
  isOtherCode,
  NOT_MADE,
  type SettingChange,
} from '../../access/differences/index.ts';
import type { AcceptedChange } from '../../governance/accepted-changes.ts';
import { accessSentence, apartSentence, short, together, unique } from './sentences.ts';

/** A difference for display: accepted changes and their approvers, and the parts that could not be compared. */
export interface DifferenceView extends AppDifference {
  readonly older: string;
  readonly newer: string;
  /** Acceptances in force that match a change. */
  readonly accepted: readonly AcceptedChange[];
  /** Expired acceptances that match a change. */
  readonly expired: readonly AcceptedChange[];
  /** The parts that were not compared, with the reasons. */
  readonly notes: readonly string[];
}

/** One line of a report of any kind. */
export interface ReportItem {
  readonly about: 'access' | 'claim' | 'setting';
  readonly ids: readonly string[];
  readonly sign: '+' | '-' | '~';
  readonly severity: ChangeSeverity;
  readonly text: string;
  readonly why: string;
  readonly sources: readonly string[];
  readonly accepted: readonly AcceptedChange[];
  /** Whether it makes the comparison fail. */
  readonly fails: boolean;
  /** Whether the first line of a report counts it, so that it needs no line of its own beside the changes to be judged. */
  readonly quiet: boolean;
  /** The parts of a line about a new or removed principal; otherwise empty. */
  readonly details: readonly ReportItem[];
}

/** Whether a change must be accepted before it may go in. */
const isGain = (change: AccessChange): boolean => change.change === 'gained';
/** Whether a change opens a setting, or keeps data longer. */
const isWidened = ({ direction }: SettingChange): boolean => direction === 'widens';
const isFall = ({ after }: ClaimChange): boolean => after === 'refuted' || after === 'undecided';

/** Whether a line is about a claim on a new resource that holds: a reviewer has nothing to judge there. */
const isNewAndHolds = ({ before, after }: ClaimChange): boolean => before === NOT_MADE && after === 'proved';
/**
 * Every line, most severe first. All changes of a new principal form one line, with the rest as its details. Changes of
 * other principals on existing classes stay separate lines.
 */
export function itemsOf(view: Shown): ReportItem[] {
  const { changes, settings } = view;
  const apart = unique([...changes, ...settings].map(({ principal }) => principal ?? ''));
  const rest = {
    ...view,
    changes: changes.filter(({ principal }) => principal === undefined),
    settings: settings.filter(({ principal }) => principal === undefined),
  };
  return [...apart.map((who) => apartItem(who, view)), ...wholeItemsOf(rest)].sort(bySeverity);
}

type Shown = Pick<DifferenceView, 'changes' | 'claims' | 'settings' | 'accepted'>;

function apartItem(who: string, view: Shown): ReportItem {
  const changes = view.changes.filter(({ principal }) => principal === who);
  const settings = view.settings.filter(({ principal }) => principal === who);
  const details = wholeItemsOf({ ...view, changes, settings, claims: [] });
  return {
    about: 'access',
    ids: details.flatMap(({ ids }) => ids),
    sign: changes.some(isGain) || settings.some(({ after }) => after === 'new') ? '+' : '-',
    severity: details[0]?.severity ?? 'low',
    text: apartSentence(who, changes, settings),
    why: '',
    sources: unique([...settings, ...changes].map(({ source }) => source)),
    accepted: details.flatMap(({ accepted }) => accepted),
    fails: details.some(({ fails }) => fails),
    quiet: false,
    details,
  };
}

/**
 * All lines, for readers that count or file them: one principal's gains or losses, claims of a family with equal
 * outcomes, settings.
 */
export function wholeItemsOf({ changes, claims, settings, accepted }: Shown): ReportItem[] {
  const by = new Map(accepted.map((acceptance) => [acceptance.id, acceptance]));
  const item = <T extends { readonly id: string; readonly severity: ChangeSeverity }>(
    group: readonly T[],
    must: (each: T) => boolean,
    sources: readonly string[],
    said: Pick<ReportItem, 'about' | 'sign' | 'text' | 'why'> & Partial<Pick<ReportItem, 'quiet'>>,
  ): ReportItem => ({
    quiet: false,
    ...said,
    ids: group.map(({ id }) => id),
    severity: [...group].sort(bySeverity)[0]?.severity ?? 'low',
    sources: unique(sources),
    accepted: group.flatMap(({ id }) => by.get(id) ?? []),
    fails: group.some((entry) => must(entry) && !by.has(entry.id)),
    details: [],
  });
  return [
    ...together(alike(changes), ([said]) => said).map((those) => {
      const group = those.flatMap(([, each]) => each);
      return item(
        group,
        isGain,
        group.map(({ source }) => source),
        {
          about: 'access',
          sign: group.some(isGain) ? '+' : '-',
          text: subjects(those.map(([, [first]]) => first?.who ?? '')) + (those[0]?.[0][1] ?? ''),
          why: short(unique(group.map(({ statement }) => statement)), '; '),
        },
      );
    }),
    ...together(claims, (claim) => [isOneLine(claim) ? '' : familyOf(claim), claim.before, claim.after]).map((group) =>
      item(
        group,
        isFall,
        group.flatMap(({ source = [] }) => source),
        {
          about: 'claim',
          sign: '~',
          text: claimSentence(group),
          why: group[0]?.text ?? '',
          quiet: group.every(isNewAndHolds),
        },
      ),
    ),
    ...together(settings, (setting) =>
      setting.setting === 'exists' ? [setting.before] : [setting.type, setting.setting, saidOf(setting)],
    ).map((group) =>
      item(
        group,
        isWidened,
        group.map(({ source }) => source),
        {
          about: 'setting',
          sign: '~',
          text: settingSentence(group),
          why: short(unique(group.map(({ type }) => type))),
          quiet: group.every(isOtherCode),
        },
      ),
    ),
  ].sort(bySeverity);
}

type Said = readonly [change: AccessChange['change'], does: string, statements: readonly string[]];

/**
 * Everything that one principal gained or lost, with its sentence. Where a statement opens to many, each gets the same
 * sentence.
 */
const alike = (changes: readonly AccessChange[]): (readonly [Said, readonly AccessChange[]])[] =>
  together(changes, (change) => [change.change, change.who]).map((group) => {
    const [{ change, who }] = group as [AccessChange];
    return [[change, accessSentence(group).slice(who.length), unique(group.map((member) => member.statement))], group];
  });

/** The least known principals come first. */
const STRANGERS = [/^anybody/, /^principals of any/, /^principals of account/, /^whom identity/, /^any other/];

const subjects = (names: readonly string[]): string =>
  short(unique([...STRANGERS.flatMap((stranger) => names.filter((name) => stranger.test(name))), ...names]), ' · ');

/** The new state of a setting, without the name of its resource. */
const saidOf = ({ text, resource }: SettingChange): string => text.replace(resource, '');

/** Claims that hold now, and claims about removed resources: one sentence covers all of them, whatever they claimed. */
const isOneLine = ({ after }: ClaimChange): boolean => after === 'proved' || after === NOT_MADE;

const familyOf = ({ id }: ClaimChange): string => id.split('/')[0] ?? id;

function claimSentence(group: readonly ClaimChange[]): string {
  const [first] = group as [ClaimChange];
  const families = unique(group.map(familyOf));
  const which =
    group.length === 1
      ? `claim ${first.id}`
      : `${group.length} claims (${short(families)}) of ${short(unique(group.map((change) => change.class)))}`;
  return `${which}: ${first.before} before, ${first.after} now`;
}

function settingSentence(group: readonly SettingChange[]): string {
  const [first] = group as [SettingChange];
  if (group.length === 1) return first.text;
  // The same change on many resources, such as all rules turned off, is one change to a reader.
  if (first.setting !== 'exists')
    return `${short(group.map(({ resource }) => resource))}: ${first.text.slice(first.resource.length).replace(/^:? /, '')}`;
  const kinds = together(group, ({ type }) => type).map(
    (changesOfKind) => `${changesOfKind.length} ${changesOfKind[0]?.type}`,
  );
  return `${group.length} resources are ${first.before === '' ? 'new' : 'gone'}: ${kinds.join(', ')}`;
}

const VERDICTS: Readonly<Record<AppDifference['verdict'], string>> = {
  widened: 'Access widens.',
  narrowed: 'Access narrows; nobody gains anything.',
  changed: 'No principal gains or loses access; another effect changes.',
  same: 'Nothing changes in effect.',
};

/** The first sentence where settings alone decide the verdict. */
const BY_SETTINGS: Readonly<Partial<Record<AppDifference['verdict'], string>>> = {
  widened: 'Something stands open or is kept longer; nobody is granted anything.',
  narrowed: 'Something is closed or forgotten sooner; nobody gains anything.',
};

/** An undecided comparison must not read as if no principal gained access. */
const NOT_KNOWN = 'Whether anybody gains access is not known.';

const fallen = (count: number): string[] =>
  count === 0 ? [] : [`${count} ${count === 1 ? 'claim does' : 'claims do'} not hold any more.`];

const counted = (count: number, [one, more]: readonly [string, string]): string[] =>
  count === 0 ? [] : [`${count} ${count === 1 ? one : more}`];

/** The first line of every report. */
export const headline = (difference: AppDifference): string =>
  [verdictIn(difference), ...besides(difference)].join(' ');

export function verdictIn({ verdict, changes, complete }: AppDifference): string {
  if (!complete && verdict !== 'widened') return NOT_KNOWN;
  return (changes.length === 0 ? BY_SETTINGS[verdict] : undefined) ?? VERDICTS[verdict];
}

/** Sentences that follow the verdict in the first line. */
export const besides = ({ textOnly, complete, claims, settings }: AppDifference): string[] => [
  ...fallen(claims.filter(isFall).length),
  ...counted(unique(settings.filter(isOtherCode).map(({ source, resource }) => `${resource} ${source}`)).length, [
    'function runs other code.',
    'functions run other code.',
  ]),
  ...counted(claims.filter(isNewAndHolds).length, ['new claim holds.', 'new claims hold.']),
  ...(textOnly === 0
    ? []
    : [
        `${textOnly} ${textOnly === 1 ? 'resource says' : 'resources say'} something else and ${textOnly === 1 ? 'does' : 'do'} the same.`,
      ]),
  ...(complete ? [] : ['Not everything could be decided within the budget: entries can be missing from the list.']),
];
