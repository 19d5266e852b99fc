import { approvedTrust } from '../claims/approved-trust.ts';
import { twoLocks } from '../claims/two-locks.ts';
import { toSmtLib } from '../decide/smtlib.ts';
import type { Declaration } from '../inquiry/declaration.ts';
import { openInquiry } from '../inquiry/inquiry.ts';
import type { App } from '../model/app.ts';

/** A question of the open-world claims for an independent solver, and what was decided here. */
export interface ExportedQuery {
  /** A file name. */
  readonly name: string;
  /** SMT-LIB 2. */
  readonly text: string;
  /** `unsat` when nobody can. */
  readonly expected: 'sat' | 'unsat' | 'unknown';
}

const EXPECTED = { possible: 'sat', impossible: 'unsat', 'over budget': 'unknown' } as const;

/** The questions about locks and trust, each as a script of its own. */
export function exportQueries(app: App, declaration: Declaration): ExportedQuery[] {
  const exported: ExportedQuery[] = [];
  const inquiry = openInquiry(app, declaration, {
    onAnswer: (questions, except, { verdict }) => {
      const [first] = questions;
      const parts = [
        first?.actor.type,
        first?.actor.account ?? 'none',
        ...questions.map((question) => question.action.replace(':', '-')),
      ];
      const number = String(exported.length + 1).padStart(5, '0');
      exported.push({
        name: `${number}-${parts.join('-')}.smt2`,
        text: toSmtLib(questions, except),
        expected: EXPECTED[verdict],
      });
    },
  });
  twoLocks(inquiry);
  approvedTrust(inquiry);
  return exported;
}
