/** The kinds of claims, as the ids of claims begin, with what each is about. */
export const CLAIM_FAMILIES = {
  'two-locks': 'no single request of anybody else returns data, and each of its two locks holds alone',
  'no-escalation': 'no sequence of steps leads to the data, and nobody else takes a role that reads it',
  'no-silent-administrator': 'an administrator cannot reach the data without a step that is announced',
  'columns-and-rows': 'each team sees the columns and rows that are declared, and no others',
  'no-side-doors': 'queues, logs, results, copies and callers let nothing out',
  'it-dies': 'every store forgets within what was promised',
  'controls-match-sensitivity': 'each reader of a column meets the demands of its sensitivity',
  'people-management': 'no role that manages people reads the data',
  proportionate: 'nothing is kept or granted that no granted purpose uses',
  works: 'every call that must be allowed is allowed',
} as const;

export type ClaimFamily = keyof typeof CLAIM_FAMILIES;

/** All that is said of a kind of claims beside the code that decides it. */
interface ClaimKind {
  /** The line of the terminal: its name in words, and its statement. */
  readonly line: string;
  /** What would happen if it fell. */
  readonly why: string;
  /** What it takes for granted beside the assumptions of every proof. */
  readonly assumes: readonly string[];
  /**
   * Whether a claim of it can fall because something is not there. Of an account that was not read as a whole it may be there
   * all the same: such a claim is undecided, not refuted.
   */
  readonly mayFallForWant: boolean;
  /** The services whose unanswered calls leave it undecided. */
  readonly restsOn: RegExp | 'every service';
}

export const CLAIM_KINDS: Readonly<Record<ClaimFamily, ClaimKind>> = {
  'two-locks': {
    line: 'two locks: nobody but approved readers, each lock with the other one open',
    why: 'One mistake in one policy must not open the data: while one lock is wrong, the other one still holds.',
    assumes: ['S3, KMS and DynamoDB decide on a request as AWS documents it.', 'These templates are what is deployed.'],
    mayFallForWant: false,
    restsOn: /^(s3|s3control|kms|iam|dynamodb):/,
  },
  'no-escalation': {
    line: 'no escalation: no sequence of permitted steps reaches the data',
    why: 'A principal without the right to read can become a principal with it: by taking a role, changing code or a policy, or having a service read in their place.',
    assumes: [
      'The catalogue of steps (lib/access/escalate/catalogue.ts) holds the steps that matter.',
      'Roles outside these templates are closed, unless their template was given.',
    ],
    mayFallForWant: false,
    restsOn: 'every service',
  },
  'no-silent-administrator': {
    line: 'no silent administrator: every way in sets off an alarm',
    why: 'Administrators can change every rule. Nobody can stop them, so each of their ways must be announced as it is taken, and collection stops.',
    assumes: [
      'CloudTrail reports the call and EventBridge delivers it. What lies in the lake already is not protected by a pause.',
    ],
    mayFallForWant: true,
    restsOn: 'every service',
  },
  'columns-and-rows': {
    line: 'columns and rows: teams see what is declared for them',
    why: 'A team is let into the table, and must see of it only what was approved. Several grants add up to more than each of them.',
    assumes: ['Lake Formation enforces its filters in the engine that is used.'],
    mayFallForWant: true,
    restsOn: 'every service',
  },
  'no-side-doors': {
    line: 'no side doors: no queue, log or result keeps a copy that others read',
    why: 'Data leaves a closed zone with those who may read it: into queues, logs, results and copies. A copy that others read is a leak.',
    assumes: [
      'Nothing of what the code of an approved reader writes: it may write whatever it may read, wherever it may write.',
      'Code of an approved reader answers no content to principals of the account that may call it, and leaves none in the record of a run.',
    ],
    mayFallForWant: true,
    restsOn: 'every service',
  },
  'it-dies': {
    line: 'it dies: everything that holds the data forgets it in time',
    why: 'Workers were promised an end. A file that nothing destroys can still be read when the promise is forgotten.',
    assumes: [
      'Lifecycle rules run. Retention is the first hand that destroys; the settings of this claim are the second.',
    ],
    mayFallForWant: true,
    restsOn: /^(s3|kms|sqs|sns|logs|dynamodb|events):/,
  },
  'controls-match-sensitivity': {
    line: 'controls match sensitivity: each reader of a column meets its demands',
    why: 'The more a column says about a person, the more must stand between it and a reader.',
    assumes: ['The sensitivity of each column (lib/activity/columns.ts) is right.'],
    mayFallForWant: true,
    restsOn: 'every service',
  },
  'people-management': {
    line: 'people management: no role tagged so reads activity or is granted a table',
    why: 'What is collected to train a model must not judge the people it was collected from.',
    assumes: [
      'Roles that manage people are recognised by a tag, their name or their path, in words that the claim lists.',
    ],
    mayFallForWant: false,
    restsOn: 'every service',
  },
  proportionate: {
    line: 'proportionate: nothing is kept or granted that no granted purpose uses',
    why: 'Data without a purpose helps no one, and can still leak. Data that is not collected cannot.',
    assumes: [
      'Ingest and redaction obey the configuration that they are bundled with.',
      'The listed reasons are good ones.',
    ],
    mayFallForWant: false,
    restsOn: 'every service',
  },
  works: {
    line: 'works: every call that the platform, its services and its people must make is allowed',
    why: 'A platform whose own functions or people are refused is mended in a hurry, with a permission that is too wide.',
    assumes: [
      'The table of needs (lib/governance/needs) is complete.',
      'Roles outside these templates have policies of their own that allow what is needed of them.',
    ],
    mayFallForWant: true,
    restsOn: 'every service',
  },
};

export const isFamily = (name: string): name is ClaimFamily => Object.hasOwn(CLAIM_FAMILIES, name);

/** The kind of a claim, by how its id begins. */
export function familyOf(id: string): ClaimFamily | undefined {
  const [name = ''] = id.split('/');
  return isFamily(name) ? name : undefined;
}
