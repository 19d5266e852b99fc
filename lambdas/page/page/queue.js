import { call, when } from './api.js';
import { byId, dateTime, fill, make } from './dom.js';
import { t } from './words.js';

/** @typedef {import('./api.js').Answers['GET /api/queue']['requests'][number]} QueuedRequest */

/** Shows what waits, the most urgent first. */
export async function refresh() {
  const { requests } = await call('GET', 'queue');
  const none = make('p', { text: t('queue-none') });
  fill(byId('list'), ...(requests.length > 0 ? requests.map(requestOf) : [none]));
}

/** @param {QueuedRequest} request */
function requestOf({ id, ground, words, asked, due, overdue, appeal, notMine }) {
  const short = id.slice(0, 8);
  const facts = [
    [t('ground'), t(`ground-${ground}`, {}, ground)],
    [t('queue-words'), words || t('queue-no-words')],
    [t('queue-asked'), dateTime(asked)],
    [t('queue-due'), overdue ? t('queue-overdue', { when: dateTime(due) }) : dateTime(due)],
    ...(appeal
      ? [
          [t('queue-first'), appeal.reason],
          [t('queue-appeal-words'), appeal.words || t('queue-no-words')],
        ]
      : []),
  ];
  const list = make('dl', {
    children: facts.flatMap(([name = '', value = '']) => [make('dt', { text: name }), make('dd', { text: value })]),
  });
  const title = make('h3', { text: t(appeal ? 'queue-appeal' : 'queue-request', { id: short }), id: `title-${id}` });
  const decision = notMine
    ? make('p', { text: t(`refusal-${notMine}`), className: 'notice' })
    : decisionForm(id, short);
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
          make('legend', { text: t('queue-decision', { id: short }) }),
          make('div', {
            className: 'choices',
            children: [radio('granted', t('queue-grant')), radio('refused', t('queue-refuse'))],
          }),
        ],
      }),
      make('label', { htmlFor: reason.id, text: t('queue-reason') }),
      reason,
      make('label', { htmlFor: until.id, text: t('queue-until') }),
      until,
      make('button', { type: 'submit', text: t('queue-record') }),
    ],
  });
  when(form, 'submit', async () => {
    const { outcome, reason: why, until: last } = Object.fromEntries(new FormData(form));
    await call('POST', 'decisions', { id, outcome, reason: why, until: outcome === 'granted' && last ? last : null });
    await refresh();
    byId('list-title').focus();
    return t('queue-recorded');
  });
  return form;
}
