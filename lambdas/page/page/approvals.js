import { start, when } from './api.js';
import { byId, dateTime, fill, make, show } from './dom.js';
import { token } from './sign-in.js';

/** @typedef {import('../../approvals.ts').BeforeApprover} BeforeApprover */
/** @typedef {BeforeApprover['proposal']} Proposal */

const NOT_NOW = {
  own: 'You asked for this yourself. Others must approve it.',
  done: 'You have approved this.',
  enough: 'There are enough approvals. Collection runs once somebody who handles the gate resumes it.',
  templates: 'It is about other templates than those that are deployed. It must be asked for again.',
  stale: 'Collection was paused or restarted since. It must be asked for again.',
  expired: 'Its time is over. It must be asked for again.',
};

const DIGESTS = /** @type {const} */ ({
  templates: 'the synthesized templates',
  claims: 'the claims and their verdicts',
  promises: 'what workers were promised',
});

/**
 * @param {'GET' | 'POST'} method
 * @param {string} path
 * @param {object} [body]
 */
async function ask(method, path, body) {
  const answer = await fetch(`/approvals/${path}`, {
    method,
    headers: { authorization: `Bearer ${token()}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  }).catch(() => {
    throw new Error('There is no connection. Nothing was changed. Try again.');
  });
  const document = await answer.json().catch(() => ({}));
  if (answer.ok) return document;
  throw new Error(`${document.message ?? 'Something went wrong.'} ${document.todo ?? ''}`);
}

async function refresh() {
  const { you, proposals } = await ask('GET', 'list');
  const none = make('p', { text: 'Nothing waits for approval.' });
  fill(
    byId('proposals'),
    ...(proposals.length > 0 ? proposals.map((/** @type {BeforeApprover} */ one) => card(one, you)) : [none]),
  );
}

/**
 * All that an approver answers for, as `strongroom gate show` prints it.
 * @param {BeforeApprover} before
 * @param {string} you
 */
function card({ proposal, approvals, needed, notNow, changed }, you) {
  const { id, guard, proof, incident, requester, issued, expires, after, deploys } = proposal;
  const { principal, path } = proof.without;
  const title = make('h3', { text: `Proposal ${id.slice(0, 12)}`, id: `title-${id}` });
  const article = make('article', {
    children: [
      title,
      facts([
        ['Asked for by', `${requester.id} (${requester.via}), ${dateTime(issued)}`],
        ['Ends', dateTime(expires)],
        ['Answers', incident === null ? 'no incident' : `incident ${incident}`],
        ['Comes after', `certificate ${after.number}`],
        [
          'Approvals',
          `${approvals.length} of ${needed}${approvals.length > 0 ? `: ${approvals.map(({ by }) => by.id).join(', ')}` : ''}`,
        ],
      ]),
      make('h4', { text: `The rule: ${guard.id}` }),
      make('pre', { className: 'statement', tabIndex: 0, text: statement(guard.text) }),
      make('p', { text: `With it, all ${proof.with.claims} claims are proved. Without it, ${principal} could read:` }),
      make('ol', {
        children: path.map(({ action, resource, statement: by }) =>
          make('li', { text: `${action} on ${resource}, by ${by}` }),
        ),
      }),
      make('p', { text: `and this claim falls: ${guard.claim}` }),
      make('h4', { text: 'What it is about' }),
      facts(
        /** @type {(keyof typeof DIGESTS)[]} */ (Object.keys(DIGESTS)).map((name) => [
          DIGESTS[name],
          `${proposal.digests[name].slice(0, 16)}${since(changed, name)}`,
        ]),
      ),
      ...(deploys === undefined ? [] : [make('p', { text: deployment(deploys) })]),
      ...(notNow === null ? question(proposal, you) : [make('p', { className: 'notice', text: NOT_NOW[notNow] })]),
    ],
  });
  article.setAttribute('aria-labelledby', title.id);
  return article;
}

/** @param {readonly (readonly [string, string])[]} pairs */
const facts = (pairs) =>
  make('dl', { children: pairs.flatMap(([name, value]) => [make('dt', { text: name }), make('dd', { text: value })]) });

/**
 * @param {BeforeApprover['changed']} changed
 * @param {keyof typeof DIGESTS} name
 */
const since = (changed, name) =>
  changed === null
    ? ''
    : changed[name]
      ? ': changed since the certificate in force'
      : ': as in the certificate in force';

/** @param {NonNullable<Proposal['deploys']>} deploys */
function deployment({ to, from, until }) {
  const stacks = Object.keys(to).filter((stack) => to[stack] !== from[stack]);
  return `A deployment may change ${stacks.join(', ') || 'no stack'} without a pause, until ${dateTime(until)}. Who gains what by it: strongroom diff, with the templates of before and of now.`;
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
  const open = make('button', { type: 'button', text: 'Approve' });
  const no = make('button', { type: 'button', text: 'No, not now' });
  const yes = make('button', { type: 'button', className: 'quiet', text: `Yes, I approve it as ${you}` });
  const says = make('p', {
    tabIndex: -1,
    text: `You take the responsibility for this proposal, under the name ${you}. It cannot be taken back; a pause voids it.`,
  });
  const sure = make('fieldset', { className: 'notice', hidden: true, children: [says, no, yes] });
  open.setAttribute('aria-label', `Approve proposal ${id.slice(0, 12)}`);
  when(open, 'click', () => {
    show(sure, true);
    show(open, false);
    says.focus();
  });
  when(no, 'click', () => {
    show(open, true);
    show(sure, false, open);
    return 'Nothing was approved.';
  });
  when(yes, 'click', async () => {
    const { approvals } = await ask('POST', 'approve', { id });
    await refresh();
    byId('list-title').focus();
    return `Your approval is recorded: it is number ${approvals.length}.`;
  });
  return [open, sure];
}

await start(refresh);
