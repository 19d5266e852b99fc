import { when } from './api.js';
import { byId, clock, dateTime, day, fill, make, number, table } from './dom.js';
import { place, t } from './words.js';

const paragraph = (text, className = '') => make('p', { text, className });
const note = (text) => make('span', { text, className: 'small' });
const wordsOf = ({ id, says }) => t(`sight-${id}`, {}, says);
const seenIn = (seen) => seen.map(wordsOf).join('; ');
const seenList = (seen) => make('ul', { children: seen.map((one) => make('li', { text: wordsOf(one) })) });
/** A team by its name in the configuration, as words. */
const teamOf = (name) => name.replaceAll('-', ' ');
/** From one day to another, or one day. */
const days = (from, to) => (from === to ? day(from) : t('from-to', { from: day(from), to: day(to) }));

const kindCell = ({ kind, says, jurisdiction }, ...notes) => [
  t(`kind-${kind}`, {}, says),
  ...[t('place', { place: place(jurisdiction) }), ...notes].flatMap((text) => [make('br'), note(text)]),
];

const heldRow = (line) => [
  kindCell(
    line,
    t(`sensitivity-${line.sensitivity}`, {}, line.sensitivitySays),
    ...(line.late > 0 ? [t('late', { n: number(line.late) })] : []),
  ),
  line.count,
  days(line.firstGone, line.lastGone),
];

const destroyedRow = ({ zone, why, count, firstDay, lastDay, on }) => [
  [
    t(zone === 'raw' ? 'as-recorded' : 'as-redacted'),
    make('br'),
    note(`${t(`why-${why}`)}. ${t('received-on', { days: days(firstDay, lastDay) })}`),
  ],
  count,
  day(on),
];

/** A part of what is told: a heading, sentences, and a table where there is something to list. */
const part = (title, says, lines, rowOf, heads = ['what', 'how-many', 'gone-on']) => [
  make('h3', { text: t(title) }),
  ...says.map((text) => paragraph(text)),
  ...(lines.length > 0
    ? [
        table(
          t(title),
          heads.map((head) => t(head)),
          lines.map(rowOf),
        ),
      ]
    : []),
];

/** What was received, what of it is still there, and what was destroyed and when. */
export function showHeld({ received, captured, redacted, destroyed, notPublished: { pictures, waiting }, remembered }) {
  const any = (name, lines) => t(`${name}-${lines.length > 0 ? 'some' : 'none'}`);
  fill(
    byId('held'),
    ...part(
      'received-title',
      [t(received.length > 0 ? 'received-all' : 'received-none')],
      received,
      (line) => [kindCell(line), line.count],
      ['what', 'how-many'],
    ),
    ...part('captured-title', [any('captured', captured)], captured, heldRow),
    ...part(
      'redacted-title',
      [
        any('redacted', redacted),
        ...(pictures > 0 ? [t('pictures-withheld', { n: number(pictures) })] : []),
        ...(waiting > 0 ? [t('waiting', { n: number(waiting) })] : []),
      ],
      redacted,
      heldRow,
    ),
    ...part('destroyed-title', [any('destroyed', destroyed)], destroyed, destroyedRow),
    make('h3', { text: t('remembered-title') }),
    paragraph(t('remembered-days', { n: number(remembered.days) })),
    make('ul', { children: remembered.says.map((text) => make('li', { children: [theirs(`${text}.`)] })) }),
  );
}

/** What adopters wrote is in their language, which a screen reader is told. */
const theirs = (text) => make('span', { text, lang: 'en' });

/** A message with a value that adopters wrote. */
function withTheirs(key, name, text) {
  const [before, after] = t(key, { [name]: '\u0000' }).split('\u0000');
  return make('p', { children: [before, theirs(text), after] });
}

const readerOf = ({ name, says, people, sees, seesNot }) => {
  const isTeam = sees.length > 0 || seesNot.length > 0;
  const role = t(`role-${name}`, {}, '');
  return make('li', {
    children: [
      ...(people ? [make('strong', { text: isTeam ? t('people', { team: teamOf(name) }) : t('people-role') })] : []),
      role === '' ? make('p', { children: [theirs(says)] }) : paragraph(role),
      ...(sees.length > 0 ? [paragraph(t('can-see')), seenList(sees)] : []),
      ...(seesNot.length > 0 ? [paragraph(t('cannot-see')), seenList(seesNot)] : []),
    ],
  });
};

