import {
  CLAIM_FAMILIES,
  CLAIM_KINDS,
  type Claim,
  type ClaimFamily,
  type Guard,
  type WitnessStep,
} from '../../access/index.ts';
import { safe } from '../page.ts';

/** An anchor of the page for links. */
export const anchorOf = (id: string): string => `claim-${id.replaceAll(/[^\w.-]/g, '_')}`;

/** Every claim by family, with its guards, their lines, and the request that each guard denies. */
export const claimsList = (claims: readonly Claim[]): string =>
  [...Map.groupBy(claims, ({ id }) => (id.split('/')[0] ?? id) as ClaimFamily)]
    .map(([family, members]) => {
      const open = members.filter(({ verdict }) => verdict !== 'proved');
      const state =
        open.length === 0 ? `✓ ${members.length} hold` : `✗ ${open.length} of ${members.length} do not hold`;
      return `<details id="${anchorOf(family)}"><summary><b>${safe(family)}</b>: ${safe(CLAIM_FAMILIES[family] ?? '')} — ${state}</summary>
<p>${safe(CLAIM_KINDS[family]?.why ?? '')}</p>
<ul class="claims">${members.map(claimItem).join('\n')}</ul></details>`;
    })
    .join('\n');

function claimItem({ id, verdict, text, because, guards, witness, accepted }: Claim): string {
  const signs = { proved: '✓', refuted: '✗', undecided: '?' } as const;
  const said =
    accepted === undefined ? '' : ` Accepted by ${accepted.approver} until ${accepted.expires}: ${accepted.reason}`;
  const anchor = anchorOf(id);
  return `<li data-find id="${anchor}"><span class="${verdict === 'proved' ? 'good' : 'bad'}">${signs[verdict]} ${verdict}</span> <a href="#${anchor}">${safe(id)}</a><br>${safe(text)}${because === undefined ? '' : ` ${safe(because)}.`}${safe(said)}${witness === undefined ? '' : ` <a href="#path-${anchor}">the path</a>`}${guards.map(guardItem).join('')}</li>`;
}

const guardItem = ({ statement, source, without, witness }: Guard): string =>
  `<div class="guard">rests on <b>${safe(statement)}</b>${source === '' ? '' : ` <code>${safe(source)}</code>`}; without it ${
    witness === undefined
      ? `the claim is ${without}`
      : `${safe(witness.principal)} ${witness.path.map(stepText).join(', then ')}`
  }</div>`;

const stepText = ({ action, resource, statement }: WitnessStep): string =>
  `may <code>${safe(action)}</code> on <code>${safe(resource)}</code> by ${safe(statement)}`;
