import { STACKS } from '../../lib/governance/stacks.ts';
import { ValueRenderer } from '../../lib/platform/review/render-values.ts';
import type { TemplateResource, Templates } from '../../lib/platform/review/templates.ts';
import { present } from '../present.ts';
import { TYPES } from './replaced-by.ts';

/**
 * What `cdk deploy --all` would run into on the way from one set of templates to another: one stack after the other, and in
 * each first everything new or replaced, then everything that is no longer there.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-updating-stacks-update-behaviors.html
 */
export const walk = (before: Templates, after: Templates): string[] => {
  let deployed = before;
  return inOrder(after).flatMap((stack) => {
    const said = new Update(stack, deployed, after).problems();
    deployed = { ...deployed, [stack]: present(after[stack]) };
    return said.map((problem) => `${stack}: ${problem}`);
  });
};

/** What `cdk destroy --all` would run into: the last stack first. */
export const walkDown = (deployed: Templates): string[] => {
  let left = deployed;
  return inOrder(deployed)
    .reverse()
    .flatMap((stack) => {
      const empty = { ...left, [stack]: { Resources: {} } };
      const said = new Update(stack, left, empty).problems();
      left = empty;
      return said.map((problem) => `${stack}: ${problem}`);
    });
};

const inOrder = (templates: Templates): string[] => Object.keys(templates).toSorted((a, b) => place(a) - place(b));
const place = (stack: string): number => STACKS.indexOf(stack.split('-').at(-1) as (typeof STACKS)[number]);

/** The resources that stay when they go, by their names: what is made under such a name later collides with them. */
export const orphans = (before: Templates, after: Templates): string[] =>
  Object.entries(before).flatMap(([stack, { Resources }]) =>
    Object.entries(Resources)
      .filter(([id, { DeletionPolicy }]) => !after[stack]?.Resources[id] && DeletionPolicy?.startsWith('Retain'))
      .map(([id]) => `${stack}/${id}`),
  );

/** The resources of a stack when an update starts, and those that the update must leave. */
class Update {
  readonly #stack: string;
  readonly #deployed: Templates;
  readonly #then: ValueRenderer;
  readonly #now: ValueRenderer;
  readonly #old: Readonly<Record<string, TemplateResource>>;
  readonly #new: Readonly<Record<string, TemplateResource>>;
  readonly #after: Templates;

  constructor(stack: string, deployed: Templates, after: Templates) {
    this.#stack = stack;
    this.#deployed = deployed;
    // What it imports is what the other stacks are at this moment.
    this.#after = { ...deployed, [stack]: present(after[stack]) };
    this.#then = new ValueRenderer(deployed);
    this.#now = new ValueRenderer(this.#after);
    this.#old = deployed[stack]?.Resources ?? {};
    this.#new = present(after[stack]).Resources;
  }

  problems(): string[] {
    return [
      ...this.#unknownTypes(),
      ...this.#exportsInUse(),
      ...this.#importsThatAreNotThere(),
      ...this.#principalsThatAreNotThere(),
      ...this.#namesTaken(),
      ...this.#goneButInUse(),
      ...this.#tablesGoneButInUse(),
    ];
  }

  #unknownTypes(): string[] {
    return Object.values(this.#new)
      .filter(({ Type }) => TYPES[Type] === undefined)
      .map(({ Type }) => `nothing is known of ${Type}`);
  }