/** Who can read what. */
export function showReaders({ proof, audiences, trusted, keptUnseen }) {
  fill(
    byId('readers'),
    paragraph(
      proof.stands
        ? t('proof-stands', { since: dateTime(proof.since), until: dateTime(proof.until) })
        : t('proof-none'),
    ),
    ...audiences.flatMap(({ of, says, readers }) => [
      make('h3', { text: t(`class-${of}`, {}, says) }),
      make('ul', { className: 'cards', children: readers.map(readerOf) }),
    ]),
    make('h3', { text: t('kept-unseen') }),
    make('ul', {
      children: keptUnseen.map(({ says, why }) => make('li', { children: [theirs(`${says}: ${why}.`)] })),
    }),
    paragraph(t('kept-nothing-else'), 'small'),
    make('h3', { text: t('trusted-title') }),
    make('ul', { children: trusted.map(({ id, says }) => make('li', { text: t(`trusted-${id}`, {}, says) })) }),
    paragraph(t('trusted-alert'), 'small'),
  );
}

/** Reads of one day by one team are one card: many questions are one thing to know. */
function readsOf(some) {
  const [{ who, at }] = some;
  const saw = [...new Map(some.flatMap((read) => read.saw).map((one) => [one.id, one])).values()];
  const through = [...new Set(some.flatMap((read) => read.days))].toSorted();
  return make('li', {
    children: [
      make('strong', { text: t('read-by', { day: day(at.slice(0, 10)), team: teamOf(who) }) }),
      paragraph(t('read-times', { n: number(some.length), time: clock(at) })),
      ...[...new Set(some.map(({ purpose }) => purpose))].map((text) => withTheirs('purpose', 'purpose', text)),
      paragraph(saw.length > 0 ? t('could-see', { what: seenIn(saw) }) : t('could-see-nothing')),
      paragraph(t('went-through', { days: through.map(day).join(', ') }), 'small'),
      make('details', {
        children: [
          make('summary', { text: t('references'), className: 'small' }),
          ...some.map(({ id, at: when }) => paragraph(`${dateTime(when)}: ${id}`, 'small')),
        ],
      }),
    ],
  });
}

/** Who did read, newest first. */
export function showReads({ reads, missing }) {
  const groups = Map.groupBy(reads, ({ at, who }) => `${at.slice(0, 10)} ${who}`);
  fill(
    byId('reads'),
    ...(missing === null ? [] : [paragraph(t('reads-missing'), 'notice')]),
    ...(reads.length === 0 && missing === null ? [paragraph(t('reads-none'))] : []),
    make('ul', { className: 'cards', children: [...groups.values()].map(readsOf) }),
  );
}

export function showParity({ levels, suppressed, minCohort }) {
  const share = (granted, workers) => `${number(granted)} (${Math.round((100 * granted) / workers)} %)`;
  const rows = levels.map(({ level, workers, granted }) => [level, workers, share(granted, workers)]);
  const n = number(minCohort);
  fill(
    byId('parity'),
    paragraph(t('parity-same')),
    ...(rows.length > 0 ? [table(t('parity-caption'), [t('job-level'), t('asked'), t('exempted')], rows)] : []),
    paragraph(rows.length === 0 ? t('parity-none', { n }) : t('parity-left', { n, left: number(suppressed) }), 'small'),
  );
}

/** What was asked for. @param takeBack takes back a request that was not carried out, by its id */
export function showRequests(requests, takeBack) {
  const lineOf = ({ id, kind, asked, due, state }) => {
    const text = `${t(`request-${kind}`, { when: dateTime(asked) })}. ${t(`request-${state}`, { when: dateTime(due) })}`;
    const back = make('button', { type: 'button', className: 'quiet', text: t('request-withdraw') });
    when(back, 'click', () => takeBack(id));
    const mayTakeBack = kind === 'erasure' && state === 'open';
    return make('li', { children: [paragraph(text), ...(mayTakeBack ? [back] : [])] });
  };
  fill(byId('requests'), ...requests.map(lineOf));
}
