import { globPattern, literalPattern } from '../decide/atoms.ts';
import type { Inquiry } from '../inquiry/inquiry.ts';
import type { App, Identity, Resource } from '../model/app.ts';
import { stackName } from '../model/scope.ts';
import type { Policy } from '../policy/document.ts';
import { UNRESOLVED } from '../policy/pattern.ts';
import { guardOf } from '../query/carriers.ts';
import { apisBefore } from './apis.ts';
import { type Act, ANY_RESOURCE, exactly, type Taken, take } from './asking.ts';
import { CATALOGUE, type Entry } from './catalogue.ts';
import { computeOf, mayRunAs } from './compute.ts';
import { type Leads, leads, likely } from './leads.ts';
import type { PrincipalNode } from './node.ts';
import { PASSING } from './passing.ts';
import { novelPasses, PASSES, RUNS } from './reference-ways.ts';
import { serviceOf } from './services.ts';
import { writingCodeOf } from './stored-code.ts';
import { better } from './way.ts';

/** A principal that is known by its ARN only, such as a deployment role of the bootstrap stack. */
export const outsider = (arn: string): Identity => ({
  template: '',
  logicalId: '',
  constructPath: '',
  type: 'AWS::IAM::Role',
  name: arn.split('/').at(-1) ?? arn,
  arn,
  properties: {},
  policies: [],
});

export const isOutsider = (identity: Identity): boolean => identity.logicalId === '';

const CLOUDFORMATION = 'cloudformation.amazonaws.com';

const SERVICES = new WeakMap<Policy, readonly string[]>();

/** Services that a trust policy lets in by name. */
function servicesIn(trust: Policy | undefined): readonly string[] {
  if (!trust) return [];
  const known = SERVICES.get(trust);
  if (known) return known;
  const found = trust.statements
    .filter((statement) => statement.effect !== 'Deny')
    .flatMap(({ principal }) => principal?.items ?? [])
    .filter(({ kind }) => kind === 'Service')
    .map(({ value }) => value);
  SERVICES.set(trust, found);
  return found;
}

/** Those of which the catalogue has nothing. */
const strangersIn = (trust: Act['policy']): string[] =>
  servicesIn(trust).filter((value) => !(serviceOf(value) in PASSING));

/** By which names a trust policy may know a service: its plain one, and those that it uses. */
const namesOf = (service: string, trust: Act['policy']): string[] => [
  ...new Set([service, ...servicesIn(trust).filter((value) => serviceOf(value) === service)]),
];

/** Whether a trust policy may let a service in: a quick no for most. */
const mayLetIn = (trust: Act['policy'], service: string): boolean =>
  !trust ||
  trust.statements.some(
    ({ effect, principal }) =>
      effect !== 'Deny' &&
      (!principal ||
        principal.negated ||
        principal.items.some(
          ({ kind, value }) =>
            (kind !== 'AWS' && kind !== 'Service' && kind !== 'Federated') ||
            value === service ||
            /[*?\uE000]/.test(value),
        )),
  );

/** Whether a trust policy speaks of people who sign in by Identity Center. */
const admits = (trust: Act['policy'], people: readonly string[]): boolean => {
  const text = JSON.stringify(
    (trust?.statements ?? []).filter(({ effect }) => effect !== 'Deny').map(({ raw }) => raw),
  );
  return people.some((pattern) => text.includes(JSON.stringify(pattern).slice(1, -1)));
};

/** The stacks that the templates are deployed as. */
function stacksOf({ place, resources }: App): Act['resources'] {
  const templates = new Set(resources.map((resource) => stackName(resource.template)));
  // Partition and region in full: a star in a policy for another stack would reach over the colons of one in their place.
  const stacks = `arn:${place.partition}:cloudformation:${place.region}:${place.accountId}:stack`;
  return [...templates].map((name) => globPattern(`${stacks}/${name}/*`));
}

/** Acts that together let one principal act as another, and the entry of the catalogue that says so. */
interface Lead {
  readonly entry: Entry;
  readonly acts: readonly Act[];
}

/** What does not depend on who attacks nor on the class: kept for all attacks of an inquiry. */
interface Shared {
  readonly trusting: Map<string, boolean>;
  readonly leading: Map<string, readonly Lead[]>;
}

