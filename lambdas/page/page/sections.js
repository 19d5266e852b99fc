import { when } from './api.js';
import { byId, clock, dateTime, day, fill, make, number, size, table } from './dom.js';
import { place, t } from './words.js';

/** @typedef {import('./api.js').Answers} Answers */
/** @typedef {Answers['GET /api/held']} Held */
/** @typedef {Answers['GET /api/readers']} Readers */
/** @typedef {Answers['GET /api/reads']['reads'][number]} Read */
/** @typedef {Read['saw'][number]} Seen */
/** @typedef {import('./dom.js').Cell} Cell */

/**
 * @param {string} text
 * @param {string} [className]
 */
const paragraph = (text, className = '') => make('p', { text, className });
/** @param {string} text */
const note = (text) => make('span', { text, className: 'small' });
/** @param {Seen} seen */
const wordsOf = ({ id, says }) => t(`sight-${id}`, {}, says);
/** @param {readonly Seen[]} seen */
const seenList = (seen) => make('ul', { children: seen.map((one) => make('li', { text: wordsOf(one) })) });
/**
 * A team by its name in the configuration, as words.
 * @param {string} name
 */
const teamOf = (name) => name.replaceAll('-', ' ');
/**
 * From one day to another, or one day.
 * @param {string} from
 * @param {string} to
 */
const days = (from, to) => (from === to ? day(from) : t('from-to', { from: day(from), to: day(to) }));

/**
 * @param {Held['received'][number]} line
 * @param {boolean} placed whether the place is said of each line, since there are several
 * @param {string[]} notes
 */
const kindCell = ({ kind, says, jurisdiction }, placed, ...notes) => [
  t(`kind-${kind}`, {}, says),
  ...[...(placed ? [placeOf(jurisdiction)] : []), ...notes].flatMap((text) => [make('br'), note(text)]),
];

/** @param {string} code */
const placeOf = (code) => t('place', { place: place(code) });

/**
 * @param {Held['captured'][number]} line
 * @param {boolean} placed
 * @returns {[Cell, ...Cell[]]}
 */
const heldRow = (line, placed) => [
  kindCell(
    line,
    placed,
    t(`sensitivity-${line.sensitivity}`, {}, line.sensitivitySays),
    ...(line.late > 0 ? [t('late', { n: number(line.late) })] : []),
  ),
  line.count,
  days(line.firstGone, line.lastGone),
];

/**
 * @param {Held['destroyed'][number]} line
 * @returns {[Cell, ...Cell[]]}
 */
const destroyedRow = ({ zone, why, count, firstDay, lastDay, on }) => [
  [
    t(zone === 'raw' ? 'as-recorded' : 'as-redacted'),
    make('br'),
    note(`${t(`why-${why}`)}. ${t('received-on', { days: days(firstDay, lastDay) })}`),
  ],
  count,
  day(on),
];

/**
 * A part of what is told: a heading, sentences, and a table where there is something to list.
 * @template Line
 * @param {string} title
 * @param {readonly string[]} says
 * @param {readonly Line[]} lines
 * @param {(line: Line) => [Cell, ...Cell[]]} rowOf
 */
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

/**
 * What was received, what of it is still there, and what was destroyed and when.
 * @param {Held} held
 */
export function showHeld({ received, captured, redacted, destroyed, notPublished: { pictures, waiting }, remembered }) {
  /**
   * @param {string} name
   * @param {readonly unknown[]} lines
   */
  const any = (name, lines) => t(`${name}-${lines.length > 0 ? 'some' : 'none'}`);
  const places = [...new Set([...received, ...captured, ...redacted].map(({ jurisdiction }) => jurisdiction))];
  const placed = places.length > 1;
  /** @param {Held['captured'][number]} line */
  const row = (line) => heldRow(line, placed);
  fill(
    byId('held'),
    ...(placed ? [] : places.map((code) => paragraph(placeOf(code), 'small'))),
    ...part(
      'received-title',
      [t(received.length > 0 ? 'received-all' : 'received-none')],
      received,
      (line) => [kindCell(line, placed), line.count],
      ['what', 'how-many'],
    ),
    ...part('captured-title', [any('captured', captured)], captured, row),
    ...part(
      'redacted-title',
      [
        any('redacted', redacted),
        ...(pictures > 0 ? [t('pictures-withheld', { n: number(pictures) })] : []),
        ...(waiting > 0 ? [t('waiting', { n: number(waiting) })] : []),
      ],
      redacted,
      row,
    ),
    ...part('destroyed-title', [any('destroyed', destroyed)], destroyed, destroyedRow),
    foldedPart(
      t('remembered-title'),
      paragraph(t('remembered-days', { n: number(remembered.days) })),
      make('ul', {
        children: remembered.says.map(({ id, says }) => make('li', { text: t(`remembered-${id}`, {}, says) })),
      }),
    ),
  );
}

