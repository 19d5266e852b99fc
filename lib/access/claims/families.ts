import { StrongroomError } from '../../activity/errors.ts';
import { didYouMean } from '../../activity/near-names.ts';
import { CLAIM_FAMILIES, type ClaimFamily, isFamily } from '../inquiry/claim-kinds.ts';
import type { Inquiry } from '../inquiry/inquiry.ts';
import type { Claim } from '../inquiry/proof.ts';
import { approvedTrust } from './approved-trust.ts';
import { columnsAndRows } from './columns-and-rows.ts';
import { itDies } from './it-dies.ts';
import { itemLocks } from './item-locks.ts';
import { keyPurposes } from './key-purposes.ts';
import { noEscalation } from './no-escalation.ts';
import { noSideDoors } from './no-side-doors.ts';
import { noSilentAdministrator } from './no-silent-administrator.ts';
import { peopleManagement } from './people-management.ts';
import { proportionate } from './proportionate.ts';
import { recordedReads } from './recorded-reads.ts';
import { controlsMatchSensitivity } from './sensitivity.ts';
import { twoLocks } from './two-locks.ts';
import { works } from './works.ts';

/** Decides the claims of one kind about the classes that are asked about. */
export type Family = (inquiry: Inquiry) => Claim[];

/** In the order in which a proof states its claims. */
export const FAMILIES: readonly { readonly makes: readonly ClaimFamily[]; readonly decide: Family }[] = [
  { makes: ['two-locks'], decide: twoLocks },
  { makes: ['two-locks', 'no-escalation'], decide: itemLocks },
  { makes: ['two-locks', 'no-escalation'], decide: keyPurposes },
  { makes: ['no-escalation'], decide: approvedTrust },
  { makes: ['no-escalation'], decide: noEscalation },
  { makes: ['no-silent-administrator'], decide: noSilentAdministrator },
  { makes: ['no-silent-administrator'], decide: recordedReads },
  { makes: ['columns-and-rows'], decide: columnsAndRows },
  { makes: ['no-side-doors'], decide: noSideDoors },
  { makes: ['it-dies'], decide: itDies },
  { makes: ['controls-match-sensitivity'], decide: controlsMatchSensitivity },
  { makes: ['people-management'], decide: peopleManagement },
  { makes: ['proportionate'], decide: proportionate },
  { makes: ['works'], decide: works },
];

/** Which claims are asked for: whole families, and claims by id or by how their ids begin. */
interface Choice {
  readonly families: readonly ClaimFamily[];
  readonly wants: (id: string) => boolean;
}

/** @throws StrongroomError ACCESS_DECLARATION for a family that there is not */
function choiceOf(claims: readonly string[] | undefined): Choice {
  const all = Object.keys(CLAIM_FAMILIES).filter(isFamily);
  if (claims === undefined) return { families: all, wants: () => true };
  const families = claims.map((entry) => {
    const family = entry.split('/')[0] ?? '';
    if (!isFamily(family)) throw unknownClaims(family, `There is no family of claims ${family}.`, all);
    return family;
  });
  return {
    families: all.filter((family) => families.includes(family)),
    wants: (id) => claims.some((entry) => id === entry || id.startsWith(`${entry}/`)),
  };
}

/**
 * The claims of the families that are chosen about the classes that are asked about, and what is left out: families, and claims
 * of families of which only some are asked. `empty` are the entries that no claim has, which would be proved by nothing.
 * @throws StrongroomError ACCESS_DECLARATION for a family that there is not
 */
export function claimsOf(
  inquiry: Inquiry,
  claims: readonly string[] | undefined,
): { readonly asked: Claim[]; readonly notAsked: string[]; readonly empty: string[] } {
  const { families, wants } = choiceOf(claims);
  const decided = FAMILIES.filter(({ makes }) => makes.some((family) => families.includes(family))).flatMap(
    ({ decide }) => decide(inquiry),
  );
  return {
    empty: (claims ?? []).filter((entry) => !decided.some(({ id }) => id === entry || id.startsWith(`${entry}/`))),
    asked: decided.filter(({ id }) => wants(id)),
    notAsked: [
      ...Object.keys(CLAIM_FAMILIES).filter((name) => !families.some((family) => family === name)),
      ...decided
        .filter(({ id }) => families.some((family) => id.startsWith(`${family}/`)) && !wants(id))
        .map(({ id }) => id),
    ],
  };
}

/** @throws StrongroomError ACCESS_DECLARATION, since nothing is proved by asking nothing */
export function refuseEmpty([entry]: readonly string[], claims: readonly string[]): void {
  if (entry === undefined) return;
  const problem = `No claim is, or begins with, ${entry}: nothing in these templates is of that kind.`;
  throw unknownClaims(entry, problem, [...new Set(claims)]);
}

function unknownClaims(entry: string, problem: string, claims: readonly string[]): StrongroomError {
  const near = didYouMean(entry, claims.flatMap(beginnings));
  const some = `There are ${claims.slice(0, 12).join(', ')}${claims.length > 12 ? ' and others' : ''}.`;
  return new StrongroomError('ACCESS_DECLARATION', problem, near === undefined ? some : `${near} ${some}`);
}

/** An id, and how it begins, as far as each slash. */
const beginnings = (id: string): string[] => id.split('/').map((_, at, parts) => parts.slice(0, at + 1).join('/'));