const SHARED = new WeakMap<Inquiry, Shared>();

function sharedBy(inquiry: Inquiry): Shared {
  const known = SHARED.get(inquiry);
  if (known) return known;
  const made: Shared = { trusting: new Map(), leading: new Map() };
  SHARED.set(inquiry, made);
  return made;
}

/** Which principal can come to act as which other, each pair asked once. */
export class Becoming {
  readonly #inquiry: Inquiry;
  readonly #allows: (entry: Entry) => boolean;
  readonly #edges = new Map<string, Map<string, Taken | null>>();
  readonly #leading = new Map<string, Leads>();
  readonly #shared: Shared;

  constructor(inquiry: Inquiry, allows: (entry: Entry) => boolean) {
    this.#inquiry = inquiry;
    this.#allows = allows;
    this.#shared = sharedBy(inquiry);
  }

  /** The best way for `node` to act as `target`. */
  edge(node: PrincipalNode, target: Identity): Taken | undefined {
    const edges = this.#edges.get(target.arn) ?? new Map<string, Taken | null>();
    this.#edges.set(target.arn, edges);
    const known = edges.get(node.key);
    if (known !== undefined) return known ?? undefined;
    let best: Taken | undefined;
    for (const acts of likely(node, this.#leadingTo(target))) {
      const taken = take(this.#inquiry, this.#unhanded(node, target), acts);
      if (taken && (!best || better(taken, best))) best = taken;
    }
    edges.set(node.key, best ?? null);
    return best;
  }

  /**
   * Who may take a role that starts deployments is for the account's own identity policies to say. Principals of the templates are
   * asked with theirs; of all others none is taken to allow it, which the proof says as an assumption. What its trust gives by
   * itself, to everybody or to a principal by name, counts as ever.
   */
  #unhanded(node: PrincipalNode, target: Identity): PrincipalNode {
    const { app, deployers } = this.#inquiry;
    const isOfThem = node.identity === undefined && node.actor.account === app.place.accountId;
    return isOfThem && deployers.includes(target.arn) ? { ...node, actor: { ...node.actor, identity: [] } } : node;
  }

  /** The sets of acts that the attack allows, of which each makes a principal act as `target`: the same for every principal. */
  #leadingTo(target: Identity): Leads {
    const known = this.#leading.get(target.arn);
    if (known) return known;
    const made = leads(this.#allLeadingTo(target).flatMap(({ entry, acts }) => (this.#allows(entry) ? [acts] : [])));
    this.#leading.set(target.arn, made);
    return made;
  }

  #allLeadingTo(target: Identity): readonly Lead[] {
    const { leading } = this.#shared;
    const known = leading.get(target.arn);
    if (known) return known;
    const trust = guardOf(this.#inquiry.app, target.arn).policy;
    const made = [...CATALOGUE, ...this.#referred(target, trust)].flatMap((entry) =>
      this.#ways(entry, target, trust).map((acts) => ({ entry, acts })),
    );
    leading.set(target.arn, made);
    return made;
  }

  /** What AWS's reference adds for the services that the target trusts, and for what runs as it. */
  #referred(target: Identity, trust: Act['policy']): Entry[] {
    const { app } = this.#inquiry;
    const services = new Set(servicesIn(trust).map(serviceOf));
    const types = new Set(computeOf(app, target.arn).map(({ type }) => type));
    return [
      ...[...services].flatMap((service) => [...(PASSES.get(service) ?? []), ...novelPasses(app, service)]),
      ...[...types].flatMap((type) => RUNS.get(type) ?? []),
    ];
  }

