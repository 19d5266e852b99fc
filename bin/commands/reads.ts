import { appendFileSync, existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { readText } from '../../lib/access/files/read-text.ts';
import { StrongroomError } from '../../lib/activity/errors.ts';
import { type Coverage, type Did, darkHours } from '../../lib/governance/investigation/index.ts';
import { OUT } from '../embedded/workspace.ts';
import { EXIT } from '../exit.ts';
import { embeddedCoverage, embeddedReads } from '../investigation/embedded.ts';
import { verifyLedger } from '../investigation/ledger.ts';
import { investigation, momentOf } from './investigate.ts';

const USAGE =
  'strongroom reads --from TIME --to TIME [--logs DIR --policies DIR] [--class|--worker|--team|--column NAME]';

/** `strongroom reads`: who read what, one line a read; of an account from its logs, else of the lake in out/. */
export async function run(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      ...{ from: { type: 'string' }, to: { type: 'string' }, logs: { type: 'string' }, policies: { type: 'string' } },
      ...{
        class: { type: 'string' },
        worker: { type: 'string' },
        team: { type: 'string' },
        column: { type: 'string' },
      },
      ...{
        claims: { type: 'string' },
        append: { type: 'string' },
        verify: { type: 'string' },
        out: { type: 'string', default: OUT },
      },
      json: { type: 'boolean' },
    },
  });
  if (values.verify !== undefined) return verifyLedger(values.verify, values.json ?? false);
  const [from, to] = [momentOf('--from', values.from, USAGE), momentOf('--to', values.to, USAGE)];
  if ((values.logs === undefined) !== (values.policies === undefined))
    throw new StrongroomError('usage', 'the logs of an account are read with its policies', USAGE);
  const { did: found, coverage } =
    values.logs === undefined || values.policies === undefined
      ? {
          did: await embeddedReads(values.out, from, to),
          coverage: embeddedCoverage(values.class ?? 'redacted', values.out, from, to, new Date()),
        }
      : await investigation({
          ...{ name: values.class ?? 'redacted', logs: values.logs, policies: values.policies, from, to },
          ...{
            wholeDay: /^\d{4}-\d{2}-\d{2}$/.test(values.to ?? ''),
            claims: values.claims,
            scale: 'default' as const,
          },
        });
  const rows = found.filter((row) => isAsked(row, values));
  if (values.append !== undefined) append(values.append, rows);
  process.stderr.write(answering(rows.length, coverage));
  process.stdout.write(values.json ? `${JSON.stringify(rows)}\n` : rows.map((row) => `${line(row)}\n`).join(''));
  return EXIT.holds;
}

/** An empty list is no answer where records are missing: said each time, beside the list. */
function answering(reads: number, coverage: readonly Coverage[]): string {
  const dark = darkHours(coverage);
  const all = new Set(coverage.map(({ hour }) => hour));
  const gap =
    dark.length === 0
      ? ''
      : `; in ${dark.length} of ${all.size} hours records are missing, so that more may have been read: strongroom investigate names them`;
  return `${reads === 1 ? '1 read is' : `${reads} reads are`} on record${gap}\n`;
}

interface Filters {
  readonly class?: string | undefined;
  readonly worker?: string | undefined;
  readonly team?: string | undefined;
  readonly column?: string | undefined;
}

/** A read whose columns or rows are not known may be of any: it stays. */
function isAsked(row: Did, { class: name, worker, team, column }: Filters): boolean {
  const { partitions, filter } = row.rows;
  return (
    (name === undefined || row.class === name) &&
    (team === undefined || row.principal.endsWith(`team-${team}`) || row.principal.endsWith(`/${team}`)) &&
    (column === undefined || row.columns.includes('*') || row.columns.includes(column)) &&
    (worker === undefined || partitions === 'unknown' || isOf(worker, partitions, filter))
  );
}

/** A worker's rows lie in the shard that begins their pseudonym, or in a partition that names them. */
const isOf = (worker: string, partitions: readonly string[], filter: string | null): boolean =>
  partitions.some((partition) => {
    const shard = /shard=([^/]+)/.exec(partition)?.[1];
    return partition.includes(worker) || (shard === undefined ? true : worker.startsWith(shard));
  }) ||
  (filter?.includes(worker) ?? false);

const line = (row: Did): string =>
  [
    row.at,
    row.evidence,
    row.principal.replace(/^arn:[^:]*:iam::(\d+):(?:role|user)\//, ''),
    row.person || row.session || 'person unknown',
    row.via,
    row.columns.includes('*') ? 'all columns' : some(row.columns, 'columns'),
    row.rows.partitions === 'unknown' ? 'rows unknown' : some(row.rows.partitions, 'partitions'),
  ].join('  ');

const MOST_NAMED = 3;

/** A few by name; of more their number, since `--json` has them all. */
const some = (names: readonly string[], noun: string): string =>
  names.length <= MOST_NAMED ? names.join(', ') : `${names.length} ${noun}`;

const keyOf = ({ at, principal, session, query, via, events }: Did): string =>
  JSON.stringify([at, principal, session, query, via, events]);

/** A ledger of reads is only ever added to, and holds each read once. */
function append(file: string, rows: readonly Did[]): void {
  const known = new Set(
    existsSync(file)
      ? readText(file)
          .split('\n')
          .filter(Boolean)
          .map((text) => keyOf(JSON.parse(text) as Did))
      : [],
  );
  const fresh = rows.filter((row) => !known.has(keyOf(row)));
  appendFileSync(file, fresh.map((row) => `${JSON.stringify(row)}\n`).join(''), { mode: 0o600 });
  process.stderr.write(`${fresh.length} of ${rows.length} reads added to ${file}\n`);
}
