import { NO_SCHEDULE, STARTS } from '../claims/started.ts';
import { NO_GRANT } from '../claims/works.ts';
import { eventsOf } from '../escalate/events.ts';
import type { FoundClass } from '../inquiry/inquiry.ts';
import type { Claim, Verdict, WitnessStep } from '../inquiry/proof.ts';
import type { Resource } from '../model/app.ts';
import type { App } from '../model/index.ts';
import type { Statement } from '../policy/document.ts';
import type { CauseKind } from './cause.ts';
import { closings, givesEverything, lockedActions, unheard } from './closing.ts';
import { encrypting } from './encrypting.ts';
import type { Let } from './lets.ts';
import { type Named, namedIn } from './naming.ts';

/** What a cause is, as advice needs it. */
export interface Case {
  readonly app: App;
  /** Approved readers of the classes whose claims fall, by ARN. */
  readonly readers: readonly string[];
  /** The classes whose claims fall. */
  readonly classes: readonly FoundClass[];
  /** The statements that are the cause. */
  readonly behind: readonly Statement[];
  /** Those of the claims that fall by it, the first one first. */
  readonly kinds: readonly CauseKind[];
  readonly verdict: Verdict;
  /** The step that is the cause; there is none where nothing is known. */
  readonly step: WitnessStep | undefined;
  /** The Denies that are about the steps and do not stop them. */
  readonly lets: readonly Let[];
  /** The same step in all claims that fall by it. */
  readonly steps: readonly WitnessStep[];
  readonly principal: string;
  readonly fallen: readonly Claim[];
  readonly unknown: readonly string[];
  /** The resources of the statement that is the cause, as it names them. */
  readonly patterns: readonly string[];
  /** Whether that statement is for the whole account. */
  readonly ofAccount: boolean;
  readonly declaredIn: DeclaredIn;
}

/** Files in which an app says what it declares, and its event rules where they are code. */
export interface DeclaredIn {
  readonly file: string;
  readonly rules?: string;
}

export const CLAIMS_FILE: DeclaredIn = { file: 'the claims file' };
/** Of this platform. */
export const OWN_CONFIGURATION: DeclaredIn = { file: 'config/access.ts', rules: 'lib/platform/audit/watches.ts' };

/** What to do about a cause, the plainest first. */
export const adviceFor = (about: Case): string[] => [
  ...(about.verdict === 'undecided' ? tell(about) : about.kinds.flatMap((kind) => MEND[kind](about))),
  ...about.kinds.flatMap((kind) => MEANT[kind]?.(about) ?? []),
];

/** How many actions, readers or resources a statement is given by name. */
const MOST_NAMED = 8;
const MOST_RESOURCES = 40;

const unique = <T>(all: readonly T[]): T[] => [
  ...new Map(all.map((advice) => [JSON.stringify(advice), advice] as const)).values(),
];
/** A list of one is the one, and nothing of a long list is left out. */
const few = <T>(all: readonly T[], most = MOST_NAMED): T[] | T | '*' => {
  const found = unique(all);
  if (found.length > most) return '*';
  return found.length === 1 ? (found[0] ?? '*') : found;
};

const templateOf = ({ source }: WitnessStep): string | undefined => (source === '' ? undefined : source.split('#')[0]);

/** Resources of the steps: of a store of the templates, the store; of any other, all that the statement lets in and no store is. */
function stepsOnStores({ app, steps, patterns }: Case): { readonly action: string; readonly resource: string }[] {
  const stores = app.resources.flatMap(({ arn }) => arn ?? []);
  const isOurs = (text: string) => stores.some((arn) => text === arn || text.startsWith(`${arn}/`));
  const ours = steps.filter(({ resource }) => isOurs(resource) || patterns.length === 0);
  const others = patterns.filter((text) => !isOurs(text.replace(/\/\*$/, '')));
  const all =
    ours.length > 0 || others.length === 0
      ? ours.length > 0
        ? ours
        : steps
      : steps.flatMap(({ action }) => others.map((resource) => ({ action, resource })));
  return all.map(({ action, resource }) => ({ action, resource: resource.replace(/\/x*$/, '/*') }));
}
const resourcesOf = (about: Case): string[] => unique(stepsOnStores(about).map(({ resource }) => resource));

/** The Denies that close all that the statement opens by the services of its steps, in the template of its principal. */
function denials(about: Case): string {
  const { app, behind, classes, principal, step } = about;
  const within =
    [...app.roles, ...app.users].find(({ arn }) => arn === principal)?.template ?? (step && templateOf(step));
  return closings(app, classes, behind, stepsOnStores(about))
    .map(({ actions, resources }) => {
      // A service is denied as a whole only on what the classes rest on.
      const isWhole = actions.length > MOST_NAMED && !resources.includes('*');
      return said({
        Effect: 'Deny',
        Action: isWhole ? `${actions[0]?.split(':')[0]}:*` : few(actions, actions.length),
        Resource: few(
          resources.map((text) => namedIn(app, within, text)),
          MOST_RESOURCES,
        ),
      });
    })
    .join(' and ');
}
const shortOf = (arn: string): string => arn.split('/').at(-1) || arn;
const fallenClasses = ({ classes, fallen }: Case): FoundClass[] =>
  classes.filter(({ name }) => fallen.some((claim) => claim.class === name));