  /** The sets of acts by which an entry lets a principal act as `target`. */
  #ways(entry: Entry, target: Identity, trust: Act['policy']): Act[][] {
    const { app, people } = this.#inquiry;
    const on = (resources: Act['resources'], more: Partial<Act> = {}): Act[] =>
      entry.actions.map((action) => ({ action, resources, ...(entry.unsure ? { unsure: true } : {}), ...more }));
    const isUser = target.type === 'AWS::IAM::User';
    if (isUser || entry.target === 'user') return isUser && entry.target === 'user' ? [on(exactly(target.arn))] : [];
    switch (entry.target) {
      case 'role':
        if (entry.yields === 'passes') return this.#passing(entry, target, trust, on(ANY_RESOURCE));
        return [on(exactly(target.arn), entry.plane === 'data' ? { policy: trust, except: people } : {})];
      case 'federated-role': {
        const federated = trust?.statements.some(({ principal }) =>
          principal?.items.some((item) => item.kind === 'Federated'),
        );
        return federated ? [on(ANY_RESOURCE)] : [];
      }
      case 'directory':
        return admits(trust, people) ? [on(ANY_RESOURCE)] : [];
      case 'alias':
        return hasAlias(app, target) ? [on(ANY_RESOURCE)] : [];
      case 'api':
        return apisBefore(app, computeOf(app, target.arn)).map((apis) => on(apis));
      case 'stored-code':
        return writingCodeOf(this.#inquiry, target, entry);
      case 'function':
      case 'compute': {
        const type = entry.target === 'function' ? 'AWS::Lambda::Function' : entry.type;
        const using = (resource: Resource, more: Partial<Act> = {}) =>
          on(resourcesOf(resource), { policy: resource.arn ? guardOf(app, resource.arn).policy : undefined, ...more });
        return [
          ...computeOf(app, target.arn)
            .filter((resource) => resource.type === type)
            .map((resource) => using(resource)),
          ...mayRunAs(app, target.arn)
            .filter((resource) => resource.type === type)
            .map((resource) => using(resource, { unsure: true })),
        ];
      }
      case 'stack':
        // A stack keeps the role that it was made with: a principal that changes it needs to pass none.
        return this.#trusts(target, CLOUDFORMATION, trust) ? [on(stacksOf(app))] : [];
      default:
        return [];
    }
  }

  #passing(entry: Entry, target: Identity, trust: Act['policy'], creating: readonly Act[]): Act[][] {
    const { service } = entry;
    const pass = (to: string): Act => ({
      action: 'iam:PassRole',
      resources: exactly(target.arn),
      known: { 'iam:PassedToService': to },
    });
    if (service !== undefined)
      return namesOf(service, trust)
        .filter((name) => this.#trusts(target, name, trust))
        .map((name) => [pass(name), ...creating]);
    // What a service that the catalogue does not know does with a role is not known either.
    return strangersIn(trust).map((stranger) => [{ ...pass(stranger), unsure: true }]);
  }

  /** Whether a service may take the role, on behalf of a principal in its account. */
  #trusts(target: Identity, service: string, trust: Act['policy']): boolean {
    // The deployment role, whose trust is not in the templates, is one that CloudFormation takes.
    if (isOutsider(target)) return service === CLOUDFORMATION;
    if (!mayLetIn(trust, service)) return false;
    const key = `${target.arn} ${service}`;
    const { trusting } = this.#shared;
    const known = trusting.get(key);
    if (known !== undefined) return known;
    const node: PrincipalNode = {
      key: service,
      actor: { type: 'service', names: [literalPattern(service)], identity: [] },
      except: [],
    };
    const act: Act = { action: 'sts:AssumeRole', resources: exactly(target.arn), policy: trust };
    const found = take(this.#inquiry, node, [act]) !== undefined;
    trusting.set(key, found);
    return found;
  }
}

const mayBeAt = (text: string, name: string): boolean => text.includes(name) || text.includes(UNRESOLVED);

const ALIASES = new WeakMap<App, readonly string[]>();

function hasAlias(app: App, target: Identity): boolean {
  let aliases = ALIASES.get(app);
  if (!aliases) {
    aliases = app.resources
      .filter(({ type }) => type === 'AWS::Lambda::Alias')
      .map(({ properties }) => String(properties.FunctionName));
    ALIASES.set(app, aliases);
  }
  if (aliases.length === 0) return false;
  const functions = computeOf(app, target.arn).map((resource) => resource.name);
  return aliases.some((alias) => functions.some((name) => mayBeAt(alias, name)));
}

const resourcesOf = (resource: Resource): Act['resources'] =>
  resource.arn && resource.type === 'AWS::Lambda::Function' ? exactly(resource.arn) : ANY_RESOURCE;
