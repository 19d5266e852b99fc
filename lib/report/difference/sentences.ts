import { type AccessChange, DOES, OTHER, onOther, type SettingChange, waysOf } from '../../access/differences/index.ts';

export const together = <T>(all: readonly T[], key: (each: T) => unknown): T[][] => [
  ...Map.groupBy(all, (item) => JSON.stringify(key(item))).values(),
];

export const unique = (texts: readonly string[]): string[] => [...new Set(texts)].filter(Boolean);

const MOST_NAMED = 3;

export const short = (names: readonly string[], between = ', '): string =>
  names.length <= MOST_NAMED
    ? names.join(between)
    : `${names.slice(0, MOST_NAMED).join(between)} and ${names.length - MOST_NAMED} more`;

/** Everything that one principal gained or lost: table access in its own words, then the other rights verb by verb. */
export function accessSentence(group: readonly AccessChange[]): string {
  const own = group.filter(({ columns, actions }) => columns.length > 0 || actions.length === 0);
  const rights = group.filter((change) => !own.includes(change));
  const [first] = group;
  const can = first?.change === 'gained' ? 'can now' : 'can no longer';
  const told = own.map(({ text, who }, at) => (at === 0 ? text : text.replace(`${who} `, '')));
  const verbs = together(rights, ({ verb, class: of, partly }) => [of === OTHER ? OTHER : verb, partly]).map(
    rightsSentence,
  );
  const subject = told.length > 0 ? '' : `${first?.who} `;
  return [...told, ...(verbs.length === 0 ? [] : [`${subject}${can} ${verbs.join('; ')}`])].join('; ');
}

function rightsSentence(group: readonly AccessChange[]): string {
  const actions = unique(group.flatMap((change) => change.actions));
  const [first] = group;
  const what =
    first?.class === OTHER
      ? onOther(unique(group.flatMap(({ targets = [] }) => targets)))
      : `${DOES[first?.verb ?? 'use']} ${unique(group.map((change) => change.class)).join(', ')}`;
  const doubt = group.every(({ sure }) => !sure) ? ', unless a part that is not understood forbids it' : '';
  return `${what}${first ? waysOf(first) : ''} (${short(actions)}${doubt})`;
}

/** Rights on data, by which a new principal is judged. Reading settings, and anything without data, is detail. */
const isGrave = ({ class: of, verb, rows }: AccessChange): boolean =>
  rows !== null || (of !== OTHER && verb !== 'look' && verb !== 'use');

/** A new or removed principal: what it sees and can do, and who else has rights on its own resources. */
export function apartSentence(
  who: string,
  changes: readonly AccessChange[],
  settings: readonly SettingChange[],
): string {
  const isNew = changes.some(({ change }) => change === 'gained') || settings.some(({ after }) => after === 'new');
  const grave = changes.filter(isGrave);
  const sights = grave.filter((change) => change.who === who && change.rows !== null);
  const rights = together(
    grave.filter((change) => !sights.includes(change)),
    ({ verb, class: of }) => [verb, of],
  ).map((group) => ({ subject: subjectOf(who, group), does: `${DOES[group[0]?.verb ?? 'use']} ${group[0]?.class}` }));
  const told = [
    ...sights.map(({ text }) => text.replace(`${who} `, '').replace(/^now /, '')),
    ...together(rights, ({ subject }) => subject).map(
      (group) => `${group[0]?.subject}${isNew ? 'can' : 'could'} ${group.map(({ does }) => does).join(', ')}`,
    ),
    ...(settings.length === 0 ? [] : [`${settings.length} ${settings.length === 1 ? 'resource' : 'resources'}`]),
  ];
  return `${who} is ${isNew ? 'new' : 'gone'}: ${told.join('; ')}`;
}

/** Names every principal: a reviewer asks which of them should be there. */
function subjectOf(who: string, group: readonly AccessChange[]): string {
  const others = unique(group.map((change) => change.who)).filter((name) => name !== who);
  if (others.length === 0) return '';
  return `${(group.some((change) => change.who === who) ? ['it', ...others] : others).join(', ')} `;
}