const classesOf = ({ fallen }: Case): string => {
  const found = unique(fallen.map((claim) => claim.class));
  return found.length > 3 ? 'each class that it may read' : found.join(' and ');
};
const whereOf = (step: WitnessStep | undefined): string => step?.construct || step?.source || 'the templates';
const said = (statement: object): string => JSON.stringify(statement);

/** The readers that a lock has to let through: by name, or in words where they are many. */
const readersIn = ({ app, readers, fallen }: Case, within: string | undefined): Named[] | string => {
  const found = readers.filter((arn) => arn.startsWith('arn:'));
  return found.length > 0 && found.length <= MOST_NAMED
    ? found.map((arn) => namedIn(app, within, arn))
    : `the approved readers of ${unique(fallen.map((claim) => claim.class)).join(', ')}`;
};

/** The lock that is missing, in the template of the policy, or of the store that has none. */
function lock(about: Case): string {
  const { app, steps, step } = about;
  const open = app.resources.filter(
    ({ arn }) => arn && steps.some(({ resource }) => `${resource}/`.startsWith(`${arn}/`)),
  );
  const within = (step && templateOf(step)) ?? open[0]?.template;
  const statement = said({
    Sid: 'DenyUnlessApproved',
    Effect: 'Deny',
    Principal: '*',
    Action: few(lockedActions(steps.map(({ action }) => action))),
    Resource: few(resourcesOf(about).map((text) => namedIn(app, within, text))),
    // Of a class that nobody reads, the lock is for everybody.
    ...(about.readers.length === 0
      ? {}
      : { Condition: { ArnNotEquals: { 'aws:PrincipalArn': readersIn(about, within) } } }),
  });
  if (step?.source) return `Add to the policy of ${whereOf(step)}: ${statement}`;
  const [first, ...rest] = open.map(({ logicalId }) => logicalId);
  if (first === undefined) return `Add to the policy of the templates: ${statement}`;
  return rest.length === 0
    ? `Give a policy to ${first}, which has none, with: ${statement}`
    : `Give a policy to each of ${[first, ...rest].join(', ')}, which have none, with: ${statement}`;
}

/** Whether lists of exceptions alone let the requests through: then they are too long, and no Deny is missing. */
const isExcepted = ({ lets }: Case): boolean =>
  lets.length > 0 && lets.every((candidate) => candidate.exceptions.length > 0);

/** Of each Deny, the entries that its list of exceptions must not have. */
const exceptions = ({ lets, step }: Case): string[] =>
  [...Map.groupBy(lets, ({ deny }) => deny)].map(([deny, those]) => {
    const named = unique(those.flatMap((letting) => letting.exceptions));
    return `Take ${named.join(' and ')} out of the exceptions of Deny ${deny} (${whereOf(step)})${named.some((entry) => /[*?]/.test(entry)) ? ', and name approved readers there by their whole ARN' : ''}.`;
  });

/** Whether it is a principal of the templates, and not one that stands for others. */
const isKnown = ({ app, principal }: Case): boolean =>
  [...app.roles, ...app.users].some(({ arn }) => arn === principal);

const isAdministrator = ({ step, behind }: Case): boolean =>
  /AdministratorAccess|PowerUserAccess|IAMFullAccess/.test(step?.statement ?? '') || givesEverything(behind);

/** Of a policy of AWS the policy; of any other the statement that gives everything. */
const takenAway = ({ step }: Case): string =>
  /^Allow .* of (AWS managed .*)$/.exec(step?.statement ?? '')?.[1] ?? `the statement ${step?.statement ?? ''}`;

/** Verbs by which an account administers a key, and uses it for nothing. */
const ADMINISTRATION = [
  ...['CancelKeyDeletion', 'DescribeKey', 'DisableKey', 'EnableKey', 'EnableKeyRotation', 'GetKeyPolicy'],
  ...['ListAliases', 'PutKeyPolicy', 'RevokeGrant'],
  ...['ScheduleKeyDeletion', 'TagResource', 'UntagResource'],
].map((verb) => `kms:${verb}`);

/** A statement that gives the whole account a key cannot go as it is: nobody could administer the key any more. */
const isKeyOfAccount = ({ step, ofAccount }: Case): boolean => ofAccount && /^kms:/.test(step?.action ?? '');

