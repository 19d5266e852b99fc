import type { FoundClass, Inquiry } from '../inquiry/inquiry.ts';
import { type Finding, firstFinding } from '../inquiry/nobody-can.ts';
import type { Claim } from '../inquiry/proof.ts';
import type { Identity } from '../model/app.ts';
import { actionFindings } from '../side-doors/actions.ts';
import { callers } from '../side-doors/callers.ts';
import { closedFindings, forgets } from '../side-doors/closed.ts';
import { accessPoints, lookedUp } from '../side-doors/copies.ts';
import { crawled } from '../side-doors/crawlers.ts';
import { queryFindings, teamFindings } from '../side-doors/results.ts';
import { spreadOf } from '../side-doors/spread.ts';
import { backups } from '../stores/backups.ts';

/** The identities of the templates that are approved readers of a class: their code is trusted, the stores that it may write to are not. */
const writersOf = ({ app, trusted }: Inquiry, dataClass: FoundClass): Identity[] =>
  [...app.roles, ...app.users].filter(({ arn }) => dataClass.exempt.includes(arn) && !trusted.includes(arn));

/** Claim 5. Each store that data of a class can flow into is known, encrypted with a key of these templates, and closed to others. */
export function noSideDoors(inquiry: Inquiry): Claim[] {
  return inquiry.asked.flatMap((dataClass) => {
    const writers = writersOf(inquiry, dataClass);
    const { places, written, forwarded } = spreadOf(inquiry, dataClass, writers);
    const claim = (part: string, text: string, findings: Iterable<Finding>): Claim => ({
      id: `no-side-doors/${dataClass.name}/${part}`,
      class: dataClass.name,
      tier: 'B',
      text,
      ...firstFinding(inquiry, findings),
      guards: [],
    });
    return [
      claim(
        'sinks',
        `Approved readers of ${dataClass.name} can write only to stores whose readers may read it and to stores encrypted with keys of these templates, and what else they may do is known to carry nothing away.`,
        both(
          written,
          writers.flatMap((role) => [
            ...actionFindings(inquiry, dataClass, role),
            ...queryFindings(inquiry, dataClass, role),
          ]),
        ),
      ),
      claim(
        'closed',
        `Nobody else in the templates reads the queues, logs, tables and streams that ${dataClass.name} can get into.`,
        closedFindings(inquiry, dataClass, places),
      ),
      claim(
        'callers',
        `Code that runs as an approved reader of ${dataClass.name} cannot be called from outside the account${handsOver(dataClass)}.`,
        callers(inquiry, dataClass, writers),
      ),
      claim(
        'forgets',
        `Logs that approved readers of ${dataClass.name} write to, and other stores that it can get into, do not keep it for ever.`,
        forgets(inquiry, dataClass, places),
      ),
      claim(
        'copies',
        `Nothing that ${dataClass.name} can get into is copied to a store of other readers or out of these templates.`,
        both(forwarded, [
          ...dataClass.buckets.flatMap((bucket) => [...accessPoints(inquiry, bucket)]),
          ...dataClass.channels.flatMap((channel) => [...backups(inquiry, channel), ...lookedUp(inquiry, channel)]),
          ...crawled(inquiry, dataClass, writers),
        ]),
      ),
      ...(dataClass.tables.length > 0
        ? [
            claim(
              'results',
              `Results of queries on ${dataClass.name} stay in work groups of the team, encrypted with a key of these templates.`,
              teamFindings(inquiry, dataClass),
            ),
          ]
        : []),
    ];
  });
}

/** The exception that is declared, as part of what the claim says. */
const handsOver = ({ declared: { handedOverBy = [] } }: FoundClass): string =>
  handedOverBy.length === 0
    ? ''
    : `, but for ${handedOverBy.join(', ')}, which answers those who have signed in at its API, each with their own share`;

function* both(first: Iterable<Finding>, second: Iterable<Finding>): Generator<Finding> {
  yield* first;
  yield* second;
}
