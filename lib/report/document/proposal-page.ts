import { page, safe, section } from '../page.ts';
import { changedStacks, DIGESTS, earlierIn, named, type ShownProposal, sinceThen, statement } from '../proposal.ts';
import { factList } from './head.ts';

/** The output of `gate show` as one file, for an approver without a terminal to read before the approval is entered for them. */
export function proposalPage({ proposal, file, earlier, sameTemplates, difference = [] }: ShownProposal): string {
  const { id, guard, proof, digests, incident, requester, issued, expires, after, approvals, deploys } = proposal;
  const kind = approvals === undefined ? 'Proposal' : 'Certificate';
  const facts: readonly (readonly [string, string])[] = [
    ['Asked for by', named(requester)],
    ['At', issued],
    ['Ends at', expires],
    ['Answers', incident === null ? 'no incident' : `incident ${incident}`],
    ['Comes after', `certificate ${after.number}`],
    ['Whole id', id],
    ...(approvals ?? []).map(({ by, at }) => ['Approved by', `${named(by)} at ${at}`] as const),
  ];
  const steps = proof.without.path.map(
    ({ action, resource, statement: by }) =>
      `<li><code>${safe(action)}</code> on <code>${safe(resource)}</code>, by ${safe(by)}</li>`,
  );
  const about = Object.entries(DIGESTS).map(([name, says]) => {
    const digest = digests[name as keyof typeof DIGESTS];
    const since = sinceThen(name as keyof typeof DIGESTS, digest, earlier).trim();
    return `<li>${safe(says)}${since === '' ? '' : `: <strong>${since}</strong>`}<br><code>${digest}</code></li>`;
  });
  const next =
    approvals === undefined
      ? section(
          'What comes next',
          `<p>Others than ${safe(requester.id)} approve: <code>strongroom gate approve ${safe(file)}</code>. An approval is somebody's own: each gives it under their own name, where the platform knows who they are. Ask about whatever here surprises you before you do.</p>`,
        )
      : '';
  return page(
    `${kind} to let collection run`,
    `<header>
<h1>${kind} ${safe(id.slice(0, 12))} to let collection run</h1>
<p class="lead">All that an approver takes the responsibility for.</p>
</header>
<main>
${section('Who asks, and until when', factList(facts.map(([name, value]) => [name, safe(value)])))}
${section(
  'The rule',
  `<p>${safe(guard.id)}</p><pre class="breaks">${safe(statement(guard.text).join('\n'))}</pre>
<p>With it, all ${proof.with.claims} claims are proved.</p>
<p>Without it, <code>${safe(proof.without.principal)}</code> could read:</p><ol>${steps.join('')}</ol>
<p>and this claim falls: <code>${safe(guard.claim)}</code></p>`,
)}
${section(
  'What it is about',
  `<p>${safe(sentence(earlierIn(earlier)))}</p><ul class="breaks">${about.join('')}</ul>${
    difference.length === 0 ? '' : `<pre class="breaks">${safe(difference.join('\n'))}</pre>`
  }${
    sameTemplates === undefined
      ? ''
      : `<p>${sameTemplates ? 'The given templates are these.' : '<strong>The given templates are others.</strong>'}</p>`
  }`,
)}
${
  deploys === undefined
    ? ''
    : section(
        'A deployment without a pause',
        `<p>Until ${safe(deploys.until)} it may change: ${safe(changedStacks(deploys).join(', ') || 'no stack')}. Who gains what by it, <code>strongroom diff</code> says of the templates of before and of now.</p>`,
      )
}
${next}
</main>`,
  );
}

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
