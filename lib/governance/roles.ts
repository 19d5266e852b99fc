/**
 * The platform's own roles, by their names in `config/access.ts`. Teams are roles too; their names come from the
 * configuration.
 */
export const PLATFORM_ROLES = {
  collector: 'a device that sends segments; it writes to the ingest API and reads nothing',
  ingest: 'the function that checks a segment and stores it as captured',
  redact: 'the function that turns captured segments into rows of the lake',
  retain: 'the function that destroys what is due',
  compact:
    'what puts the rows of a day together in large files, without those that were erased; it tells readers of none of them',
  keep: 'what leads readers to new files of the table once they are counted; it sees names of files, and reads no row',
  export:
    'the function that makes the copies that a team asks for: it reads masked frames and what the team was answered, and queries nothing',
  package:
    'the function that makes the access package that a worker asked for: their own redacted records and pictures, for nobody else',
  page: 'the function that hands out the page of the workers; it reads nothing',
  worker: 'the function behind the page of the workers; it shows and changes only what concerns its caller',
  sentinel:
    'what pauses collection when a call that could open activity is reported, and proves the claims again; it reads policies and no activity',
  queries:
    'the function that saves the text of each query of a team once it has ended; it reads no result of a query, and nothing that it has saved',
  reads:
    'the function that finds in the logs who read what, and writes down days, columns and groups of workers; it reads logs and the text of queries, and no activity',
  inventory:
    'the function that compares what lies in the zones with the ledger every day; it sees names and items, and reads no content',
  schedule: 'the scheduler that starts the retention function',
  lake: 'the role that Lake Formation assumes to fetch the redacted table for a query that it has filtered',
  auditor:
    'a person who investigates; reads the logs, the text of queries and the policies of the account, and nothing else',
  operator:
    'a person who retries or drops segments that redaction gave up on; sees their ids and reasons, and reads no activity',
  governor: 'a person who pauses collection and approves its restart; reads no activity and no pauses of workers',
} as const;

/** Principals that could change the rules. They are the trusted base: no template can exclude them. */
export const TRUSTED_ROLES = {
  deployment: 'the role with which CloudFormation deploys the stacks',
  deployer:
    'the two roles of the CDK that a deployment begins with: one may hand the deployment role to any stack, the other writes where functions take their code from, and so each may change every rule',
  revoke: 'the function that closes a new database and table to IAM principals; a Lake Formation administrator',
} as const;

/** Readers of the account's policies and settings: the investigator, and the sentinel. */
export const ACCOUNT_READERS = ['auditor', 'sentinel'] as const satisfies readonly (keyof typeof PLATFORM_ROLES)[];

export type PlatformRole = keyof typeof PLATFORM_ROLES;
export type TrustedRole = keyof typeof TRUSTED_ROLES;
/** Platform roles that people assume. */
export type PersonRole = Extract<PlatformRole, 'auditor' | 'governor' | 'operator'>;
