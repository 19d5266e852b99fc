import { NO_GRANT } from '../claims/works.ts';
import type { Claim, Verdict, WitnessStep } from '../inquiry/proof.ts';
import type { Resource } from '../model/app.ts';
import { IDENTITIES } from '../model/identities.ts';
import { type App, NOWHERE } from '../model/index.ts';
import { stackName } from '../model/scope.ts';
import type { CauseKind } from './cause.ts';

/** What a cause is, as advice needs it. */
export interface Case {
  readonly app: App;
  /** Approved readers of the classes whose claims fall, by ARN. */
  readonly readers: readonly string[];
  /** Those of the claims that fall by it, the first one first. */
  readonly kinds: readonly CauseKind[];
  readonly verdict: Verdict;
  /** The step that is the cause; there is none where nothing is known. */
  readonly step: WitnessStep | undefined;
  /** Why no Deny stops it, where there are some. */
  readonly lets: string | undefined;
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

/** How many actions or resources a statement is given by name. */
const MOST_NAMED = 8;

const unique = (all: readonly string[]): string[] => [...new Set(all)];
const few = (all: readonly string[]): string[] | string => {
  const found = unique(all);
  if (found.length > MOST_NAMED) return '*';
  return found.length === 1 ? (found[0] ?? '*') : found;
};
const pseudo = (name: string): string => `\${AWS::${name}}`;

/** A resource by reference where its name is made up, or made of parameters: `\${Role.Arn}`, as Fn::Sub takes it. */
function referenced(app: App, text: string): string {
  const named = app.resources.find(({ arn, name, template }) => {
    if (arn === undefined || !name.toLowerCase().includes(`${stackName(template).toLowerCase()}-`)) return false;
    return text === arn || text.startsWith(`${arn}/`) || text.startsWith(`${arn}:`);
  });
  if (named?.arn === undefined) return text;
  const attribute = IDENTITIES[named.type]?.arn ?? 'Arn';
  const reference = attribute === 'Ref' ? named.logicalId : `${named.logicalId}.${attribute}`;
  return `\${${reference}}${text.slice(named.arn.length)}`;
}

/** As Fn::Sub takes it: references, and the account and region where the templates do not say them. */
const inTemplate = (app: App, arn: string): string => placed(app, referenced(app, arn));

const placed = ({ place }: App, arn: string): string =>
  arn
    .replaceAll(place.accountId === NOWHERE.accountId ? NOWHERE.accountId : '\0', () => pseudo('AccountId'))
    .replace(place.region === NOWHERE.region ? /(?<=[:-])region(?![\w])/g : '\0', () => pseudo('Region'));
const actionsOf = ({ steps }: Case): string[] | string => few(steps.map(({ action }) => action));
/** Of a store of the templates, the store; of any other, all that the statement lets in and no store is. */
function resourcesOf({ app, steps, patterns }: Case): string[] | string {
  const stores = app.resources.flatMap(({ arn }) => arn ?? []);
  const isOurs = (text: string) => stores.some((arn) => text === arn || text.startsWith(`${arn}/`));
  const named = steps.map(({ resource }) => resource).filter((text) => isOurs(text) || patterns.length === 0);
  const asked = named.length > 0 ? named : patterns.filter((text) => !isOurs(text.replace(/\/\*$/, '')));
  return few(
    (asked.length > 0 ? asked : steps.map(({ resource }) => resource)).map((text) =>
      inTemplate(app, text.replace(/\/x+$/, '/*')),
    ),
  );
}
const shortOf = (arn: string): string => arn.split('/').at(-1) || arn;
const classesOf = ({ fallen }: Case): string => {
  const found = unique(fallen.map((claim) => claim.class));
  return found.length > 3 ? 'each class that it may read' : found.join(' and ');
};
const whereOf = (step: WitnessStep | undefined): string => step?.construct || step?.source || 'the templates';
const said = (statement: object): string => JSON.stringify(statement);

/** The readers that a lock has to let through: by name, or in words where they are many. */
const readersIn = ({ app, readers, fallen }: Case): string[] | string => {
  const found = readers.filter((arn) => arn.startsWith('arn:'));
  return found.length > 0 && found.length <= MOST_NAMED
    ? found.map((arn) => inTemplate(app, arn))
    : `the approved readers of ${unique(fallen.map((claim) => claim.class)).join(', ')}`;
};

/** What the lock is added to: a bucket may have no policy yet. */
function lockedBy({ app, steps, step }: Case): string {
  if (step?.source) return `Add to the policy of ${whereOf(step)}`;
  const open = app.resources.filter(({ arn }) => arn && steps.some(({ resource }) => resource.startsWith(`${arn}/`)));
  return open.length === 0
    ? 'Add to the policy of the templates'
    : `Give a policy to each of ${open.map(({ logicalId }) => logicalId).join(', ')}, which have none, with`;
}

/** Whether it is a principal of the templates, and not one that stands for others. */
const isKnown = ({ app, principal }: Case): boolean =>
  [...app.roles, ...app.users].some(({ arn }) => arn === principal);

const isAdministrator = ({ step }: Case): boolean =>
  /AdministratorAccess|PowerUserAccess|IAMFullAccess/.test(step?.statement ?? '');

/** Verbs by which an account administers a key, and uses it for nothing. */
const ADMINISTRATION = [
  ...['CancelKeyDeletion', 'DescribeKey', 'DisableKey', 'EnableKey', 'EnableKeyRotation', 'GetKeyPolicy'],
  ...['ListAliases', 'PutKeyPolicy', 'RevokeGrant'],
  ...['ScheduleKeyDeletion', 'TagResource', 'UntagResource'],
].map((verb) => `kms:${verb}`);

/** A statement that gives the whole account a key cannot go as it is: nobody could administer the key any more. */
const isKeyOfAccount = ({ step, ofAccount }: Case): boolean => ofAccount && /^kms:/.test(step?.action ?? '');

/** How to close it. */
const MEND: Readonly<Record<CauseKind, (about: Case) => string[]>> = {
  right: (about) => [
    isAdministrator(about)
      ? `Take ${about.step?.statement.replace(/^.* of /, '') ?? 'the policy'} from ${shortOf(about.principal)} (${whereOf(about.step)}): a Deny cannot keep up with an administrator.`
      : `Narrow that statement, or add to the policies of ${shortOf(about.principal)} (${whereOf(about.step)}): ${said({ Effect: 'Deny', Action: actionsOf(about), Resource: resourcesOf(about) })}`,
  ],
  'let in': (about) => [
    ...(isKeyOfAccount(about)
      ? [
          `If it is the account's own statement: let it administer only, ${said({ Action: ADMINISTRATION })}, and let readers decrypt by a statement of their own: ${said({ Effect: 'Allow', Principal: { AWS: readersIn(about) }, Action: 'kms:Decrypt', Resource: '*' })}`,
        ]
      : []),
    `${isKeyOfAccount(about) ? 'Else take' : 'Take'} that statement away, let it name approved readers only, or add to its Condition: ${said({ ArnEquals: { 'aws:PrincipalArn': readersIn(about) } })}`,
  ],
  trust: (about) => [
    `Let the trust policy of ${whereOf(about.step)} name only those who may act as this role: by their whole ARN, or with a condition that only they meet (aws:PrincipalArn, sts:ExternalId; for a web identity its sub and aud).`,
  ],
  'open lock': (about) => [
    `${lockedBy(about)}: ${said({ Sid: 'DenyUnlessApproved', Effect: 'Deny', Principal: '*', Action: actionsOf(about), Resource: resourcesOf(about), Condition: { ArnNotEquals: { 'aws:PrincipalArn': readersIn(about) } } })}`,
    ...(about.lets === undefined
      ? []
      : ['Or take out of the Deny that is there the condition that lets the request through.']),
  ],
  unheard: (about) => [
    `Add to ${ruleFor(about)}: ${said(patternFor(about))}`,
    ...(about.declaredIn.rules === undefined ? [] : [`In this app such rules are rows of ${about.declaredIn.rules}.`]),
  ],
  grant: (about) => [`Take the grant back, or narrow its filter to what is declared (${whereOf(about.step)}).`],
  setting: (about) => [
    `Change this setting of ${whereOf(about.step)}, or point it at a store of these templates that nobody else reads and that one of their keys encrypts.`,
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
    about.step?.statement === NO_GRANT
      ? `Let Lake Formation grant ${shortOf(about.principal)} ${about.step.resource}.`
      : `Add to the policies of ${shortOf(about.principal)} (${whereOf(about.step)}): ${said({ Effect: 'Allow', Action: actionsOf(about), Resource: resourcesOf(about) })}. Where a Deny stops it, except this principal there.`,
  ],
  unknown: ({ declaredIn }) => [`Make what is declared, or take it out of the declaration (${declaredIn.file}).`],
};

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
  'let in': (about) =>
    isKnown(about)
      ? [
          `If ${shortOf(about.principal)} is meant to be let in: name it in approvedReaders of ${classesOf(about)} (${about.declaredIn.file}).`,
        ]
      : [],
  grant: (about) => [
    `If it is meant: declare these columns and rows for its team (columns, rowFilter in ${about.declaredIn.file}), and have that reviewed.`,
  ],
  lifetime: (about) => [
    `If it must last longer: promise so (retentionDays of ${classesOf(about)} in ${about.declaredIn.file}), which workers are told.`,
  ],
  unused: (about) => [`If it must be kept: list it in kept, with the reason (${about.declaredIn.file}).`],
};

/** The CloudTrail event of each action, as a rule of EventBridge listens for it. */
function patternFor({ steps }: Case): object {
  const [service = ''] = (steps[0]?.action ?? '').split(':');
  const names = unique(steps.map(({ action }) => action.split(':')[1] ?? action));
  return {
    source: [`aws.${service}`],
    'detail-type': ['AWS API Call via CloudTrail'],
    detail: { eventSource: [`${service}.amazonaws.com`], eventName: names },
  };
}

/** The rule that hears of other calls of the same service, if there is one. */
export const ruleOf = (app: App, action: string): Resource | undefined =>
  app.resources.find(
    ({ type, properties }) =>
      type === 'AWS::Events::Rule' && JSON.stringify(properties).includes(`"aws.${action.split(':')[0]}"`),
  );

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
