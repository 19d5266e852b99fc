import { send, when } from './api.js';
import { byId, dateTime, fill, make, show } from './dom.js';
import { t } from './words.js';

/** @typedef {import('../../approvals.ts').BeforeApprover & { readonly difference: readonly string[] }} BeforeApprover */
/** @typedef {BeforeApprover['proposal']} Proposal */

const DIGESTS = /** @type {const} */ (['templates', 'claims', 'promises']);

/** Shows what waits for approval, the newest first. */
export async function refresh() {
  const { you, proposals } = await send('GET', '/approvals/list');
  const none = make('p', { text: t('approvals-none') });
  fill(
    byId('list'),
    ...(proposals.length > 0 ? proposals.map((/** @type {BeforeApprover} */ one) => card(one, you)) : [none]),
  );
}

/**
 * All that an approver answers for, as `strongroom gate show` prints it.
 * @param {BeforeApprover} before
 * @param {string} you
 */
function card({ proposal, approvals, needed, notNow, before, changed, difference }, you) {
  const { id, guard, proof, incident, requester, issued, expires, after, deploys } = proposal;
  const { principal, path } = proof.without;
  const title = make('h3', { text: t('approvals-proposal', { id: id.slice(0, 12) }), id: `title-${id}` });
  const article = make('article', {
    children: [
      title,
      facts([
        [t('approvals-requester'), `${requester.id} (${t(`via-${requester.via}`)}), ${dateTime(issued)}`],
        [t('approvals-ends'), dateTime(expires)],
        [t('approvals-incident'), incident ?? t('approvals-no-incident')],
        [t('approvals-after'), t('approvals-certificate', { n: after.number })],
        [t('approvals-given'), given(approvals, needed)],
      ]),
      make('h4', { text: t('approvals-rule', { id: guard.id }) }),
      make('pre', { className: 'statement', tabIndex: 0, text: statement(guard.text) }),
      make('p', { text: t('approvals-effect', { n: proof.with.claims, who: principal }) }),
      make('ol', {
        children: path.map(({ action, resource, statement: by }) =>
          make('li', { lang: 'en', text: `${action} on ${resource}, by ${by}` }),
        ),
      }),
      make('p', { text: t('approvals-falls', { claim: guard.claim }) }),
      make('h4', { text: t('approvals-about') }),
      make('p', { text: t(`before-${before}`) }),
      facts(
        DIGESTS.map((name) => [t(`digest-${name}`), `${proposal.digests[name].slice(0, 16)}${since(changed, name)}`]),
      ),
      ...(difference.length === 0
        ? []
        : [make('pre', { className: 'statement', tabIndex: 0, lang: 'en', text: difference.join('\n') })]),
      ...(deploys === undefined ? [] : [make('p', { text: deployment(deploys) })]),
      ...(notNow === null
        ? question(proposal, you)
        : [make('p', { className: 'notice', text: t(`not-now-${notNow}`) })]),
    ],
  });
  article.setAttribute('aria-labelledby', title.id);
  return article;
}

/**
 * @param {BeforeApprover['approvals']} approvals
 * @param {number} needed
 */
function given(approvals, needed) {
  const count = t('approvals-count', { n: approvals.length, needed });
  return approvals.length === 0 ? count : `${count} (${approvals.map(({ by }) => by.id).join(', ')})`;
}

/** @param {readonly (readonly [string, string])[]} pairs */
const facts = (pairs) =>
  make('dl', { children: pairs.flatMap(([name, value]) => [make('dt', { text: name }), make('dd', { text: value })]) });

/**
 * @param {BeforeApprover['changed']} changed
 * @param {typeof DIGESTS[number]} name
 */
const since = (changed, name) =>
  changed === null ? '' : ` (${t(changed[name] ? 'approvals-changed' : 'approvals-same')})`;

/** @param {NonNullable<Proposal['deploys']>} deploys */
function deployment({ to, from, until }) {
  const stacks = Object.keys(to).filter((stack) => to[stack] !== from[stack]);
  return t('approvals-deploys', { stacks: stacks.join(', ') || '–', until: dateTime(until) });
}

/** @param {string} text */
function statement(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

/**
 * An approval asks first. The answer that changes nothing comes first, and has the focus next.
 * @param {Proposal} proposal
 * @param {string} you
 */
function question({ id }, you) {
  const open = make('button', { type: 'button', text: t('approvals-approve') });
  const no = make('button', { type: 'button', text: t('approvals-no') });
  const yes = make('button', { type: 'button', className: 'quiet', text: t('approvals-yes', { you }) });
  const says = make('p', {
    tabIndex: -1,
    text: t('approvals-sure', { you }),
  });
  const sure = make('fieldset', { className: 'notice', hidden: true, children: [says, no, yes] });
  open.setAttribute('aria-label', t('approvals-approve-one', { id: id.slice(0, 12) }));
  when(open, 'click', () => {
    show(sure, true);
    show(open, false);
    says.focus();
  });
  when(no, 'click', () => {
    show(open, true);
    show(sure, false, open);
    return t('approvals-nothing');
  });
  when(yes, 'click', async () => {
    const { approvals } = await send('POST', '/approvals/approve', { id });
    await refresh();
    byId('list-title').focus();
    return t('approvals-recorded', { n: approvals.length });
  });
  return [open, sure];
}