/**
 * What adopters wrote is in their language, which a screen reader is told.
 * @param {string} text
 */
const theirs = (text) => make('span', { text, lang: 'en' });

/**
 * A message with a value that adopters wrote.
 * @param {string} key
 * @param {string} name
 * @param {string} text
 */
function withTheirs(key, name, text) {
  const [before = '', after = ''] = t(key, { [name]: '\u0000' }).split('\u0000');
  return make('p', { children: [before, theirs(text), after] });
}

/** @param {Readers['audiences'][number]['readers'][number]} reader */
const readerOf = ({ name, says, people, purposes, sees, seesNot }) => {
  const isTeam = purposes.length > 0;
  const role = t(`role-${name}`, {}, '');
  const told = role === '' ? make('p', { children: [theirs(says)] }) : paragraph(role);
  const sight = [
    ...(sees.length > 0 ? [paragraph(t('can-see')), seenList(sees)] : []),
    ...(seesNot.length > 0 ? [paragraph(t('cannot-see')), seenList(seesNot)] : []),
  ];
  return make('li', {
    children: [
      ...(people ? [make('strong', { text: isTeam ? t('people', { team: teamOf(name) }) : t('people-role') })] : []),
      // A purpose is what the adopter wrote; that it is one is said in the reader's language.
      ...(isTeam ? purposes.map((text) => withTheirs('purpose', 'purpose', text)) : [told]),
      ...(sight.length > 0 ? [fold(t('what-they-see'), ...sight)] : []),
    ],
  });
};

/**
 * Long lists begin folded, so that the page can be looked over.
 * @param {string} title
 * @param {Node[]} children
 */
const fold = (title, ...children) => make('details', { children: [make('summary', { text: title }), ...children] });

/**
 * The same, under a heading of its own.
 * @param {string} title
 * @param {Node[]} children
 */
const foldedPart = (title, ...children) =>
  make('details', {
    children: [make('summary', { children: [make('h3', { text: title })] }), ...children],
  });

/**
 * Who can read what.
 * @param {Readers} readers
 */
export function showReaders({ proof, audiences, trusted, keptUnseen }) {
  fill(
    byId('readers'),
    paragraph(
      proof.since !== null && proof.until !== null && proof.stands
        ? t('proof-stands', { since: dateTime(proof.since), until: dateTime(proof.until) })
        : t('proof-none'),
    ),
    ...audiences.map(({ of, says, readers }) =>
      foldedPart(t(`class-${of}`, {}, says), make('ul', { className: 'cards', children: readers.map(readerOf) })),
    ),
    foldedPart(
      t('kept-unseen'),
      make('ul', {
        children: keptUnseen.map(({ id, says, why }) =>
          make('li', { children: [`${t(id, {}, says)}: `, theirs(`${why}.`)] }),
        ),
      }),
      paragraph(t('kept-nothing-else'), 'small'),
    ),
    foldedPart(
      t('trusted-title'),
      make('ul', { children: trusted.map(({ id, says }) => make('li', { text: t(`trusted-${id}`, {}, says) })) }),
      paragraph(t('trusted-alert'), 'small'),
    ),
  );
}

/**
 * Reads of one day by one team are one card: many questions are one thing to know.
 * @param {readonly Read[]} some at least one
 */
