import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { StrongroomError } from '../../lib/activity/errors.ts';
import { checkLedger, type LedgerCheck, type StoredPart } from '../../lib/governance/reads-ledger.ts';
import { EXIT } from '../exit.ts';
import { filesUnder } from './walk.ts';

/**
 * Checks a copy of the ledger of reads and says what does not hold. @throws StrongroomError input.unreadable, ledger.missing
 */
export async function verifyLedger(dir: string, json: boolean): Promise<number> {
  const names = filesUnder(dir).filter((name) => name.endsWith('.jsonl'));
  if (names.length === 0)
    throw new StrongroomError(
      'ledger.missing',
      `there is no part of a ledger in ${dir}`,
      'fetch the folder reads/ of the audit zone, with its folders day=...',
    );
  const check = await checkLedger(partsIn(dir, names));
  process.stdout.write(json ? `${JSON.stringify(check)}\n` : saidOf(check));
  return check.faults.length === 0 ? EXIT.holds : EXIT.refused;
}

function* partsIn(dir: string, names: readonly string[]): Generator<StoredPart> {
  for (const name of names) yield { name, body: readFileSync(join(dir, name)) };
}

const saidOf = ({ parts, reads, newest, left, faults }: LedgerCheck): string =>
  [
    ...faults.map(({ code, part, problem }) => `[${code}] ${part}: ${problem}`),
    ...left.map((part) => `${part}: a run died after it had put this part down; no later part names it`),
    faults.length === 0 && newest !== null
      ? `${parts} parts with ${reads} reads hold together. The newest is number ${newest.number}; a part that was taken off the end cannot show here: compare with the newest number in the control table`
      : `${faults.length} of the checks on ${parts} parts failed: the ledger is not as it was written`,
  ]
    .map((line) => `${line}\n`)
    .join('');
