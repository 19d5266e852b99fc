/** Every item of both tables: its key, its shape, its readers and writers, and its expiry. */
export { accessOf, type ItemAccess } from './access.ts';
export { CONTROL_ITEMS } from './control-items.ts';
export type { ExportTotals } from './exports.ts';
export { type DataOf, type ItemRow, keyOf, pkOf, prefixOf, readItem, writeItem } from './item.ts';
export { PARTICIPATION_ITEMS } from './participation-items.ts';
export type { LedgerLink, ReadsLine } from './reads.ts';
export { REMEMBERED, type Remembered } from './remembered.ts';
export type { CarryPlace, LedgerEntry, PlanEntry, SegmentOutcome, SessionPlace } from './segment.ts';
export {
  type HeldDay,
  LANGUAGES,
  type PackageAsked,
  type PackageVolume,
  type PageLanguage,
  type RightsRequest,
} from './wishes.ts';
export type { ErasureOrder, Failure, Lineage, PackageLineage } from './work.ts';
