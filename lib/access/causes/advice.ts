import { NO_SCHEDULE, STARTS } from '../claims/started.ts';
import { NO_GRANT } from '../claims/works.ts';
import type { WitnessStep } from '../inquiry/proof.ts';
import { type AdvisedCause, classesOf, fallenClasses, isKnown, shortOf, unique, whereOf } from './case.ts';
import type { CauseKind } from './cause.ts';
import { encrypting } from './encrypting.ts';
import { patternFor, ruleFor } from './listening.ts';
import {
  ADMINISTRATION,
  allowance,
  denials,
  isAdministrator,
  isKeyOfAccount,
  lock,
  readersIn,
  said,
  takenAway,
  templateOf,
} from './statements.ts';
import { tell } from './unknowns.ts';

/** What to do about a cause, the plainest first. */
export const adviceFor = (about: AdvisedCause): string[] => [
  ...(about.verdict === 'undecided' ? tell(about) : about.kinds.flatMap((kind) => MEND[kind](about))),
  ...about.kinds.flatMap((kind) => MEANT[kind]?.(about) ?? []),
];

/** Whether lists of exceptions alone let the requests through: then they are too long, and no Deny is missing. */
const isExcepted = ({ lets }: AdvisedCause): boolean =>
  lets.length > 0 && lets.every((candidate) => candidate.exceptions.length > 0);

/** Of each Deny, the entries that its list of exceptions must not have. */
const exceptions = ({ lets, step }: AdvisedCause): string[] =>
  [...Map.groupBy(lets, ({ deny }) => deny)].map(([deny, those]) => {
    const named = unique(those.flatMap((letting) => letting.exceptions));
    return `Take ${named.join(' and ')} out of the exceptions of Deny ${deny} (${whereOf(step)})${named.some((entry) => /[*?]/.test(entry)) ? ', and name approved readers there by their whole ARN' : ''}.`;
  });

/** Settings that are closed in a way of their own, by what they are called. */
const SETTINGS: readonly { readonly when: RegExp; readonly todo: (where: string) => string }[] = [
  {
    when: /^(LaunchTemplateData\.)?KeyName of /,
    todo: (where) =>
      `Take the key pair out of ${where}. People who have to get in do so by Session Manager (ssm:StartSession), and the proof asks who may.`,
  },
  {
    when: /^AccessControl /,
    todo: (where) => `Take AccessControl out of ${where}, and give it OwnershipControls with BucketOwnerEnforced.`,
  },
  {
    when: /AWS::Batch::JobDefinition of /,
    todo: (where) =>
      `Give each container of ${where} a LogConfiguration with awslogs and a log group of these templates that one of their keys encrypts and that only approved readers can read, and no other volume or proxy.`,
  },
  {
    when: /AWS::SageMaker::Model of /,
    todo: (where) =>
      `SageMaker makes the log that ${where} prints into. Have the model print no content, and accept the finding with that as the reason.`,
  },
  {
    when: /AWS::ECS::TaskDefinition of /,
    todo: (where) =>
      `Take that setting out of ${where}. The output of the task may go to a log group of these templates (awslogs) that one of their keys encrypts and that only approved readers can read.`,
  },
];

const starting = (step: WitnessStep): string =>
  step.statement === NO_SCHEDULE
    ? `Add an AWS::Scheduler::Schedule whose target is ${whereOf(step)}, as often as the claim says.`
    : `Change ${step.statement} of ${whereOf(step)}, or leave it as the templates of this platform have it.`;

