/**
 * Actions that carry nothing to anybody but the caller, why, as patterns in lower case. The code of an approved reader is
 * trusted with what it reads; these are what it may do beside writing to stores.
 */
const INWARD: readonly { readonly why: string; readonly actions: readonly string[] }[] = [
  {
    why: 'answers the caller',
    actions: [
      ...['*:get*', '*:list*', '*:describe*', '*:batchget*', '*:lookup*', '*:query', '*:scan', '*:checkifexists'],
      ...['dynamodb:conditioncheckitem', 'dynamodb:partiqlselect', 'kinesis:subscribetoshard', 's3:headobject'],
      ...['kms:decrypt', 'kms:encrypt', 'kms:reencrypt*', 'kms:generate*', 'kms:derivesharedsecret'],
      ...['kms:sign', 'kms:verify*', 'logs:filterlogevents', 'logs:startquery', 'logs:stopquery'],
      ...[
        'lakeformation:startqueryplanning',
        'athena:stopqueryexecution',
        'glue:search*',
        'appconfig:startconfigurationsession',
        'ssmmessages:get*',
      ],
      ...['dynamodb:describe*', 'sqs:receivemessage', 'kinesis:registerstreamconsumer'],
    ],
  },
  {
    why: 'takes away, or keeps from being taken away',
    actions: [
      ...['s3:deleteobject*', 's3:abort*', 's3:restoreobject', 's3:bypassgovernanceretention'],
      ...['s3:putobjectlegalhold', 's3:putobjectretention', 'sqs:deletemessage*', 'sqs:changemessagevisibility*'],
      ...['dynamodb:deleteitem', 'dynamodb:partiqldelete', 'kinesis:deregisterstreamconsumer', 'sqs:purgequeue'],
      ...['glue:deletepartition', 'glue:batchdeletepartition'],
    ],
  },
  {
    why: 'names a partition of a table: its keys and where it lies',
    actions: ['glue:createpartition', 'glue:batchcreatepartition', 'glue:updatepartition'],
  },
  {
    why: 'numbers and times of a program, not what it works on: that its code puts no content there is trusted',
    actions: ['cloudwatch:putmetricdata', 'xray:puttracesegments', 'xray:puttelemetryrecords'],
  },
  {
    why: 'makes an empty log, which takes another right to fill',
    actions: ['logs:createlogstream', 'logs:createloggroup'],
  },
  {
    why: 'puts a function into a network; which ways lead out of that is the network’s',
    actions: [
      ...['ec2:createnetworkinterface', 'ec2:deletenetworkinterface'],
      ...['ec2:assignprivateipaddresses', 'ec2:unassignprivateipaddresses'],
    ],
  },
];

/** A question mark is one character, and so never a star, which stands for more. */
const source = (pattern: string): string =>
  pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&').replace(/[*?]/g, (wild) => (wild === '*' ? '.*' : '[^*]'));

/** Whether a text, or every text that a pattern stands for, fits one of the patterns. */
export function covering(patterns: readonly string[]): (action: string) => boolean {
  const shape = new RegExp(`^(?:${patterns.map((pattern) => source(pattern.toLowerCase())).join('|')})$`);
  return (action) => shape.test(action.toLowerCase());
}

const COVERING = new Map<string, (action: string) => boolean>();

/** The same for one pattern. The patterns of the tables are asked about for each action of each policy. */
export function covers(pattern: string, action: string): boolean {
  const known = COVERING.get(pattern);
  if (known) return known(action);
  // Bounded, because a sentinel that lives for days sees many policies.
  if (COVERING.size > 10_000) COVERING.clear();
  const made = covering([pattern]);
  COVERING.set(pattern, made);
  return made(action);
}

export const isInward = covering(INWARD.flatMap(({ actions }) => actions));
