import { safe } from '../page.ts';
import type { Attempt } from '../summary.ts';

/**
 * Attempts by principal (rows) and target (columns). The deciding statement is given once below, and referred to by its
 * number.
 */
export function attemptsGrid(attempts: readonly Attempt[]): string {
  const targets = [...new Set(attempts.map(({ target }) => target))];
  const notes = [...new Set(attempts.map(({ statement }) => statement))];
  const rows = [...Map.groupBy(attempts, ({ principal }) => principal)].map(([principal, made]) => {
    const cells = targets.map((target) =>
      cell(
        made.find((attempt) => attempt.target === target),
        notes,
      ),
    );
    return `<tr data-find><th scope="row">${safe(principal)}</th>${cells.join('')}</tr>`;
  });
  const head = targets.map((target) => `<th scope="col">${safe(target)}</th>`).join('');
  const list = notes.map((note, at) => `<li id="decided-${at + 1}">${safe(note)}</li>`).join('');
  return `<div class="scroll" tabindex="0"><table><thead><tr><th scope="col">who</th>${head}</tr></thead><tbody>${rows.join('\n')}</tbody></table></div>
<h3>Decided by</h3><ol>${list}</ol>`;
}

const SAYS: Readonly<Record<string, string>> = {
  Allowed: '▲ read it',
  ExplicitlyDenied: '✕ forbidden',
  ImplicitlyDenied: '✕ not allowed',
};

function cell(attempt: Attempt | undefined, notes: readonly string[]): string {
  if (attempt === undefined) return '<td>not tried: it may</td>';
  const number = notes.indexOf(attempt.statement) + 1;
  const kind = attempt.decision === 'Allowed' ? 'bad' : 'good';
  return `<td><span class="${kind}">${safe(SAYS[attempt.decision] ?? attempt.decision)}</span> <a href="#decided-${number}" aria-label="decided by number ${number}">[${number}]</a></td>`;
}