/** How to close it. */
const MEND: Readonly<Record<CauseKind, (about: AdvisedCause) => string[]>> = {
  right: (about) => [
    isAdministrator(about)
      ? `Take ${takenAway(about)} from ${shortOf(about.principal)} (${whereOf(about.step)}): a Deny cannot keep up with an administrator.`
      : `Narrow that statement, or add to the policies of ${shortOf(about.principal)} (${whereOf(about.step)}): ${denials(about)}`,
  ],
  'let in': (about) => [
    ...(isKeyOfAccount(about)
      ? [
          `If it is the account's own statement: let it administer only, ${said({ Action: ADMINISTRATION })}, and let readers decrypt by a statement of their own: ${said({ Effect: 'Allow', Principal: { AWS: readersIn(about, about.step && templateOf(about.step)) }, Action: 'kms:Decrypt', Resource: '*' })}`,
        ]
      : []),
    `${isKeyOfAccount(about) ? 'Else take' : 'Take'} that statement away${
      about.readers.length === 0
        ? `: ${classesOf(about)} has no approved reader.`
        : `, let it name approved readers only, or add to its Condition: ${said({ ArnEquals: { 'aws:PrincipalArn': readersIn(about, about.step && templateOf(about.step)) } })}`
    }`,
  ],
  trust: (about) => [
    `Let the trust policy of ${whereOf(about.step)} name only those who may act as this role: by their whole ARN, or with a condition that only they meet (aws:PrincipalArn, sts:ExternalId; for a web identity its sub and aud).`,
  ],
  'open lock': (about) =>
    isExcepted(about)
      ? exceptions(about)
      : [
          lock(about),
          ...(about.lets.length === 0
            ? []
            : ['Or take out of the Deny that is there the condition that lets the request through.']),
        ],
  unheard: (about) => [
    `Add to ${ruleFor(about)}: ${said(patternFor(about))}`,
    ...(about.declaredIn.rules === undefined ? [] : [`In this app such rules are rows of ${about.declaredIn.rules}.`]),
  ],
  'trail off': () => [
    'Set IsLogging of this trail to true. It must record the calls that change things, of every service and of all regions.',
  ],
  grant: (about) => [`Take the grant back, or narrow its filter to what is declared (${whereOf(about.step)}).`],
  setting: (about) => [
    encrypting(about.app, about.step, fallenClasses(about), about.declaredIn.file) ??
      SETTINGS.find(({ when }) => when.test(about.step?.statement ?? ''))?.todo(whereOf(about.step)) ??
      `Change this setting of ${whereOf(about.step)}, or point it at a store of these templates that only approved readers can read and that one of their keys encrypts.`,
  ],
  'lake setting': (about) => [
    `Close ${about.step?.statement ?? 'it'} of ${whereOf(about.step)} in the template itself: false for what hands data out, empty lists for default permissions, REPLACE for MutationType, and no administrators beside the trusted base.`,
  ],
  lifetime: (about) => [
    `Give ${whereOf(about.step)} an end within the promise. Of a bucket: a rule of LifecycleConfiguration for all objects with ExpirationInDays, NoncurrentVersionExpiration and AbortIncompleteMultipartUpload. Of a log: RetentionInDays.`,
  ],
  control: (about) => [
    `Give ${shortOf(about.principal)} the control that its columns demand, or grant it fewer columns.`,
  ],
  people: (about) => [
    `Take the grant or approval from ${shortOf(about.principal)}: a role that manages people must not read activity. If it only sounds so, name or tag it otherwise.`,
  ],
  unused: () => ['Stop keeping it, or grant it to a team that needs it.'],
  need: (about) => [
    about.step?.action === STARTS
      ? starting(about.step)
      : about.step?.statement === NO_GRANT
        ? `Let Lake Formation grant ${shortOf(about.principal)} ${about.step.resource}.`
        : `Add to the policies of ${shortOf(about.principal)} (${whereOf(about.step)}): ${said(allowance(about))}. Where a Deny stops it, except this principal there.`,
  ],
  unknown: ({ declaredIn }) => [`Make what is declared, or take it out of the declaration (${declaredIn.file}).`],
};

const meantToRead = (about: AdvisedCause): string[] =>
  isKnown(about)
    ? [
        `If ${shortOf(about.principal)} is meant to be let in: name it in approvedReaders of ${classesOf(about)} (${about.declaredIn.file}).`,
      ]
    : [];

/** What to declare where it is meant to be so. */
const MEANT: Readonly<Partial<Record<CauseKind, (about: AdvisedCause) => string[]>>> = {
  right: (about) =>
    about.readers.includes(about.principal)
      ? [
          `If it is meant: accept the finding (accepted), or name ${shortOf(about.principal)} in trustedBase if it may change every rule (${about.declaredIn.file}).`,
        ]
      : isKnown(about)
        ? [
            `If ${shortOf(about.principal)} is meant to have it: name it in approvedReaders of ${classesOf(about)}, or in trustedBase if it may change every rule (${about.declaredIn.file}).`,
          ]
        : [],
  'let in': (about) => meantToRead(about),
  'open lock': (about) => (isExcepted(about) ? meantToRead(about) : []),
  grant: (about) => [
    `If it is meant: declare these columns and rows for its team (columns, rowFilter in ${about.declaredIn.file}), and have that reviewed.`,
  ],
  lifetime: (about) => [
    `If it must last longer: promise so (retentionDays of ${classesOf(about)} in ${about.declaredIn.file}), which workers are told.`,
  ],
  unused: (about) => [`If it must be kept: list it in kept, with the reason (${about.declaredIn.file}).`],
};
