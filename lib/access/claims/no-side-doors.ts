import type { Inquiry } from '../inquiry/inquiry.ts';
import { type Finding, firstFinding } from '../inquiry/nobody-can.ts';
import type { Claim } from '../inquiry/proof.ts';
import { copies, resultFindings } from './copies.ts';
import { DOORS } from './doors.ts';
import { callers, closedFindings, forgets, sinkFinding } from './sinks.ts';

/** Claim 5. Whatever data of a class can flow into is known, encrypted with a key of one's own, and closed to others. */
export function noSideDoors(inquiry: Inquiry): Claim[] {
  return inquiry.asked.flatMap((found) => {
    const writers = inquiry.app.roles.filter(
      (role) => found.exempt.includes(role.arn) && !inquiry.trusted.includes(role.arn),
    );
    const claim = (part: string, text: string, finding: Finding): Claim => ({
      id: `no-side-doors/${found.name}/${part}`,
      class: found.name,
      tier: 'B',
      text,
      ...finding,
      guards: [],
    });
    return [
      claim(
        'sinks',
        `Approved readers of ${found.name} can write only to stores of these templates, encrypted with keys of these templates.`,
        firstFinding(writers.flatMap((role) => DOORS.map((door) => sinkFinding(inquiry, role, door)))),
      ),
      claim(
        'closed',
        `Nobody else in the templates reads the queues, logs and streams that approved readers of ${found.name} write to.`,
        firstFinding(closedFindings(inquiry, found, writers)),
      ),
      claim(
        'callers',
        `Code that runs as an approved reader of ${found.name} cannot be called from outside the account.`,
        firstFinding(callers(inquiry, writers)),
      ),
      claim(
        'forgets',
        `Logs that approved readers of ${found.name} write to do not stay for ever.`,
        firstFinding(forgets(inquiry, writers)),
      ),
      claim(
        'copies',
        `No bucket of ${found.name} is copied to a store of another class.`,
        firstFinding(found.buckets.flatMap((bucket) => [...copies(inquiry, found, bucket)])),
      ),
      ...(found.tables.length > 0
        ? [
            claim(
              'results',
              `Results of queries on ${found.name} stay in work groups of the team, encrypted with a key of these templates.`,
              firstFinding(resultFindings(inquiry, found)),
            ),
          ]
        : []),
    ];
  });
}
