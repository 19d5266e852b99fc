import { parseArgs } from 'node:util';
import { access } from '../../config/access.ts';
import { StrongroomError } from '../../lib/activity/errors.ts';
import { there } from '../../lib/activity/there.ts';
import { type Unused, unusedOf } from '../../lib/governance/investigation/index.ts';
import { fromMillis } from '../../lib/governance/trail/index.ts';
import { OUT } from '../embedded/workspace.ts';
import { EXIT } from '../exit.ts';
import { embeddedInvestigation } from '../investigation/embedded.ts';
import { reply } from '../reply.ts';
import { investigation, momentOf } from './investigate.ts';

const USAGE = 'strongroom unused --to DAY [--days 90] [--logs DIR --policies DIR]';

/** As long as a quarter's work takes to need everything once. */
const DAYS = '90';

/** `strongroom unused`: what was granted and not read in 90 days, as a proposal to narrow. */
export async function run(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      ...{
        days: { type: 'string', default: DAYS },
        to: { type: 'string' },
        class: { type: 'string', default: 'redacted' },
      },
      ...{
        logs: { type: 'string' },
        policies: { type: 'string' },
        claims: { type: 'string' },
        out: { type: 'string', default: OUT },
      },
      json: { type: 'boolean' },
    },
  });
  const { logs, policies, class: name } = values;
  const days = Number(values.days);
  if (!Number.isInteger(days) || days < 1 || days > 3650 || (logs === undefined) !== (policies === undefined))
    throw new StrongroomError('usage', '--days takes a number of days; logs go with policies', USAGE);
  const to = momentOf('--to', values.to, USAGE);
  const from = there(fromMillis(Date.parse(to) - days * 86_400_000), 'the first day');
  const found =
    logs === undefined || policies === undefined
      ? await embeddedInvestigation({ name, out: values.out, from, to, incident: {}, scale: 'default' })
      : await investigation({
          name,
          logs,
          policies,
          from,
          to,
          wholeDay: false,
          claims: values.claims,
          scale: 'default',
        });
  // What functions read of files, the embedded lake does not write down: of them nothing can be said.
  const functions = logs === undefined ? found.inputs.stores.approved : [];
  const { unused, left_out } = unusedOf(found, columnsOf);
  const rows = unused.filter(({ principal }) => !functions.includes(principal));
  const untold = functions
    .filter((principal) => unused.some((row) => row.principal === principal))
    .map((principal) => ({ principal, why: 'of files that functions read, this lake keeps no records' }));
  const left = [...left_out, ...untold];
  reply(
    values.json,
    { from, to, unused: rows, left_out: left },
    () => `${describe(rows, days)}${left.map(({ principal, why }) => `${principal}\n  left out: ${why}\n`).join('')}`,
  );
  return EXIT.holds;
}

/** Columns of a team, by the role that acts for it. */
function columnsOf(principal: string): readonly string[] | undefined {
  const team = Object.entries(access.teams).find(([name]) => principal.endsWith(`-team-${name}`));
  return team?.[1].columns;
}

function describe(rows: readonly Unused[], days: number): string {
  if (rows.length === 0) return `Everything of which records tell was read within ${days} days.\n`;
  return rows
    .map(({ principal, what, columns, last, proposal, certain }) =>
      [
        principal,
        what === 'role' ? `read nothing in ${days} days` : `never read ${columns.join(', ')}; last read ${last}`,
        `proposal: ${proposal}`,
        ...(certain ? [] : ['records are missing: look before you narrow']),
      ].join('\n  '),
    )
    .map((text) => `${text}\n`)
    .join('');
}
