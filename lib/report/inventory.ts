import type { InventoryFinding, Totals, Why } from '../retention/inventory/types.ts';

const REASONS: Readonly<Record<Why, string>> = {
  'no-writer-makes-such-keys': 'no writer makes such keys',
  'not-in-ledger': 'the ledger has no item of it',
  'ledger-names-another-key': 'the ledger has it in another place',
  'more-than-ledger-counts': 'there are more than the ledger counts',
  'was-erased': 'a worker had it erased, the order is closed, and it still lies there',
  'generation-of-nobody': 'no partition is or was led to this generation',
  'copy-without-lineage': 'no lineage says what this copy was made from',
  'no-record-of-destruction': 'the ledger has no item of such a destruction',
  'nothing-there': 'the ledger says that it is there, and nothing is',
  'fewer-than-ledger-counts': 'there are fewer than the ledger counts',
  'not-in-catalogue': 'its files are in the lake, and no reader finds them',
  'partition-without-ledger': 'nothing that the ledger knows of lies where readers look',
  'partition-points-elsewhere': 'readers are led to another place than the ledger says',
  'being-written': 'it is being written',
  'being-destroyed': 'it is being destroyed',
};

/** One finding, for a person. */
export function findingText({ is, where, prefix, why, owner, objects, bytes, ageDays }: InventoryFinding): string {
  const size = bytes === null ? '' : `, ${bytes} bytes`;
  const age = ageDays === null ? '' : `, ${ageDays} days old`;
  return `${is}: ${where} ${prefix}\n  ${REASONS[why]} (${objects}${size}${age}; written by: ${owner})\n`;
}

export function totalsText({ accounted, pending, unaccounted, missing }: Totals): string {
  const rest = `${pending} pending, ${unaccounted} unaccounted for, ${missing} missing`;
  return `${accounted} objects and partitions are accounted for; ${rest}\n`;
}