function readsOf(some) {
  const { who = '', at = '' } = some[0] ?? {};
  const saw = [...new Map(some.flatMap((read) => read.saw).map((one) => [one.id, one])).values()];
  const through = [...new Set(some.flatMap((read) => read.days))].toSorted();
  return make('li', {
    children: [
      make('strong', { text: t('read-by', { day: day(at.slice(0, 10)), team: teamOf(who) }) }),
      paragraph(t('read-times', { n: number(some.length), time: clock(at) })),
      ...[...new Set(some.map(({ purpose }) => purpose))].map((text) => withTheirs('purpose', 'purpose', text)),
      ...(saw.length > 0 ? [paragraph(t('could-see')), seenList(saw)] : [paragraph(t('could-see-nothing'))]),
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

/**
 * Who did read, newest first.
 * @param {Answers['GET /api/reads']} read
 */
export function showReads({ reads, unknown }) {
  const groups = Map.groupBy(reads, ({ at, who }) => `${at.slice(0, 10)} ${who}`);
  fill(
    byId('reads'),
    ...unknown.map(({ from, to }) =>
      paragraph(t(from === to ? 'reads-unknown-day' : 'reads-unknown', { from: day(from), to: day(to) }), 'notice'),
    ),
    ...(reads.length === 0 && unknown.length === 0 ? [paragraph(t('reads-none'))] : []),
    make('ul', { className: 'cards', children: [...groups.values()].map(readsOf) }),
  );
}

/** @param {Answers['GET /api/parity']} parity */
export function showParity({ levels, suppressed, minCohort }) {
  /**
   * @param {number} granted
   * @param {number} workers
   */
  const share = (granted, workers) => `${number(granted)} (${Math.round((100 * granted) / workers)} %)`;
  /** @type {[Cell, ...Cell[]][]} */
  const rows = levels.map(({ level, workers, granted }) => [level, workers, share(granted, workers)]);
  const n = number(minCohort);
  fill(
    byId('parity'),
    paragraph(t('parity-same')),
    ...(rows.length > 0 ? [table(t('parity-caption'), [t('job-level'), t('asked'), t('exempted')], rows)] : []),
    paragraph(rows.length === 0 ? t('parity-none', { n }) : t('parity-left', { n, left: number(suppressed) }), 'small'),
  );
}

/**
 * What the worker asked for, and of a copy that is made, its files.
 * @param {Answers['GET /api/me']['requests']} requests
 * @param {(id: string, kind: string) => Promise<string>} takeBack
 * @param {(id: string, file: File) => Promise<string>} save
 */
export function showRequests(requests, takeBack, save) {
  /** @param {Answers['GET /api/me']['requests'][number]} request */
  const lineOf = ({ id, kind, asked, due, state, files }) => {
    const text = `${t(`request-${kind}`, { when: dateTime(asked) })}. ${t(`request-${state}`, { when: dateTime(due) })}`;
    const back = make('button', { type: 'button', className: 'quiet', text: t('request-withdraw') });
    when(back, 'click', () => takeBack(id, kind));
    const children = files.map((file) => fileLine(file, () => save(id, file)));
    return make('li', {
      children: [
        paragraph(text),
        ...(state === 'open' ? [back] : []),
        ...(children.length > 0 ? [paragraph(t('files-what')), make('ul', { className: 'files', children })] : []),
        ...(kind === 'copy' && state === 'done' && files.length === 0 ? [paragraph(t('files-gone'))] : []),
      ],
    });
  };
  fill(byId('requests'), ...requests.map(lineOf));
}

/** @typedef {Answers['GET /api/me']['requests'][number]['files'][number]} File */

/**
 * @param {File} file
 * @param {() => Promise<string>} save
 */
function fileLine(file, save) {
  const name =
    file.day === null ? t('file-overview') : `${day(file.day)}, ${file.place === null ? '' : place(file.place)}`;
  const holds =
    file.day === null ? '' : `${t('file-holds', { records: number(file.records), pictures: number(file.pictures) })} `;
  const button = make('button', { type: 'button', text: t('file-save', { size: size(file.bytes) }) });
  button.setAttribute('aria-label', `${t('file-save', { size: size(file.bytes) })}: ${name}`);
  when(button, 'click', save);
  return make('li', {
    children: [
      make('strong', { text: name }),
      paragraph(`${holds}${t('file-until', { day: day(file.expires) })}`),
      button,
    ],
  });
}
