import { StrongroomError } from '../../lib/activity/errors.ts';
import { there } from '../../lib/activity/there.ts';
import type { Ask } from './sessions.ts';

/** Answers to queries of a team, which the team itself has asked. */
export interface TeamQueries {
  /** The statement of a query of the team that succeeded on the lake within the last hour; undefined for any other. */
  statementOf(id: string): Promise<string | undefined>;
  answer(id: string): ReturnType<Ask>;
}

/** Queries that the team has to run before an export goes on. */
export class Unasked extends Error {
  readonly statements: readonly string[];

  constructor(statements: readonly string[]) {
    super('the team has not asked yet');
    this.statements = statements;
  }
}

/**
 * Takes the answers to statements of ours from queries that the team ran: by the text of each, because an answer to another one could
 * name frames and segments that the team does not see.
 * @throws StrongroomError export.foreign-answer for a query that is not the team's, or did not succeed; Unasked, when asked
 *   for a statement without an answer
 */
export async function answersOf(ids: readonly string[], queries: TeamQueries): Promise<Ask> {
  const known = new Map<string, string>();
  for (const id of ids) {
    const statement = await queries.statementOf(id);
    if (statement === undefined)
      throw new StrongroomError(
        'export.foreign-answer',
        `query ${id} did not succeed in the work group of the team, on the lake, within the last hour`,
        'run the statements that the export asks for, with the role of the team',
      );
    known.set(statement, id);
  }
  const expect = (statements: readonly string[]) => {
    const unasked = statements.filter((sql) => !known.has(sql));
    if (unasked.length > 0) throw new Unasked(unasked);
  };
  const ask = (sql: string) => {
    expect([sql]);
    return queries.answer(there(known.get(sql), 'the run of a query'));
  };
  return Object.assign(ask, { expect });
}
