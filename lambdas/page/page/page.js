import { call, say, start, when } from './api.js';
import { byId, clock, dateTime, fill, make, minutes, show } from './dom.js';
import { GROUNDS, showHeld, showParity, showReaders, showReads, showRequests } from './sections.js';

const LENGTHS = [300, 900, 1800];
let timer;

/** Loads where the worker stands, and shows it. */
async function refresh() {
  const me = await call('GET', 'me');
  showNow(me);
  showObjection(me);
  showConsent(me);
  showExemptions(me);
  showRequests(me.requests);
  show(byId('to-queue'), me.officer);
  clearTimeout(timer);
  if (me.pause.until !== null)
    timer = setTimeout(
      () => {
        say('Your pause is over.');
        refresh();
      },
      Date.parse(me.pause.until) - Date.parse(me.now) + 1_000,
    );
  return me;
}

function showNow({ now, pause, objection, exemptions, collection, rules, consent }) {
  const exempt = exemptions.some(({ state, until }) => state === 'granted' && (until === null || until > now));
  const reasons = [
    [objection.since !== null, 'You are not recorded, because you object.'],
    [exempt, 'You are not recorded, because you are exempt.'],
    [rules.collect === 'opt_in' && consent.since === null, 'You are not recorded, because you have not agreed.'],
    [!collection.running, 'Nobody is recorded at the moment: recording is switched off for everybody.'],
    [
      pause.until !== null,
      `Recording is paused until ${pause.until && clock(pause.until)}. Nothing from this time is kept.`,
    ],
  ];
  byId('now').textContent = reasons.find(([holds]) => holds)?.[1] ?? 'Your work may be recorded.';
  const heading = byId('now-title');
  show(byId('pause-form'), pause.until === null, heading);
  show(byId('pause-end'), pause.until !== null, heading);
  byId('pause-left').textContent =
    pause.leftSeconds === null ? '' : `Pause time left today: ${minutes(pause.leftSeconds)}.`;
  const { max_s } = rules.pause;
  const lengths = [...LENGTHS.filter((one) => one < max_s), max_s];
  if (byId('pause-lengths').childElementCount !== lengths.length) fill(byId('pause-lengths'), ...lengths.map(choice));
}

const choice = (seconds, i, all) =>
  make('label', {
    children: [
      make('input', {
        type: 'radio',
        name: 'seconds',
        value: String(seconds),
        checked: i === all.length - 2 || all.length === 1,
      }),
      minutes(seconds),
    ],
  });

function showObjection({ objection, rules }) {
  const offered = rules.collect !== 'mandatory_with_objection' || rules.objection.allowed;
  byId('objection-state').textContent =
    objection.since !== null
      ? `You object since ${dateTime(objection.since)}. Nothing more of yours is taken in.`
      : offered
        ? `You can object to being recorded. From then on nothing more of yours is taken in; your device must have stopped within ${rules.objection.stop_within_h} hours. You can take it back at any time.`
        : 'The rules of your place offer no objection. You can ask for an exemption.';
  show(byId('objection-give'), offered && objection.since === null, byId('stop-title'));
  show(byId('objection-back'), objection.since !== null, byId('stop-title'));
}

function showConsent({ consent, rules }) {
  show(byId('consent-part'), rules.collect === 'opt_in');
  byId('consent-state').textContent =
    consent.since === null
      ? 'You are recorded only if you agree. You have not agreed, and nobody may press you to.'
      : `You agreed on ${dateTime(consent.since)}. You can take it back at any time.`;
  show(byId('consent-give'), consent.since === null, byId('stop-title'));
  show(byId('consent-back'), consent.since !== null, byId('stop-title'));
}

const STATES = {
  asked: 'Waiting for a decision',
  granted: 'Granted',
  refused: 'Refused',
  appealed: 'Waiting for a second decision by somebody else',
  withdrawn: 'Withdrawn',
};

