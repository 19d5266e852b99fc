import type { ClaimFamily } from './families.ts';

/** Why a kind of claim is made, and what it takes for granted beside the assumptions of every proof. */
export interface Reason {
  /** What would happen if it fell. */
  readonly why: string;
  readonly assumes: readonly string[];
}

/** One for each kind of claim. */
export const CLAIM_REASONS: Readonly<Record<ClaimFamily, Reason>> = {
  'two-locks': {
    why: 'One mistake in one policy must not open the data: while one lock is wrong, the other one still holds.',
    assumes: ['S3, KMS and DynamoDB decide on a request as AWS documents it.', 'These templates are what is deployed.'],
  },
  'no-escalation': {
    why: 'Somebody who may not read may be able to become somebody who may: by taking a role, changing code or a policy, or having a service read in their place.',
    assumes: [
      'The catalogue of steps (lib/access/escalate/catalogue.ts) holds the steps that matter.',
      'Roles outside these templates are closed, unless their template was given.',
    ],
  },
  'no-silent-administrator': {
    why: 'Administrators can change every rule. Nobody can stop them, so each of their ways must be announced as it is taken, and collection stops.',
    assumes: [
      'CloudTrail reports the call and EventBridge delivers it. What lies in the lake already is not protected by a pause.',
    ],
  },
  'columns-and-rows': {
    why: 'A team is let into the table, and must see of it only what was approved. Several grants add up to more than each of them.',
    assumes: ['Lake Formation enforces its filters in the engine that is used.'],
  },
  'no-side-doors': {
    why: 'Data leaves a closed zone with those who may read it: into queues, logs, results and copies. A copy that others read is a leak.',
    assumes: [
      'Nothing of what the code of an approved reader writes: it may write whatever it may read, wherever it may write.',
    ],
  },
  'it-dies': {
    why: 'Workers were promised an end. What nobody destroys is still there to be read when somebody changes their mind.',
    assumes: [
      'Lifecycle rules run. Retention is the first hand that destroys; the settings of this claim are the second.',
    ],
  },
  'controls-match-sensitivity': {
    why: 'The more a column says about a person, the more must stand between it and a reader.',
    assumes: ['The sensitivity of each column (lib/activity/columns.ts) is right.'],
  },
  'people-management': {
    why: 'What is collected to train a model must not judge the people it was collected from.',
    assumes: ['Roles that manage people are told by a tag, their name or their path, in words that the claim lists.'],
  },
  proportionate: {
    why: 'What nobody may use helps nobody, and can still leak. What is not collected cannot.',
    assumes: [
      'Ingest and redaction obey the configuration that they are bundled with.',
      'The listed reasons are good ones.',
    ],
  },
  works: {
    why: 'A platform whose own functions or people are refused is mended in a hurry, with a permission that is too wide.',
    assumes: [
      'The table of needs (lib/governance/needs) is complete.',
      'Roles outside these templates have policies of their own that allow what is needed of them.',
    ],
  },
};
