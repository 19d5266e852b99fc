import { StrongroomError } from '../../activity/errors.ts';
import { didYouMean } from '../../activity/near-names.ts';
import type { FoundClass, Inquiry } from '../inquiry/inquiry.ts';
import type { Identity, Key, Resource } from '../model/app.ts';

const MOST_NAMES = 3;

/** What a question is about: a class of the claims, or a resource of the templates. */
export type QuestionTarget =
  | { readonly kind: 'class'; readonly found: FoundClass }
  | { readonly kind: 'resource'; readonly resource: Resource };

/** What only some things can have done to them: a function and its role may have one name. */
const TYPES: Readonly<Record<string, RegExp>> = {
  decrypt: /^AWS::KMS::/,
  assume: /^AWS::IAM::(Role|User)$/,
  invoke: /^AWS::Lambda::Function$/,
};

/** @throws StrongroomError ask.unknown-name, with the names that are near; ask.ambiguous */
export function findTarget(inquiry: Inquiry, verb: string, name: string): QuestionTarget {
  const found = inquiry.classes.find((dataClass) => dataClass.name === name);
  if (found) return { kind: 'class', found };
  const { app } = inquiry;
  const classes = inquiry.classes.map((dataClass) => dataClass.name);
  // Read as what they are, where the model knows more than their properties.
  const read = [app.users, app.roles, app.buckets, app.keys, app.tables, app.functions].flat();
  const every = [...app.resources, ...read];
  const fitting = every.filter(({ type }) => TYPES[verb]?.test(type) ?? true);
  const other = every.find((resource) => namesOf(resource).includes(name));
  if (other && !fitting.some((resource) => namesOf(resource).includes(name)))
    throw new StrongroomError(
      'ask.verb',
      `${name} is of type ${other.type}, which nobody can ${verb}`,
      'ask read, write, or an action of AWS such as s3:PutObject',
    );
  return { kind: 'resource', resource: theOne(name, fitting, classes) };
}

/** The role or user that a question is about. @throws StrongroomError ask.unknown-name, ask.ambiguous */
export function findPrincipal({ app }: Inquiry, name: string): Identity {
  if (OUTSIDE.test(name) && ![...app.roles, ...app.users].some((identity) => namesOf(identity).includes(name)))
    throw new StrongroomError(
      'ask.unknown-name',
      `${name} is no role or user of these templates, and who it is, only its policies say`,
      'ask about anybody, which it is one of, or name it with its policies in environment.principals of the claims file',
    );
  return theOne(name, [...app.roles, ...app.users], []) as Identity;
}

/** An ARN, an account, or a service. */
const OUTSIDE = /^arn:|^\d{12}$|\.amazonaws\.com$/;

function theOne(name: string, candidates: readonly Resource[], others: readonly string[]): Resource {
  const found = new Map(
    candidates
      .filter((candidate) => namesOf(candidate).includes(name))
      .map((candidate) => [keyOf(candidate), candidate]),
  );
  const [first, second] = found.values();
  if (!first) throw unknownName(name, [...others, ...candidates.flatMap(namesOf)]);
  if (second)
    throw new StrongroomError(
      'ask.ambiguous',
      `${name} means ${[...found.keys()].slice(0, MOST_NAMES).join(' or ')}`,
      'name it by template and logical id, or by its ARN',
    );
  return first;
}

const keyOf = ({ template, logicalId }: Resource): string => `${template}/${logicalId}`;

/** Whatever a person may call a resource: as the templates, the CDK, AWS or a policy do. */
const namesOf = (resource: Resource): readonly string[] => [
  resource.logicalId,
  keyOf(resource),
  resource.name,
  ...(resource.arn === undefined ? [] : [resource.arn]),
  ...(resource.constructPath === '' ? [] : [resource.constructPath, resource.constructPath.replace(/\/Resource$/, '')]),
  ...((resource as Partial<Key>).aliases ?? []),
];

const unknownName = (name: string, names: readonly string[]): StrongroomError =>
  new StrongroomError(
    'ask.unknown-name',
    `nothing in the claims or the templates is called ${name}`,
    didYouMean(name, names) ?? 'name a class of the claims, or a resource by logical id, construct path, name or ARN',
  );
