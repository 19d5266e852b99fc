import { COLUMNS, PARTITION_KEYS } from '../../activity/columns.ts';
import { safe } from '../page.ts';
import { type ProofReach, shortName } from './reach.ts';
import { rowsInWords } from './rows-in-words.ts';

const PURPOSES = new Map<string, string>([...PARTITION_KEYS, ...COLUMNS].map(({ name, purpose }) => [name, purpose]));

/** Which team sees which column of which table, and which rows: one row per column, so that fifty teams stay legible. */
export function matrix({ teams, columns }: Pick<ProofReach, 'teams' | 'columns'>): string {
  return [...Map.groupBy(teams, ({ table }) => table)]
    .map(([table, all]) => `<h3>Table ${safe(table)}</h3>${rowRules(all)}${columnGrid(all, columns)}`)
    .join('');
}

const rowRules = (teams: ProofReach['teams']): string =>
  `<ul>${teams.map(({ role, rowFilter }) => `<li data-find><b>${safe(shortName(role))}</b> sees rows ${safe(rowFilter === null ? 'of every kind, without a filter' : rowsInWords(rowFilter))}</li>`).join('')}</ul>`;

function columnGrid(teams: ProofReach['teams'], columns: ProofReach['columns']): string {
  const sensitivity = new Map(columns.map((column) => [column.name, column.sensitivity]));
  const seen = [...new Set(teams.flatMap((team) => team.columns))].map((name) => ({ name, sensitivity: '' }));
  const all = columns.length > 0 ? columns : seen;
  const sorted = all.toSorted((a, b) => a.sensitivity.localeCompare(b.sensitivity));
  const head = teams.map(({ role }) => `<th scope="col"><span>${safe(shortName(role))}</span></th>`).join('');
  const rows = sorted.map(({ name }) => {
    const cells = teams.map((team) =>
      team.columns.includes(name)
        ? '<td class="yes">✓<i class="hid"> sees</i></td>'
        : '<td>·<i class="hid"> hidden</i></td>',
    );
    return `<tr data-find><th scope="row">${safe(name)}</th><td>${safe(sensitivity.get(name) ?? '')}</td>${cells.join('')}<td class="wide">${safe(PURPOSES.get(name) ?? '')}</td></tr>`;
  });
  return `<div class="scroll" tabindex="0"><table class="grid"><thead><tr><th scope="col">column</th><th scope="col"><span>sensitivity</span></th>${head}<th scope="col">what it is for</th></tr></thead><tbody>${rows.join('\n')}</tbody></table></div>`;
}
