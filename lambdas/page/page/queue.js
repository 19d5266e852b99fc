import { call, start, when } from './api.js';
import { byId, dateTime, fill, make } from './dom.js';
import { t } from './words.js';

/** @typedef {import('./api.js').Answers['GET /api/queue']['requests'][number]} QueuedRequest */

const NOT_MINE = {
  'exemption.own': 'This is your own request. Somebody else must decide it.',
  'exemption.same-decider': 'You decided this request before. Somebody else must decide the appeal.',
};

async function refresh() {
  const { requests } = await call('GET', 'queue');
  const none = make('p', { text: 'Nothing waits for a decision.' });
  fill(byId('queue'), ...(requests.length > 0 ? requests.map(requestOf) : [none]));
}

/** @param {QueuedRequest} request */
function requestOf({ id, ground, words, asked, due, overdue, appeal, notMine }) {
  const short = id.slice(0, 8);
  const facts = [
    ['Ground', t(`ground-${ground}`, {}, ground)],
    ['In their words', words || 'Nothing was written.'],
    ['Asked on', dateTime(asked)],
    ['Decide by', overdue ? `${dateTime(due)}: this is overdue` : dateTime(due)],
    ...(appeal
      ? [
          ['First decision', appeal.reason],
          ['Their appeal', appeal.words || 'Nothing was written.'],
        ]
      : []),
  ];
  const list = make('dl', {
    children: facts.flatMap(([name = '', value = '']) => [make('dt', { text: name }), make('dd', { text: value })]),
  });
  const title = make('h3', { text: `${appeal ? 'Appeal' : 'Request'} ${short}`, id: `title-${id}` });
  const decision = notMine ? make('p', { text: NOT_MINE[notMine], className: 'notice' }) : decisionForm(id, short);
  const article = make('article', { children: [title, list, decision] });
  article.setAttribute('aria-labelledby', title.id);
  return article;
}

/**
 * @param {string} id
 * @param {string} short
 */
function decisionForm(id, short) {
  /**
   * @param {string} value
   * @param {string} text
   */
  const radio = (value, text) =>
    make('label', { children: [make('input', { type: 'radio', name: 'outcome', value, required: true }), text] });
  const reason = make('textarea', { name: 'reason', id: `reason-${id}`, rows: 2, maxLength: 2000, required: true });
  const until = make('input', { type: 'date', name: 'until', id: `until-${id}` });
  const form = make('form', {
    children: [
      make('fieldset', {
        children: [
          make('legend', { text: `Decision on ${short}` }),
          make('div', { className: 'choices', children: [radio('granted', 'Grant'), radio('refused', 'Refuse')] }),
        ],
      }),
      make('label', { htmlFor: reason.id, text: 'Reason (the person reads it, and it is kept)' }),
      reason,
      make('label', { htmlFor: until.id, text: 'If granted: last day (empty for no end)' }),
      until,
      make('button', { type: 'submit', text: 'Record the decision' }),
    ],
  });
  when(form, 'submit', async () => {
    const { outcome, reason: why, until: last } = Object.fromEntries(new FormData(form));
    await call('POST', 'decisions', { id, outcome, reason: why, until: outcome === 'granted' && last ? last : null });
    await refresh();
    byId('queue-title').focus();
    return 'The decision is recorded.';
  });
  return form;
}

await start(refresh);
