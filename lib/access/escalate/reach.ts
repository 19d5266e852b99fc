import type { FoundClass, Inquiry } from '../claims/inquiry.ts';
import type { Step } from '../claims/proof.ts';
import { globPattern, literalPattern } from '../decide/atoms.ts';
import type { Identity, Resource } from '../model/app.ts';
import { guardOf } from '../query/carriers.ts';

import { lakePermissions } from '../query/lake-permissions.ts';
import { type Act, ANY_RESOURCE, exactly, type Taken, take } from './asking.ts';
import { CATALOGUE, type Entry } from './catalogue.ts';
import { computeOf } from './compute.ts';
import { type Node, nodeOf, rewritten, unbound } from './node.ts';

/** Part of what it takes to read a class: one lock of one store opened, or everything at once. */
type Piece = string;
const ALL: Piece = 'all';

/** How a node comes by a piece. */
export interface Way {
  readonly steps: readonly Step[];
  readonly sure: boolean;
}

type Holdings = Map<Piece, Way>;

/** Where an attack may begin, and by which steps it may go. */
export interface Attack {
  readonly from: readonly Node[];
  readonly allows: (entry: Entry) => boolean;
  /** Whether acting as one of the trusted base counts as having reached the data: it could change every rule. */
  readonly trustIsEnough: boolean;
}

/** A path from a principal to the data of a class. */
export interface Path extends Way {
  readonly principal: string;
}

/**
 * The shortest path from any of the attack's principals to the data of a class, sure ones first. Works backward from
 * whoever can open a lock or is an approved reader: what such a principal can reach, whoever can become it can reach too.
 */
export function shortestPath(inquiry: Inquiry, found: FoundClass, attack: Attack): Path | undefined {
  return new Reach(inquiry, found, attack).search();
}

class Reach {
  readonly #inquiry: Inquiry;
  readonly #class: FoundClass;
  readonly #attack: Attack;
  readonly #holdings = new Map<string, Holdings>();
  readonly #names = new Map<string, string>();
  readonly #edges = new Map<string, Taken | null>();

  constructor(inquiry: Inquiry, found: FoundClass, attack: Attack) {
    this.#inquiry = inquiry;
    this.#class = found;
    this.#attack = attack;
  }

