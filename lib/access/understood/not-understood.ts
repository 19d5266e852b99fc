import { computeOf, rolesIn, runsAsKnown } from '../escalate/compute.ts';
import { CLAIM_KINDS, familyOf } from '../inquiry/claim-kinds.ts';
import type { FoundClass, Inquiry } from '../inquiry/inquiry.ts';
import type { Claim } from '../inquiry/proof.ts';
import type { App, Resource } from '../model/app.ts';
import { IDENTITIES } from '../model/identities.ts';
import { mayMean, textsIn } from '../model/names.ts';
import type { NotUnderstood } from '../model/notes.ts';
import { UNRESOLVED } from '../policy/pattern.ts';
import { isRecord } from '../policy/record.ts';
import { strangeProperty, unreadPolicy } from './known-properties.ts';
import {
  HOLDS_DATA,
  isKnownType,
  isWithoutPolicies,
  MAKES_PRINCIPALS,
  mayHoldAnything,
  propertiesThatMaySpeak,
} from './known-types.ts';

const isTypeKnown = ({ type, properties }: Resource): boolean =>
  !mayHoldAnything(type, properties) &&
  (type in IDENTITIES || type === 'AWS::Organizations::Policy' || isKnownType(type));

const understood = (resource: Resource): boolean => strangenessOf(resource) === undefined;

const NESTED = 'AWS::CloudFormation::Stack';

/** What of a resource is not known, in words: its type, a property, or a policy where none is expected. */
function strangenessOf(resource: Resource): string | undefined {
  if (resource.type === NESTED) return 'the template of this nested stack is not among those that were given';
  if (!isTypeKnown(resource)) return `resource type ${resource.type} is not known`;
  const property = strangeProperty(resource);
  if (property !== undefined) return `property ${property} of ${resource.type} is not known`;
  const policy = isWithoutPolicies(resource.type) ? undefined : unreadPolicy(resource);
  return policy && `the policy in ${policy} of ${resource.type} is not read`;
}

/** A nested stack whose template was given is what its own resources are, whatever it is handed. */
const isGiven = ({ nested }: App, { template, logicalId }: Resource): boolean =>
  nested.includes(`${template}/${logicalId}`);

const strangeIn = (app: App): Resource[] =>
  app.resources.filter((resource) => !understood(resource) && !isGiven(app, resource));

/** All that claims are made of. Something strange may be about keys of a purpose as well as about a class. */
const claimedIn = ({ classes, purposes }: Inquiry): readonly FoundClass[] => [...classes, ...purposes];

/** What a claim is about: several, when a class or a purpose has the name of another. */
const subjectsOf = (inquiry: Inquiry, claim: Claim): readonly FoundClass[] =>
  claimedIn(inquiry).filter((dataClass) => dataClass.name === claim.class);

/** Resources of types that are not known and speak of a class or a purpose: of its stores, its keys or its readers. */
export function notUnderstood(inquiry: Inquiry): NotUnderstood[] {
  const { app } = inquiry;
  const claimed = claimedIn(inquiry);
  const strange = strangeIn(app);
  return strange
    .filter(
      (resource) =>
        isEverywhere(app, resource) ||
        makesPrincipals(resource) ||
        claimed.some((dataClass) => speaksOf(app, resource, dataClass)),
    )
    .map((resource) => ({
      template: resource.template,
      logicalId: resource.logicalId,
      constructPath: resource.constructPath,
      why: strangenessOf(resource) ?? '',
    }));
}

/** Of what may give anything to anybody, the first, in words; undefined when there is nothing of the kind. */
export function understoodNothing({ app }: Inquiry): string | undefined {
  const [macro] = app.macros;
  if (macro) return `${macro.template} ${macro.logicalId}: ${macro.why}`;
  const strange = app.resources.find(
    (resource) => !understood(resource) && (isEverywhere(app, resource) || makesPrincipals(resource)),
  );
  return strange && inDoubt(strange);
}

const inDoubt = (resource: Resource): string => {
  const { logicalId, type, template } = resource;
  const why = isTypeKnown(resource) || type === NESTED ? `: ${strangenessOf(resource)}` : '';
  return `what ${logicalId} (${type}) in ${template} grants is not known${why}`;
};

/** The claims, those that something strange touches no longer proved. */
export function clouded(inquiry: Inquiry, claims: readonly Claim[]): Claim[] {
  const { app } = inquiry;
  const strange = strangeIn(app);
  const [macro] = app.macros;
  return claims.map((claim) => {
    const undecided = (because: string): Claim => ({ ...claim, verdict: 'undecided', because });
    const unread = claim.verdict === 'undecided' ? undefined : unreadFor(inquiry, claim);
    if (unread) return undecided(unread);
    if (claim.verdict !== 'proved') return claim;
    if (macro) return undecided(`${macro.template} ${macro.logicalId}: ${macro.why}`);
    const subjects = subjectsOf(inquiry, claim);
    const cause = strange.find(
      (resource) =>
        isEverywhere(app, resource) ||
        (claim.tier === 'B' && makesPrincipals(resource)) ||
        subjects.some((subject) => speaksOf(app, resource, subject)),
    );
    if (cause) return undecided(inDoubt(cause));
    if (!claim.id.startsWith('no-escalation/')) return claim;
    const [lent] = subjects.flatMap((subject) => lentTo(inquiry, subject) ?? []);
    const open = strange.find((resource) => subjects.some((subject) => mayRunAsOne(resource, subject)));
    if (open && !lent)
      return undecided(
        `${open.logicalId} (${open.type}) in ${open.template} has a role that is known only at deployment, and may do anything as an approved reader`,
      );
    return lent
      ? undecided(`what ${lent.logicalId} (${lent.type}) in ${lent.template} does as an approved reader is not known`)
      : claim;
  });
}