  /** "Export ... cannot be deleted / updated as it is in use by ...". */
  #exportsInUse(): string[] {
    const now = exportsOf(this.#after, this.#stack, this.#now);
    const replaced = Object.keys(this.#new).filter((id) => this.#isReplaced(id));
    return [...exportsOf(this.#deployed, this.#stack, this.#then)]
      .filter(([name, { text, raw }]) => now.get(name)?.text !== text || replaced.some((id) => raw.includes(`"${id}"`)))
      .flatMap(([name]) =>
        this.#importers(name).map((other) => `export ${name} goes or changes while ${other} uses it`),
      );
  }

  #importers(name: string): string[] {
    return Object.keys(this.#deployed).filter(
      (other) => other !== this.#stack && importsOf(this.#deployed[other]).includes(name),
    );
  }

  #importsThatAreNotThere(): string[] {
    const there = new Set(
      Object.keys(this.#deployed).flatMap((other) => [...exportsOf(this.#deployed, other, this.#then).keys()]),
    );
    return importsOf(this.#after[this.#stack])
      .filter((name) => !there.has(name))
      .map((name) => `imports ${name}, which no stack exports`);
  }

  /** KMS, S3, SQS and SNS take a principal in a policy only when it exists. */
  #principalsThatAreNotThere(): string[] {
    const roles = this.#names(this.#after, 'AWS::IAM::Role', this.#now);
    return Object.entries(this.#new).flatMap(([id, { Properties }]) =>
      principalsIn(this.#now.render(this.#stack, Properties))
        .map((arn) => /:role\/(?!cdk-)(.*)$/.exec(arn)?.[1])
        .filter((role) => role !== undefined && !roles.has(role))
        .map((role) => `${id} names the role ${role}, which is not there yet`),
    );
  }

  /** Names of what is created while the old one, or another stack's, still has them. */
  #namesTaken(): string[] {
    const created = Object.keys(this.#new).filter((id) => !this.#old[id] || this.#isReplaced(id));
    const taken = new Map<string, string>();
    for (const [stack, { Resources }] of Object.entries(this.#deployed))
      for (const id of Object.keys(Resources))
        taken.set(this.#identity(this.#then, stack, id, Resources[id] as TemplateResource), `${stack}/${id}`);
    return created.flatMap((id) => {
      const name = this.#identity(this.#now, this.#stack, id, this.#new[id] as TemplateResource);
      const holder = taken.get(name);
      taken.set(name, `${this.#stack}/${id}`);
      return holder === undefined ? [] : [`${id} is created as ${name}, which ${holder} still is`];
    });
  }

  /** A role that goes while another stack's policy is on it, or a grant of another stack is to it. */
  #goneButInUse(): string[] {
    const now = this.#names(this.#after, 'AWS::IAM::Role', this.#now);
    const gone = [
      ...this.#names({ [this.#stack]: present(this.#deployed[this.#stack]) }, 'AWS::IAM::Role', this.#then),
    ].filter((role) => !now.has(role));
    const others = Object.entries(this.#deployed).filter(([stack]) => stack !== this.#stack);
    return gone.flatMap((role) =>
      others.flatMap(([stack, { Resources }]) =>
        Object.entries(Resources)
          .filter(([, resource]) => holdsRole(this.#then.render(stack, resource.Properties), resource.Type, role))
          .map(([id]) => `role ${role} goes while ${id} of ${stack} is still on it`),
      ),
    );
  }

  /** A database or table that goes while another stack's filter or grant is on it. */
  #tablesGoneButInUse(): string[] {
    const gone = Object.keys(this.#old)
      .filter((id) => this.#old[id]?.Type.startsWith('AWS::Glue::'))
      .filter((id) => !this.#new[id] || this.#isReplaced(id))
      .map((id) => TYPES[this.#old[id]?.Type as string]?.name.map((path) => at(this.#old[id]?.Properties, path)));
    return Object.entries(this.#deployed)
      .filter(([stack]) => stack !== this.#stack)
      .flatMap(([stack, { Resources }]) =>
        Object.entries(Resources)
          .filter(([, { Type }]) => /^AWS::LakeFormation::(DataCellsFilter|PrincipalPermissions)$/.test(Type))
          .filter(([, { Properties }]) =>
            gone.some((names) => names?.every((name) => JSON.stringify(Properties).includes(`"${name}"`))),
          )
          .map(([id]) => `a table goes while ${id} of ${stack} is still on it`),
      );
  }

  #isReplaced(id: string): boolean {
    const old = this.#old[id];
    const next = this.#new[id];
    if (old === undefined || next === undefined) return false;
    const { replacing } = TYPES[next.Type] ?? { replacing: 'all' };
    const [then, now] = [
      this.#then.render(this.#stack, old.Properties),
      this.#now.render(this.#stack, next.Properties),
    ];
    if (replacing === 'all') return JSON.stringify(then) !== JSON.stringify(now);
    return replacing.some((path) => JSON.stringify(at(then, path)) !== JSON.stringify(at(now, path)));
  }

  #identity(values: ValueRenderer, stack: string, id: string, { Type, Properties }: TemplateResource): string {
    const names = (TYPES[Type]?.name ?? []).map((path) => at(Properties, path));
    // A name that AWS gives is never taken.
    if (names.length === 0 || names.includes(undefined)) return `${Type} of ${stack}/${id} (${values === this.#then})`;
    return `${Type} ${JSON.stringify(names.map((name) => values.render(stack, name)))}`;
  }

  #names(templates: Templates, type: string, values: ValueRenderer): Set<string> {
    return new Set(
      Object.entries(templates).flatMap(([stack, template]) =>
        Object.values(template?.Resources ?? {})
          .filter(({ Type }) => Type === type)
          .map(({ Properties }) => values.text(stack, Properties.RoleName)),
      ),
    );
  }
}

const at = (value: unknown, path: string): unknown =>
  path.split('.').reduce((inner, key) => (inner as Record<string, unknown> | undefined)?.[key], value);

const exportsOf = (templates: Templates, stack: string, values: ValueRenderer) =>
  new Map(
    Object.values(templates[stack]?.Outputs ?? {})
      .filter(({ Export }) => Export !== undefined)
      .map(({ Export, Value }) => [
        String(Export?.Name),
        { text: values.text(stack, Value), raw: JSON.stringify(Value) },
      ]),
  );

const importsOf = (template: Templates[string] | undefined): string[] =>
  [...JSON.stringify(template?.Resources ?? {}).matchAll(/"Fn::ImportValue":"([^"]+)"/g)].map(
    ([, name]) => name as string,
  );

/** The principals of every policy statement in a value. */
const principalsIn = (value: unknown): string[] => {
  if (typeof value !== 'object' || value === null) return [];
  const { Effect, Principal } = value as { Effect?: string; Principal?: { AWS?: unknown } };
  const named = Effect === undefined ? [] : [Principal?.AWS ?? []].flat(2).map(String);
  return [...named, ...Object.values(value).flatMap(principalsIn)];
};

const holdsRole = (properties: unknown, type: string, role: string): boolean => {
  const { Roles, Principal } = (properties ?? {}) as {
    Roles?: string[];
    Principal?: { DataLakePrincipalIdentifier?: string };
  };
  if (type === 'AWS::IAM::Policy' || type === 'AWS::IAM::ManagedPolicy') return Roles?.includes(role) ?? false;
  if (type === 'AWS::LakeFormation::PrincipalPermissions')
    return Principal?.DataLakePrincipalIdentifier?.endsWith(`:role/${role}`) ?? false;
  return principalsIn(properties).some((arn) => arn.endsWith(`:role/${role}`));
};