  search(): Path | undefined {
    const { app } = this.#inquiry;
    const exempt = new Set(this.#class.exempt);
    const identities = [...app.roles, ...app.users];
    // Of the trusted base, those that the templates do not have are known by name only.
    const elsewhere = this.#inquiry.trusted.filter((arn) => !identities.some((identity) => identity.arn === arn));
    const targets = new Map<string, Identity>(
      [...identities, ...elsewhere.map(outsider)].map((identity) => [identity.arn, identity]),
    );
    const { trustIsEnough } = this.#attack;
    const holders = trustIsEnough ? exempt : new Set([...exempt].filter((arn) => !this.#inquiry.trusted.includes(arn)));
    const intermediate = [...targets.values()]
      .filter((identity) => !holders.has(identity.arn))
      .map((identity) => (identity.logicalId === '' ? rewritten(nodeOf(app, identity)) : nodeOf(app, identity)))
      .map((node) => ({ ...node, key: node.identity?.arn ?? node.key }));
    const starts = this.#attack.from;
    const nodes = new Map([...intermediate, ...starts].map((node) => [node.key, node]));
    for (const arn of holders)
      if (targets.has(arn)) this.#holdings.set(arn, new Map([[ALL, { steps: [], sure: true }]]));
    for (const node of nodes.values()) this.#own(node);
    const queue = [...this.#holdings.keys()].filter((key) => targets.has(key));
    for (let at = 0; at < queue.length; at++) {
      const target = targets.get(queue[at] as string) as Identity;
      for (const node of nodes.values()) {
        if (node.identity?.arn === target.arn || !this.#gains(node, target)) continue;
        if (targets.has(node.key)) queue.push(node.key);
      }
    }
    return this.#best(starts);
  }

  /** The best complete path of any start. */
  #best(starts: readonly Node[]): Path | undefined {
    let best: Path | undefined;
    for (const node of starts) {
      const way = this.#complete(this.#holdings.get(node.key));
      if (way && (!best || better(way, best))) best = { ...way, principal: this.#names.get(node.key) ?? node.key };
    }
    return best;
  }

  #complete(holdings: Holdings | undefined): Way | undefined {
    if (!holdings) return undefined;
    const ways = [holdings.get(ALL)];
    for (const bucket of this.#class.buckets) {
      const open = holdings.get(`bucket ${bucket.arn}`);
      const ofClass = this.#class.keys.some((key) => key.arn === bucket.keyArn);
      const key = ofClass ? holdings.get(`key ${bucket.keyArn}`) : { steps: [], sure: true };
      if (open && key) ways.push({ steps: joined(open.steps, key.steps), sure: open.sure && key.sure });
    }
    return ways.filter((way) => way !== undefined).sort((a, b) => (better(a, b) ? -1 : 1))[0];
  }

  #hold(node: Node, piece: Piece, way: Way, principal?: string): boolean {
    const holdings = this.#holdings.get(node.key) ?? new Map<Piece, Way>();
    const before = holdings.get(piece);
    if (before && !better(way, before)) return false;
    holdings.set(piece, way);
    this.#holdings.set(node.key, holdings);
    if (principal && !this.#names.has(node.key)) this.#names.set(node.key, principal);
    return true;
  }

  /** What a node can open itself, with its policies as they are, or as it can rewrite them. */
  #own(node: Node): void {
    if (node.actor.type === 'provider') return;
    this.#opens(node, node, []);
    const { identity } = node;
    if (!identity) return;
    for (const entry of CATALOGUE) {
      if (!this.#attack.allows(entry) || (entry.yields !== 'rewrites' && entry.yields !== 'unbinds')) continue;
      const taken = take(this.#inquiry, node, actsOnSelf(entry, identity));
      if (taken) this.#opens(node, entry.yields === 'rewrites' ? rewritten(node) : unbound(node), taken.steps);
    }
  }

  /** Pieces that `as`, which `node` has become by `before`, can open by one step. */
  #opens(node: Node, as: Node, before: readonly Step[]): void {
    for (const entry of CATALOGUE) {
      if (entry.yields !== 'opens' || !this.#attack.allows(entry)) continue;
      for (const { piece, acts } of this.#openings(entry, as)) {
        const taken = take(this.#inquiry, as, acts);
        if (taken) this.#hold(node, piece, { steps: [...before, ...taken.steps], sure: taken.sure }, taken.principal);
      }
    }
  }

  #openings(entry: Entry, as: Node): { piece: Piece; acts: Act[] }[] {
    const { buckets, keys, tables } = this.#class;
    const [action = ''] = entry.actions;
    switch (entry.target) {
      case 'objects':
        return buckets.map((bucket) => ({
          piece: `bucket ${bucket.arn}`,
          acts: [{ action, resources: [globPattern(`${bucket.arn}/?*`)], policy: bucket.policy }],
        }));
      case 'bucket': {
        // Access points are resources of their own, which the bucket's policy does not guard.
        const own = /AccessPoint/.test(action);
        return buckets.map((bucket) => ({
          piece: `bucket ${bucket.arn}`,
          acts: [
            own
              ? { action, resources: ANY_RESOURCE }
              : { action, resources: exactly(bucket.arn), policy: bucket.policy },
          ],
        }));
      }
      case 'key':
        return keys.map((key) => ({
          piece: `key ${key.arn}`,
          acts: [{ action, resources: exactly(key.arn), policy: key.policy }],
        }));
      case 'encryption':
        return buckets.map((bucket) => ({
          piece: `key ${bucket.keyArn}`,
          acts: [{ action, resources: exactly(bucket.arn), policy: bucket.policy }],
        }));
      case 'catalog':
        // Whoever may read a table and change what it points at reads whatever its registered role can.
        return tables.length > 0 && this.#readsTables(as)
          ? [{ piece: ALL, acts: [{ action, resources: ANY_RESOURCE }] }]
          : [];
      case 'lake':
        return tables.length > 0 ? [{ piece: ALL, acts: [{ action, resources: ANY_RESOURCE }] }] : [];
      default:
        return [];
    }
  }

  #readsTables({ identity }: Node): boolean {
    if (!identity) return true;
    const tables = new Set(this.#class.tables.map((table) => table.name));
    return lakePermissions(this.#inquiry.app, identity.arn).some((permission) => tables.has(permission.table));
  }

  /** Whether `node` can become `target` and gains something by it. */
  #gains(node: Node, target: Identity): boolean {
    const offered = this.#holdings.get(target.arn);
    if (!offered) return false;
    const taken = this.#edge(node, target);
    if (!taken) return false;
    let gained = false;
    for (const [piece, way] of offered) {
      const longer = { steps: [...taken.steps, ...way.steps], sure: taken.sure && way.sure };
      if (this.#hold(node, piece, longer, taken.principal)) gained = true;
    }
    return gained;
  }

  #edge(node: Node, target: Identity): Taken | undefined {
    const key = `${node.key}\0${target.arn}`;
    const known = this.#edges.get(key);
    if (known !== undefined) return known ?? undefined;
    let best: Taken | undefined;
    for (const entry of CATALOGUE) {
      if (!this.#attack.allows(entry)) continue;
      for (const acts of this.#becoming(entry, target)) {
        const taken = take(this.#inquiry, node, acts);
        if (taken && (!best || better(taken, best))) best = taken;
      }
    }
    this.#edges.set(key, best ?? null);
    return best;
  }

  /** The sets of acts by which an entry makes somebody act as `target`. */
  #becoming(entry: Entry, target: Identity): Act[][] {
    const isUser = target.type === 'AWS::IAM::User';
    const trust = guardOf(this.#inquiry.app, target.arn).policy;
    const on = (resources: Act['resources'], more: Partial<Act> = {}): Act[] =>
      entry.actions.map((action) => ({ action, resources, ...more }));
    if (entry.target === 'user') return isUser ? [on(exactly(target.arn))] : [];
    if (isUser) return [];
    if (entry.yields === 'passes') {
      if (!this.#trusts(target, entry.service ?? '', trust)) return [];
      const pass: Act = {
        action: 'iam:PassRole',
        resources: exactly(target.arn),
        known: { 'iam:PassedToService': entry.service ?? '' },
      };
      return [[pass, ...on(ANY_RESOURCE)]];
    }
    if (entry.target === 'role') {
      const assume = entry.plane === 'data';
      return [on(exactly(target.arn), assume ? { policy: trust, except: this.#inquiry.people } : {})];
    }
    if (entry.target === 'federated-role') {
      const federated = trust?.statements.some((statement) =>
        statement.principal?.items.some((each) => each.kind === 'Federated'),
      );
      return federated ? [on(ANY_RESOURCE)] : [];
    }
    if (entry.target === 'alias') {
      const functions = computeOf(this.#inquiry.app, target.arn).map((resource) => resource.name);
      const aliased = this.#inquiry.app.resources.some(
        (each) =>
          each.type === 'AWS::Lambda::Alias' &&
          functions.some((name) => String(each.properties.FunctionName).includes(name)),
      );
      return aliased ? [on(ANY_RESOURCE)] : [];
    }
    if (entry.target === 'function' || entry.target === 'compute') {
      const type = entry.target === 'function' ? 'AWS::Lambda::Function' : entry.type;
      return computeOf(this.#inquiry.app, target.arn)
        .filter((resource) => resource.type === type)
        .map((resource) =>
          on(resourcesOf(resource), {
            policy: resource.arn ? guardOf(this.#inquiry.app, resource.arn).policy : undefined,
          }),
        );
    }
    return [];
  }

  readonly #trusting = new Map<string, boolean>();

  /** Whether a service may take the role, on behalf of somebody in its account. */
  #trusts(target: Identity, service: string, trust: Act['policy']): boolean {
    // The deployment role, whose trust is not in the templates, is one that CloudFormation takes.
    if (target.logicalId === '') return service === 'cloudformation.amazonaws.com';
    const key = `${target.arn} ${service}`;
    const known = this.#trusting.get(key);
    if (known !== undefined) return known;
    const node: Node = {
      key: service,
      actor: { type: 'service', names: [literalPattern(service)], identity: [] },
      except: [],
    };
    const found =
      take(this.#inquiry, node, [{ action: 'sts:AssumeRole', resources: exactly(target.arn), policy: trust }]) !==
      undefined;
    this.#trusting.set(key, found);
    return found;
  }
}

const outsider = (arn: string): Identity => ({
  template: '',
  logicalId: '',
  constructPath: '',
  type: 'AWS::IAM::Role',
  name: arn.split('/').at(-1) ?? arn,
  arn,
  properties: {},
  policies: [],
});

/** Versions and aliases of a function are named after it. */
const resourcesOf = (resource: Resource): Act['resources'] =>
  resource.arn && resource.type === 'AWS::Lambda::Function' ? [literalPattern(resource.arn)] : ANY_RESOURCE;

function actsOnSelf(entry: Entry, identity: Identity): Act[] {
  const [action = ''] = entry.actions;
  const kind = identity.type === 'AWS::IAM::User' ? 'User' : 'Role';
  if (entry.target === 'group')
    return [{ action, resources: kind === 'User' ? [globPattern('arn:*:iam::*:group/*')] : [] }];
  if (entry.target === 'own-policy') return [{ action, resources: [globPattern('arn:*:iam::*:policy/*')] }];
  // An action on roles does nothing for a user, and the other way round.
  const other = kind === 'User' ? 'Role' : 'User';
  if (action.includes(other)) return [{ action, resources: [] }];
  return [{ action, resources: action === 'iam:AddUserToGroup' ? ANY_RESOURCE : exactly(identity.arn) }];
}

/** Sure before unsure, short before long. */
const better = (a: Way, b: Way): boolean => (a.sure === b.sure ? a.steps.length < b.steps.length : a.sure);

/** Two ways that begin alike, one after the other, the common part once. */
function joined(a: readonly Step[], b: readonly Step[]): Step[] {
  let common = 0;
  while (common < a.length && common < b.length && same(a[common] as Step, b[common] as Step)) common++;
  return [...a, ...b.slice(common)];
}

const same = (a: Step, b: Step): boolean => a.action === b.action && a.resource === b.resource && a.source === b.source;