function showExemptions({ exemptions, rules }) {
  const { grounds, sla_days, appeal, appeal_days } = rules.exemption;
  byId('exemption-says').textContent = `Somebody must decide within ${sla_days} days.${
    appeal ? ` If they refuse, you have ${appeal_days} days to ask somebody else to decide again.` : ''
  }`;
  const select = byId('ground');
  if (select.childElementCount === 0)
    fill(
      select,
      ...grounds.map((value) => make('option', { value, text: GROUNDS[value] ?? value.replaceAll('_', ' ') })),
    );
  fill(byId('exemptions'), ...exemptions.toReversed().map((one) => exemptionCard(one, appeal)));
}

function exemptionCard({ id, state, ground, asked, due, until, decisions, appeal }, mayAppeal) {
  const open = state === 'asked' || state === 'appealed';
  const change = (text, path, body, said) => {
    const button = make('button', { type: 'button', className: 'quiet', text });
    when(button, 'click', async () => {
      await call('POST', path, body());
      await refresh();
      byId('stop-title').focus();
      return said;
    });
    return button;
  };
  const words = make('textarea', { id: `appeal-${id}`, rows: 2, maxLength: 2000 });
  const appealing = [
    make('label', { htmlFor: words.id, text: 'Why should somebody decide again? (you may leave this empty)' }),
    words,
    change('Appeal', 'appeals', () => ({ id, words: words.value }), 'Somebody else will decide again.'),
  ];
  const withdraw = state === 'granted' ? 'Give up this exemption' : 'Withdraw this request';
  return make('li', {
    children: [
      make('strong', { text: `${STATES[state]}: ${GROUNDS[ground] ?? ground}` }),
      make('p', { text: `Asked on ${dateTime(asked)}.${open ? ` To be decided by ${dateTime(due)}.` : ''}` }),
      ...decisions.map(({ at, outcome, reason }) =>
        make('p', { text: `${outcome === 'granted' ? 'Granted' : 'Refused'} on ${dateTime(at)}: ${reason}` }),
      ),
      ...(state === 'granted'
        ? [make('p', { text: until ? `It holds until ${dateTime(until)}.` : 'It has no end.' })]
        : []),
      ...(state === 'refused' && appeal === null && mayAppeal ? appealing : []),
      ...(open || state === 'granted' ? [change(withdraw, 'exemptions/withdraw', () => ({ id }), 'Done.')] : []),
    ],
  });
}

/** Each does one thing at the API, shows where the worker then stands, and says so. */
const act = (id, event, path, body, said) =>
  when(byId(id), event, async (happening) => {
    await call('POST', path, body?.(happening));
    await refresh();
    return said;
  });

act(
  'pause-form',
  'submit',
  'pauses',
  ({ target }) => ({ seconds: Number(new FormData(target).get('seconds')) }),
  'Recording is paused.',
);
act('pause-end', 'click', 'pauses/end', undefined, 'The pause is over. Your work may be recorded again.');
act('objection-give', 'click', 'objections', undefined, 'Your objection stands. Nothing more of yours is taken in.');
act('objection-back', 'click', 'objections/withdraw', undefined, 'Your objection is taken back.');
act('consent-give', 'click', 'consents', undefined, 'You have agreed.');
act(
  'consent-back',
  'click',
  'consents/withdraw',
  undefined,
  'Your agreement is taken back. You are not recorded any more.',
);
act('ask-copy', 'click', 'requests', () => ({ kind: 'copy' }), 'You have asked for a copy.');
act(
  'ask-erasure',
  'click',
  'requests',
  () => ({ kind: 'erasure' }),
  'You have asked for your recordings to be erased.',
);

when(byId('exemption-form'), 'submit', async ({ target }) => {
  await call('POST', 'exemptions', Object.fromEntries(new FormData(target)));
  target.reset();
  await refresh();
  return 'You have asked for an exemption.';
});

when(byId('download'), 'click', async () => {
  const everything = JSON.stringify(await call('GET', 'copy'), null, 2);
  const href = URL.createObjectURL(new Blob([everything], { type: 'application/json' }));
  make('a', { href, download: 'my-recordings-at-work.json' }).click();
  URL.revokeObjectURL(href);
  return 'The download has started.';
});

await start(async () => {
  const [, held, readers, reads, parity] = await Promise.all([
    refresh(),
    ...['held', 'readers', 'reads', 'parity'].map((path) => call('GET', path)),
  ]);
  showHeld(held);
  showReaders(readers);
  showReads(reads);
  showParity(parity);
});
