import { call, say, start, when } from './api.js';
import { fetchFile } from './copy.js';
import { byId, clock, dateTime, fill, make, minutes, show } from './dom.js';
import { showHeld, showParity, showReaders, showReads, showRequests } from './sections.js';
import { t } from './words.js';

const LENGTHS = [300, 900, 1800];
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;
/** @typedef {import('./api.js').Answers} Answers */
/** @typedef {import('./api.js').PostPath} PostPath */
/** @typedef {Answers['GET /api/me']} Me */

/** Loads where the worker stands, and shows it. */
async function refresh() {
  const me = await call('GET', 'me');
  showNow(me);
  showObjection(me);
  showConsent(me);
  showExemptions(me);
  showRequests(me.requests, takeBack, saveFile);
  show(byId('to-queue'), me.officer);
  clearTimeout(timer);
  if (me.pause.until !== null)
    timer = setTimeout(
      () => {
        say(t('pause-over'));
        refresh();
      },
      Date.parse(me.pause.until) - Date.parse(me.now) + 1_000,
    );
  return me;
}

/** @param {Me} me */
function showNow({ now, pause, objection, exemptions, collection, rules, consent }) {
  const exempt = exemptions.some(({ state, until }) => state === 'granted' && (until === null || until > now));
  const reasons = [
    [objection.since !== null, t('now-objects')],
    [exempt, t('now-exempt')],
    [rules.collect === 'opt_in' && consent.since === null, t('now-not-agreed')],
    [!collection.running, t('now-off')],
    [pause.until !== null, pause.until && t('now-paused', { time: clock(pause.until) })],
  ];
  byId('now').textContent = reasons.find(([holds]) => holds)?.[1] ?? t('now-recorded');
  const heading = byId('now-title');
  show(byId('pause-form'), pause.until === null, heading);
  show(byId('pause-end'), pause.until !== null, heading);
  byId('pause-left').textContent =
    pause.leftSeconds === null ? '' : t('pause-left', { length: minutes(pause.leftSeconds) });
  const { max_s } = rules.pause;
  const lengths = [...LENGTHS.filter((one) => one < max_s), max_s];
  if (byId('pause-lengths').childElementCount !== lengths.length) fill(byId('pause-lengths'), ...lengths.map(choice));
}

/**
 * A button for each length: no length is chosen for anybody, and a pause takes one press.
 * @param {number} seconds
 */
const choice = (seconds) =>
  make('button', { type: 'submit', name: 'seconds', value: String(seconds), text: minutes(seconds) });

/** @param {Me} me */
function showObjection({ objection, rules }) {
  const offered = rules.collect !== 'mandatory_with_objection' || rules.objection.allowed;
  byId('objection-state').textContent =
    objection.since !== null
      ? t('objection-since', { when: dateTime(objection.since) })
      : offered
        ? t('objection-can', { hours: rules.objection.stop_within_h })
        : t('objection-none');
  show(byId('objection-give'), offered && objection.since === null, byId('stop-title'));
  show(byId('objection-back'), objection.since !== null, byId('stop-title'));
}

/** @param {Me} me */
function showConsent({ consent, rules }) {
  show(byId('consent-part'), rules.collect === 'opt_in');
  byId('consent-state').textContent =
    consent.since === null ? t('consent-needed') : t('consent-since', { when: dateTime(consent.since) });
  show(byId('consent-give'), consent.since === null, byId('stop-title'));
  show(byId('consent-back'), consent.since !== null, byId('stop-title'));
}

/** @param {Me} me */
function showExemptions({ exemptions, rules }) {
  const { grounds, sla_days, appeal, appeal_days } = rules.exemption;
  byId('exemption-says').textContent = [
    t('exemption-days', { days: sla_days }),
    ...(appeal ? [t('exemption-appeal', { days: appeal_days })] : []),
  ].join(' ');
  const select = byId('ground');
  if (select.childElementCount === 0)
    fill(
      select,
      // None is chosen for a person: what they send, they have said themselves.
      make('option', { value: '', text: t('ground-choose') }),
      ...grounds.map((value) => make('option', { value, text: groundOf(value) })),
    );
  fill(byId('exemptions'), ...exemptions.toReversed().map((one) => exemptionCard(one, appeal)));
}

/** @param {string} value */
const groundOf = (value) => t(`ground-${value}`, {}, value.replaceAll('_', ' '));

/**
 * Takes back a request that was not carried out.
 * @param {string} id
 * @param {string} kind
 */
async function takeBack(id, kind) {
  await call('POST', 'requests/withdraw', { id });
  await refresh();
  byId('rights-title').focus();
  return t(kind === 'copy' ? 'said-copy-withdrawn' : 'said-withdrawn');
}

/**
 * Saves one file of a copy.
 * @param {string} id
 * @param {Me['requests'][number]['files'][number]} file
 */