/** What a principal lacks. */
const allowance = (about: Case): object => ({
  Effect: 'Allow',
  Action: few(about.steps.map(({ action }) => action)),
  Resource: few(resourcesOf(about).map((text) => namedIn(about.app, about.step && templateOf(about.step), text))),
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
const MEND: Readonly<Record<CauseKind, (about: Case) => string[]>> = {
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

const meantToRead = (about: Case): string[] =>
  isKnown(about)
    ? [
        `If ${shortOf(about.principal)} is meant to be let in: name it in approvedReaders of ${classesOf(about)} (${about.declaredIn.file}).`,
      ]
    : [];

/** What to declare where it is meant to be so. */
const MEANT: Readonly<Partial<Record<CauseKind, (about: Case) => string[]>>> = {
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

/** The CloudTrail events of the steps that set off no alarm, by their service, in the form of a rule of EventBridge. */
function patternFor({ app, steps }: Case): object {
  const [service = ''] = (steps[0]?.action ?? '').split(':');
  const names = unique(
    unheard(
      app,
      steps.map(({ action }) => action),
    ).flatMap((action) => eventsOf(action).names),
  );
  return {
    source: [`aws.${service}`],
    'detail-type': ['AWS API Call via CloudTrail'],
    detail: { eventSource: [`${service}.amazonaws.com`], eventName: names },
  };
}

/** The rule that hears of other calls of the same service, if there is one: by its source, or by the name that CloudTrail has for it. */
export const ruleOf = (app: App, action: string): Resource | undefined => {
  const [service = ''] = action.split(':');
  return app.resources.find(({ type, properties }) => {
    const said = type === 'AWS::Events::Rule' ? JSON.stringify(properties) : '';
    return said.includes(`"aws.${service}"`) || said.includes(`"${service}.amazonaws.com"`);
  });
};

function ruleFor({ app, steps }: Case): string {
  const [service = ''] = (steps[0]?.action ?? '').split(':');
  const rule = ruleOf(app, service);
  return rule
    ? `the pattern of ${rule.constructPath || rule.logicalId}`
    : `a new AWS::Events::Rule, since none of these templates listens to ${service}, with a target that people read`;
}

/** How to say what was not known, by how it is told. */
const TELLS: readonly { readonly when: RegExp; readonly todo: string }[] = [
  {
    when: /managed policy|group /,
    todo: 'Give the template that makes it, or name the principal with its policies in environment.principals.',
  },
  {
    when: /macro|[Tt]ransform/,
    todo: 'Give the processed template: aws cloudformation get-template --template-stage Processed.',
  },
  {
    when: /gives no column a sensitivity/,
    todo: 'Say how sensitive each column of the tables is, partition keys included, in columns of the claims file: {"name": …, "sensitivity": "S0" to "S4"} (docs/threat-model.md).',
  },
  {
    when: /no AWS::LakeFormation::DataLakeSettings/,
    todo: 'Add an AWS::LakeFormation::DataLakeSettings with empty CreateDatabaseDefaultPermissions and CreateTableDefaultPermissions, and with Admins; or give the template that has it.',
  },
  {
    when: /deployment|parameter/i,
    todo: 'Say its value: environment.parameters, or the account and region of the deployment.',
  },
  {
    when: /service reference of/,
    todo: 'Correct its name, or take it out of the statement. If AWS has made it since: bring the reference up to date (npm run catalogue), and read what it does.',
  },
  {
    when: /boots machine image/,
    todo: 'The id of a machine image does not say what is on it. Run this as a function, as a job, or as a task with an image that its digest names; or accept the finding, with who makes the image as the reason.',
  },
  {
    when: /runs image/,
    todo: 'Copy the image into a repository of this account and name it there by its digest (@sha256:…); or accept the finding, with who makes the image as the reason.',
  },
  {
    when: /takes? (its|their|packages|the|variables)|has the (job|cluster) take|hands the build programs/,
    todo: 'Put the programs into a bucket of these templates, where the proof asks who writes them; or accept the finding, with who writes them as the reason.',
  },
  {
    when: /calls with the rights of the role/,
    todo: 'Have it call a function or a store of these templates; or accept the finding, with what the call does as the reason.',
  },
  {
    when: /may be able to s3:(Put|Replicate)Object on/,
    todo: 'Keep it from that object, from which the code of a function is taken when it is deployed: narrow Resource to the buckets that it writes into, or deny s3:PutObject and s3:ReplicateObject on the bucket with the code. A role that publishes code belongs among deployers of the claims file.',
  },
  { when: /condition operator/, todo: 'Correct the operator, or write the condition with one that AWS documents.' },
  { when: /was not answered/, todo: 'Let the reading make that call, and read the account again.' },
  { when: /budget|intricate/, todo: 'Write the policies with fewer wildcards and conditions.' },
  {
    when: /\(\w+::|resource type|Custom::/,
    todo: 'Read what it does, and accept the finding with that as the reason; or keep what names the class out of it.',
  },
];

function tell({ unknown, fallen }: Case): string[] {
  const text = [...unknown, ...fallen.map(({ because = '' }) => because)].join(' ');
  const found = TELLS.filter(({ when }) => when.test(text)).map(({ todo }) => todo);
  return found.length > 0
    ? found
    : ['Write it in a form that the proof understands (docs/limits.md), or accept the finding with a reason.'];
}
