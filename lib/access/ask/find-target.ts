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
  const found = inquiry.classes.find((each) => each.name === name);
  if (found) return { kind: 'class', found };
  const { app } = inquiry;
  const classes = inquiry.classes.map((each) => each.name);
  // Read as what they are, where the model knows more than their properties.
  const read = [app.users, app.roles, app.buckets, app.keys, app.tables, app.functions].flat();
  const fitting = [...app.resources, ...read].filter(({ type }) => TYPES[verb]?.test(type) ?? true);
  return { kind: 'resource', resource: theOne(name, fitting, classes) };
}

/** The role or user that a question is about. @throws StrongroomError ask.unknown-name, ask.ambiguous */
export const findPrincipal = ({ app }: Inquiry, name: string): Identity =>
  theOne(name, [...app.roles, ...app.users], []) as Identity;

function theOne(name: string, candidates: readonly Resource[], others: readonly string[]): Resource {
  const found = new Map(candidates.filter((each) => namesOf(each).includes(name)).map((each) => [keyOf(each), each]));
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
const namesOf = (each: Resource): readonly string[] => [
  each.logicalId,
  keyOf(each),
  each.name,
  ...(each.arn === undefined ? [] : [each.arn]),
  ...(each.constructPath === '' ? [] : [each.constructPath, each.constructPath.replace(/\/Resource$/, '')]),
  ...((each as Partial<Key>).aliases ?? []),
];

const unknownName = (name: string, known: readonly string[]): StrongroomError =>
  new StrongroomError(
    'ask.unknown-name',
    `nothing in the claims or the templates is called ${name}`,
    didYouMean(name, known) ?? 'name a class of the claims, or a resource by logical id, construct path, name or ARN',
  );
