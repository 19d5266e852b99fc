import type { Inquiry } from '../inquiry/inquiry.ts';
import type { Claim } from '../inquiry/proof.ts';
import { approvedTrust } from './approved-trust.ts';
import { columnsAndRows } from './columns-and-rows.ts';
import { itDies } from './it-dies.ts';
import { itemLocks } from './item-locks.ts';
import { noEscalation } from './no-escalation.ts';
import { noSideDoors } from './no-side-doors.ts';
import { noSilentAdministrator } from './no-silent-administrator.ts';
import { peopleManagement } from './people-management.ts';
import { controlsMatchSensitivity } from './sensitivity.ts';
import { twoLocks } from './two-locks.ts';
import { works } from './works.ts';

/** Decides the claims of one kind about the classes that are asked about. */
export type Family = (inquiry: Inquiry) => Claim[];

/** Every kind of claim, in the order in which a proof states them. */
export const FAMILIES: readonly Family[] = [
  twoLocks,
  itemLocks,
  approvedTrust,
  noEscalation,
  noSilentAdministrator,
  columnsAndRows,
  noSideDoors,
  itDies,
  controlsMatchSensitivity,
  peopleManagement,
  works,
];