async function saveFile(id, file) {
  const href = URL.createObjectURL(await fetchFile(id, file, (share) => say(t('file-saving', { share }))));
  make('a', { href, download: `my-recordings-${file.name}.zip` }).click();
  setTimeout(() => URL.revokeObjectURL(href), 60_000);
  return t('said-download');
}

/**
 * @param {Me['exemptions'][number]} exemption
 * @param {boolean} mayAppeal
 */
function exemptionCard({ id, state, ground, asked, due, until, decisions, appeal }, mayAppeal) {
  const open = state === 'asked' || state === 'appealed';
  /**
   * @param {string} text
   * @param {PostPath} path
   * @param {() => object} body
   * @param {string} said
   */
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
    make('label', { htmlFor: words.id, text: t('appeal-why') }),
    words,
    change(t('appeal'), 'appeals', () => ({ id, words: words.value }), t('appeal-said')),
  ];
  const withdraw = t(state === 'granted' ? 'exemption-give-up' : 'request-withdraw');
  return make('li', {
    children: [
      make('strong', { text: `${t(`state-${state}`)}: ${groundOf(ground)}` }),
      make('p', {
        text: [
          t('asked-on', { when: dateTime(asked) }),
          ...(open ? [t('decide-by', { when: dateTime(due) })] : []),
        ].join(' '),
      }),
      ...decisions.map(({ at, outcome, reason }) =>
        make('p', { text: t(`${outcome}-on`, { when: dateTime(at), reason }) }),
      ),
      ...(state === 'granted'
        ? [make('p', { text: until ? t('holds-until', { when: dateTime(until) }) : t('no-end') })]
        : []),
      ...(state === 'refused' && appeal === null && mayAppeal ? appealing : []),
      ...(open || state === 'granted' ? [change(withdraw, 'exemptions/withdraw', () => ({ id }), t('done'))] : []),
    ],
  });
}

/**
 * Each does one thing at the API, shows where the worker then stands, and says so.
 * @param {string} id
 * @param {string} event
 * @param {PostPath} path
 * @param {((happening: any) => object) | undefined} body
 * @param {string} said
 */
const act = (id, event, path, body, said) =>
  when(byId(id), event, async (happening) => {
    await call('POST', path, body?.(happening));
    await refresh();
    return said;
  });

act('pause-form', 'submit', 'pauses', ({ submitter }) => ({ seconds: Number(submitter?.value) }), t('said-paused'));
act('pause-end', 'click', 'pauses/end', undefined, t('said-pause-ended'));
act('objection-give', 'click', 'objections', undefined, t('said-objected'));
act('objection-back', 'click', 'objections/withdraw', undefined, t('said-objection-back'));
act('consent-give', 'click', 'consents', undefined, t('said-agreed'));
act('consent-back', 'click', 'consents/withdraw', undefined, t('said-agreement-back'));
act('ask-copy', 'click', 'requests', () => ({ kind: 'copy', language: document.documentElement.lang }), t('said-copy'));
// What destroys asks first. The answer that keeps comes first, and has the focus next.
when(byId('ask-erasure'), 'click', () => {
  show(byId('erase-sure'), true);
  byId('erase-says').focus();
});
const dontErase = () => show(byId('erase-sure'), false, byId('ask-erasure'));
when(byId('erase-no'), 'click', dontErase);
when(byId('erase-yes'), 'click', async () => {
  await call('POST', 'requests', { kind: 'erasure' });
  dontErase();
  await refresh();
  return t('said-erasure');
});
when(byId('print'), 'click', () => window.print());

/** On paper nothing is folded. What was open before is open again afterwards. */
const folded = () => /** @type {NodeListOf<HTMLDetailsElement>} */ (document.querySelectorAll('details:not([open])'));
window.addEventListener('beforeprint', () => {
  const closed = [...folded()];
  for (const each of closed) each.open = true;
  window.addEventListener(
    'afterprint',
    () => {
      for (const each of closed) each.open = false;
    },
    { once: true },
  );
});

fill(
  byId('contents'),
  ...[.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('#mine h2'))].map((heading) =>
    make('li', { children: [make('a', { href: `#${heading.id}`, text: heading.textContent ?? '' })] }),
  ),
);

when(byId('exemption-form'), 'submit', async ({ target }) => {
  await call('POST', 'exemptions', Object.fromEntries(new FormData(target)));
  target.reset();
  await refresh();
  return t('said-exemption');
});

when(byId('download'), 'click', async () => {
  const everything = JSON.stringify(await call('GET', 'copy'), null, 2);
  const href = URL.createObjectURL(new Blob([everything], { type: 'application/json' }));
  make('a', { href, download: 'my-recordings-at-work.json' }).click();
  URL.revokeObjectURL(href);
  return t('said-download');
});

await start(async () => {
  const [held, readers, reads, parity] = await Promise.all([
    call('GET', 'held'),
    call('GET', 'readers'),
    call('GET', 'reads'),
    call('GET', 'parity'),
    refresh(),
  ]);
  showHeld(held);
  showReaders(readers);
  showReads(reads);
  showParity(parity);
});
