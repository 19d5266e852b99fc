import { byId, dateTime, day, fill, make, number, table } from './dom.js';

export const GROUNDS = {
  health: 'Health',
  confidential_work: 'My work is confidential',
  representation: 'I represent others, such as in a works council or union',
  belief: 'Belief or conscience',
  other: 'Another reason',
};

const paragraph = (text, className = '') => make('p', { text, className });
const wordsOf = (seen) => seen.map(({ says }) => says).join('; ');
const note = (text) => make('span', { text, className: 'small' });

/** What was received, what of it is still there, and what was destroyed and when. */
export function showHeld({ received, captured, redacted, destroyed, notPublished, remembered }) {
  const rowsOf = (lines) =>
    lines.map(({ says, sensitivitySays, jurisdiction, count, firstGone, lastGone, late }) => [
      [
        says,
        make('br'),
        note(`${sensitivitySays}. Place: ${jurisdiction}`),
        ...(late > 0 ? [make('br'), note(`${number(late)} should be gone already. It is being seen to.`)] : []),
      ],
      count,
      firstGone === lastGone ? day(lastGone) : `${day(firstGone)} to ${day(lastGone)}`,
    ]);
  const part = (title, says, lines, heads, rows) => [
    make('h3', { text: title }),
    ...says.map((text) => paragraph(text)),
    ...(lines.length > 0 ? [table(title, heads, rows(lines))] : []),
  ];
  const kept = ['What', 'How many', 'Destroyed on'];
  fill(
    byId('held'),
    ...part(
      'What was received',
      [received.length > 0 ? 'All that came of you, of which a part may still be there.' : 'Nothing was received.'],
      received,
      ['What', 'How many'],
      (lines) => lines.map(({ says, count }) => [says, count]),
    ),
    ...part(
      'Still there as it was recorded',
      [
        captured.length > 0
          ? 'Sealed. Only the program that removes private details reads it.'
          : 'Nothing is kept as it was recorded.',
      ],
      captured,
      kept,
      rowsOf,
    ),
    ...part(
      'Still there after private details were removed',
      [
        redacted.length > 0 ? 'This is what the teams below work with.' : 'Nothing is kept.',
        ...(notPublished.pictures > 0
          ? [`${number(notPublished.pictures)} pictures of your screen could not be made safe. No team gets them.`]
          : []),
        ...(notPublished.waiting > 0
          ? [`${number(notPublished.waiting)} recordings wait until private details are removed. No team has them.`]
          : []),
      ],
      redacted,
      kept,
      rowsOf,
    ),
    ...part(
      'What was destroyed',
      [
        destroyed.length > 0
          ? 'Each was looked for afterwards, and not found, before this was written down.'
          : 'Nothing was destroyed yet.',
      ],
      destroyed,
      ['What', 'How many', 'Destroyed on'],
      (lines) =>
        lines.map(({ zone, why, count, firstDay, lastDay, on }) => [
          [
            zone === 'raw' ? 'As it was recorded' : 'After private details were removed',
            make('br'),
            note(
              `${why === 'asked' ? 'Because you asked' : 'Because its time was over'}. Received ${firstDay === lastDay ? `on ${day(firstDay)}` : `from ${day(firstDay)} to ${day(lastDay)}`}`,
            ),
          ],
          count,
          day(on),
        ]),
    ),
    ...part(
      'What is written down when all of it is gone',
      [
        `For ${number(remembered.days)} days after the last of a recording is gone:`,
        ...remembered.says.map((text) => `${text}.`),
      ],
      [],
    ),
  );
}

/** Who can read what. */
export function showReaders({ proof, audiences, trusted, keptUnseen }) {
  const readerOf = ({ name, says, people, sees, seesNot }) =>
    make('li', {
      children: [
        ...(people ? [make('strong', { text: `People: ${name}` })] : []),
        paragraph(says),
        ...(sees.length > 0 ? [paragraph(`They can see: ${wordsOf(sees)}.`)] : []),
        ...(seesNot.length > 0 ? [paragraph(`They cannot see: ${wordsOf(seesNot)}.`)] : []),
      ],
    });
  fill(
    byId('readers'),
    paragraph(
      proof.stands
        ? `A check of every rule, repeated at each change, has shown that nobody but those listed here can read it, unless the rules are changed. It was approved on ${dateTime(proof.since)} and must be renewed by ${dateTime(proof.until)}.`
        : 'At the moment there is no valid check that nobody else can read it. Nothing is recorded until there is one.',
    ),
    ...audiences.flatMap(({ says, readers }) => [
      make('h3', { text: says }),
      make('ul', { className: 'cards', children: readers.map(readerOf) }),
    ]),
    make('h3', { text: 'What is kept that no team may see, or not everywhere' }),
    make('ul', { children: keptUnseen.map(({ says, why }) => make('li', { text: `${says}: ${why}.` })) }),
    paragraph('Nothing else is recorded or kept that no team listed here may use.', 'small'),
    make('h3', { text: 'Who could change these rules' }),
    make('ul', { children: trusted.map(({ says: text }) => make('li', { text })) }),
    paragraph('When they change a rule, others are alerted.', 'small'),
  );
}

/** Who did read. */
export function showReads({ reads, missing }) {
  const readOf = ({ id, at, who, purpose, saw, days }) =>
    make('li', {
      children: [
        make('strong', { text: `${who}, ${dateTime(at)}` }),
        paragraph(`Purpose: ${purpose}`),
        paragraph(
          saw.length > 0 ? `Could see: ${wordsOf(saw)}.` : 'Could see how many records there are, and nothing in them.',
        ),
        paragraph(`Went through records of ${days.map(day).join(', ')}, yours among them. Reference: ${id}`, 'small'),
      ],
    });
  const none = reads.length === 0 && missing === null ? [paragraph('Nobody has read records that include yours.')] : [];
  fill(
    byId('reads'),
    ...(missing === null ? [] : [paragraph(missing, 'notice')]),
    ...none,
    make('ul', { className: 'cards', children: reads.map(readOf) }),
  );
}

export function showParity({ levels, suppressed, minCohort }) {
  const share = (granted, workers) => `${number(granted)} (${Math.round((100 * granted) / workers)} %)`;
  const rows = levels.map(({ level, workers, granted }) => [level, workers, share(granted, workers)]);
  fill(
    byId('parity'),
    paragraph('Everybody sees the same figures: how many people of each job level asked, and how many were exempted.'),
    ...(rows.length > 0 ? [table('Exemptions by job level', ['Job level', 'Asked', 'Exempted'], rows)] : []),
    paragraph(
      rows.length === 0
        ? `There is nothing to show yet: no level has ${minCohort} people who asked.`
        : `Levels with fewer than ${minCohort} people who asked are left out, so that nobody can be recognised. Left out: ${suppressed}.`,
      'small',
    ),
  );
}

const REQUESTS = { copy: 'A copy of your recordings', erasure: 'To have your recordings erased' };
const REQUEST_STATES = {
  open: ({ due }) => `to be done by ${dateTime(due)}.`,
  partly: () => 'done, but for what lies in one file with the records of others: that is destroyed on its day.',
  done: () => 'done.',
};

export function showRequests(requests) {
  const lineOf = (one) =>
    make('li', { text: `${REQUESTS[one.kind]}: asked on ${dateTime(one.asked)}, ${REQUEST_STATES[one.state](one)}` });
  fill(byId('requests'), ...requests.map(lineOf));
}
