import type { WitnessStep } from '../inquiry/proof.ts';
import { type AdvisedCause, unique, whereOf } from './case.ts';
import { closings, givesEverything, lockedActions } from './closing.ts';
import { type Named, namedIn } from './naming.ts';

// The statements of policies that close a cause, or give what a principal lacks, as advice prints them.

/** A statement as a policy has it. */
export const said = (statement: object): string => JSON.stringify(statement);

/** How many actions, readers or resources a statement is given by name. */
const MOST_NAMED = 8;
const MOST_RESOURCES = 40;

/** A list of one is the one, and nothing of a long list is left out. */
const few = <T>(all: readonly T[], most = MOST_NAMED): T[] | T | '*' => {
  const found = unique(all);
  if (found.length > most) return '*';
  return found.length === 1 ? (found[0] ?? '*') : found;
};

/** The template that a step is written in. */
export const templateOf = ({ source }: WitnessStep): string | undefined =>
  source === '' ? undefined : source.split('#')[0];

/** Resources of the steps: of a store of the templates, the store; of any other, all that the statement lets in and no store is. */
function stepsOnStores({
  app,
  steps,
  patterns,
}: AdvisedCause): { readonly action: string; readonly resource: string }[] {
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
const resourcesOf = (about: AdvisedCause): string[] => unique(stepsOnStores(about).map(({ resource }) => resource));

/** The Denies that close all that the statement opens by the services of its steps, in the template of its principal. */
export function denials(about: AdvisedCause): string {
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

/** The readers that a lock has to let through: by name, or in words where they are many. */
export const readersIn = ({ app, readers, fallen }: AdvisedCause, within: string | undefined): Named[] | string => {
  const found = readers.filter((arn) => arn.startsWith('arn:'));
  return found.length > 0 && found.length <= MOST_NAMED
    ? found.map((arn) => namedIn(app, within, arn))
    : `the approved readers of ${unique(fallen.map((claim) => claim.class)).join(', ')}`;
};

/** The lock that is missing, in the template of the policy, or of the store that has none. */
export function lock(about: AdvisedCause): string {
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

export const isAdministrator = ({ step, behind }: AdvisedCause): boolean =>
  /AdministratorAccess|PowerUserAccess|IAMFullAccess/.test(step?.statement ?? '') || givesEverything(behind);

/** Of a policy of AWS the policy; of any other the statement that gives everything. */
export const takenAway = ({ step }: AdvisedCause): string =>
  /^Allow .* of (AWS managed .*)$/.exec(step?.statement ?? '')?.[1] ?? `the statement ${step?.statement ?? ''}`;

/** Verbs by which an account administers a key, and uses it for nothing. */
export const ADMINISTRATION = [
  ...['CancelKeyDeletion', 'DescribeKey', 'DisableKey', 'EnableKey', 'EnableKeyRotation', 'GetKeyPolicy'],
  ...['ListAliases', 'PutKeyPolicy', 'RevokeGrant'],
  ...['ScheduleKeyDeletion', 'TagResource', 'UntagResource'],
].map((verb) => `kms:${verb}`);

/** A statement that gives the whole account a key cannot go as it is: nobody could administer the key any more. */
export const isKeyOfAccount = ({ step, ofAccount }: AdvisedCause): boolean =>
  ofAccount && /^kms:/.test(step?.action ?? '');

/** What a principal lacks. */
export const allowance = (about: AdvisedCause): object => ({
  Effect: 'Allow',
  Action: few(about.steps.map(({ action }) => action)),
  Resource: few(resourcesOf(about).map((text) => namedIn(about.app, about.step && templateOf(about.step), text))),
});