/**
 * Why what was not read of an account keeps a claim from being decided: it is of a whole kind, or about something of the
 * claim's class. What is refuted by what was read stays so.
 */
function unreadFor(inquiry: Inquiry, claim: Claim): string | undefined {
  const family = familyOf(claim.id);
  const kind = family && CLAIM_KINDS[family];
  if (claim.verdict === 'refuted' && !kind?.mayFallForWant) return undefined;
  const subjects = subjectsOf(inquiry, claim);
  const rests = kind?.restsOn ?? 'every service';
  const isOfClass = subjects.length > 0 && family !== 'works' && family !== 'no-silent-administrator';
  const cause = inquiry.app.unread.find(
    ({ call, about, foreign }) =>
      (rests === 'every service' || rests.test(call)) &&
      (about === undefined ||
        (isOfClass
          ? subjects.some((subject) => touches(about, subject))
          : foreign !== true || claimedIn(inquiry).some((dataClass) => touches(about, dataClass)))),
  );
  return cause && `${cause.call} was not answered [${cause.code}]: ${cause.why}`;
}

/** Something that runs as an approved reader and is of a type of which the catalogue has nothing. */
const lentTo = ({ app, trusted }: Inquiry, dataClass: FoundClass): Resource | undefined =>
  dataClass.exempt
    .filter((arn) => !trusted.includes(arn))
    .flatMap((arn) => computeOf(app, arn))
    .find((resource) => !runsAsKnown(resource.type) && !/^AWS::S3::Bucket$/.test(resource.type));

/** A resource of a type that is not known, with a role that only the deployment knows: it may be a reader's. */
const mayRunAsOne = ({ properties }: Resource, dataClass: FoundClass): boolean =>
  rolesIn(properties).some((role) => mayMean(role, dataClass.exempt));

const makesPrincipals = (resource: Resource): boolean =>
  MAKES_PRINCIPALS.test(resource.type) || holdsOwnPolicy(resource.properties);

/** What may hold anything, but a nested stack whose template was given, and what guards all tables at once. */
const isEverywhere = (app: App, resource: Resource): boolean =>
  guardsCatalogue(resource) || (mayHoldAnything(resource.type, resource.properties) && !isGiven(app, resource));

/** A policy that names no principal belongs to a principal of which nothing else is known. */
const holdsOwnPolicy = (value: unknown): boolean =>
  statementsIn(value).some((statement) => !('Principal' in statement || 'NotPrincipal' in statement));

/** The statements of all policies in a value, those among them that are written as a text. */
function statementsIn(value: unknown): Readonly<Record<string, unknown>>[] {
  if (typeof value === 'string') return value.includes('"Statement"') ? statementsIn(parsed(value)) : [];
  if (Array.isArray(value)) return value.flatMap(statementsIn);
  if (!isRecord(value)) return [];
  return [...[value.Statement].flat().filter(isRecord), ...Object.values(value).flatMap(statementsIn)];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A text that is no policy. One that is cut short would not be deployed either.
    return undefined;
  }
}

/** The policy of a whole catalogue names no store: whom it lets in, it lets in everywhere. */
const guardsCatalogue = ({ type, properties }: Resource): boolean =>
  /^AWS::(Glue|LakeFormation)::/.test(type) && statementsIn(properties).length > 0;

/** The catalogue of an account, by its ARN, with all tables in it. */
const WHOLE_CATALOG = /:glue:[^:"]*:[^:"]*:catalog["/*]/;

/**
 * Whether a resource names something of a class: its stores, keys and readers anywhere in a text, its tables by their whole names, or runs as
 * a reader by an instance profile.
 */
function speaksOf(app: App, resource: Resource, dataClass: FoundClass): boolean {
  const { type } = resource;
  const properties = propertiesThatMaySpeak(resource);
  if (touches(JSON.stringify(properties), dataClass)) return true;
  if (dataClass.exempt.some((arn) => computeOf(app, arn).includes(resource))) return true;
  const whole = new Set(
    dataClass.tables.flatMap(({ name, database }) => [name, database].map((word) => word.toLowerCase())),
  );
  if (dataClass.tables.length > 0 && WHOLE_CATALOG.test(JSON.stringify(properties))) return true;
  // Tags name an app, not its tables.
  const untagged = Object.fromEntries(Object.entries(properties).filter(([key]) => !/Tags$/.test(key)));
  return [...textsIn(untagged)].some(
    ({ text: said }) =>
      (HOLDS_DATA.test(type) && said.includes(UNRESOLVED)) ||
      said
        .toLowerCase()
        .split(/[/.:]/)
        .some((part) => whole.has(part)),
  );
}

const touches = (text: string, dataClass: FoundClass): boolean =>
  [
    ...dataClass.buckets.map((bucket) => bucket.name),
    ...dataClass.keys.flatMap((key) => [key.name, ...key.aliases]),
    ...dataClass.exempt,
    ...dataClass.exempt.map((arn) => arn.split('/').at(-1) ?? arn),
    ...dataClass.channels.map((channel) => channel.name),
  ].some((name) => text.includes(name));
