import type { FoundClass, Inquiry } from '../inquiry/inquiry.ts';
import type { Identity } from '../model/app.ts';
import { take } from './asking.ts';
import { Becoming, isOutsider, outsider } from './becoming.ts';
import { CATALOGUE, type Entry } from './catalogue.ts';
import { newcomers } from './newcomers.ts';
import { nodeOf, type PrincipalNode, rewritten } from './node.ts';
import { ALL, bucketPiece, keyPiece, type Opening, openingsOf, type Piece, readsTables } from './openings.ts';
import { otherVariants, ownVariants, type Variant } from './variants.ts';
import { after, better, both, NO_STEPS, type Way } from './way.ts';

/** Where an attack may begin, and by which steps it may go. */
export interface Attack {
  readonly from: readonly PrincipalNode[];
  readonly allows: (entry: Entry) => boolean;
  /** Whether acting as one of the trusted base counts as having reached the data: it could change every rule. */
  readonly trustIsEnough: boolean;
  /**
   * Set when it begins from everybody with whatever policies: then nobody is gained by way of others who are not approved,
   * because they are among those from whom it begins.
   */
  readonly fromEverybody?: boolean;
  /** What opens the data; the entries of the catalogue that do, unless it is said. */
  readonly openings?: readonly Opening[];
}

/** A path from a principal to the data of a class. */
export interface Path extends Way {
  readonly principal: string;
}

/**
 * The shortest path from any of the attack's principals to the data of a class, sure ones first. Works backward from
 * principals that can open a lock, and approved readers: all that such a principal can reach is in reach of each that can become it.
 */
export function shortestPath(inquiry: Inquiry, dataClass: FoundClass, attack: Attack): Path | undefined {
  return new Reach(inquiry, dataClass, attack).search();
}

/** For each principal of the attack that reaches the data its best path. */
export const everyPath = (inquiry: Inquiry, dataClass: FoundClass, attack: Attack): readonly Path[] =>
  new Reach(inquiry, dataClass, attack, 'every').everyPath();

class Reach {
  /** Whether to go on when the first of those who begin has arrived. */
  readonly #goesOn: boolean;
  readonly #inquiry: Inquiry;
  readonly #class: FoundClass;
  readonly #attack: Attack;
  readonly #becoming: Becoming;
  readonly #openings: readonly Opening[];
  readonly #holdings = new Map<string, Map<Piece, Way>>();
  readonly #names = new Map<string, string>();
  readonly #variants = new Map<string, Variant>();
  /** Principals whose holdings grew, and whom others may want to become. */
  readonly #queue: string[] = [];
  readonly #starts: ReadonlySet<string>;
  /** The first start of the attack that has the data for sure. */
  #arrived: string | undefined;

  constructor(inquiry: Inquiry, dataClass: FoundClass, attack: Attack, which: 'shortest' | 'every' = 'shortest') {
    this.#goesOn = which === 'every';
    this.#inquiry = inquiry;
    this.#class = dataClass;
    this.#attack = attack;
    this.#starts = new Set(attack.from.map((node) => node.key));
    this.#becoming = new Becoming(inquiry, attack.allows);
    this.#openings =
      attack.openings ??
      CATALOGUE.filter((entry) => entry.yields === 'opens' && attack.allows(entry)).flatMap((entry) =>
        openingsOf(dataClass, entry),
      );
  }

  search(): Path | undefined {
    const targets = this.#targets();
    const holders = this.#holders();
    const between = this.#attack.fromEverybody
      ? []
      : [...targets.values()].filter((identity) => !holders.has(identity.arn));
    const nodes = [...between.map((identity) => this.#nodeOf(identity)), ...this.#attack.from];
    const distinct = [...new Map(nodes.map((node) => [node.key, node])).values()];
    for (const arn of holders) if (targets.has(arn)) this.#hold(arn, ALL, NO_STEPS);
    const plain = this.#explore(distinct, targets);
    // What principals can make of themselves and of each other costs the most and gives the longest paths: only if needed.
    return plain?.sure && !this.#goesOn
      ? plain
      : this.#explore(
          distinct.flatMap((node) => this.#variantsOf(node, between)),
          targets,
          distinct,
        );
  }

  everyPath(): readonly Path[] {
    this.search();
    return this.#attack.from.flatMap((start) => {
      const best = this.#bestOf([start]);
      return best ? [{ ...best, principal: start.identity?.arn ?? best.principal }] : [];
    });
  }

  /** What `fresh` nodes can do, and each principal that can become one of them; ends with the first path that is sure. */
  #explore(
    fresh: readonly PrincipalNode[],
    targets: ReadonlyMap<string, Identity>,
    reached: readonly PrincipalNode[] = [],
  ): Path | undefined {
    for (const node of fresh) this.#open(node);
    const opener = this.#arrived && fresh.find((node) => node.key === this.#arrived);
    // One who is there already is asked only for a shorter way, over an approved reader.
    const nodes = opener ? [opener] : [...reached, ...fresh];
    for (let at = 0; at < this.#queue.length; at++) {
      const target = targets.get(this.#queue[at] as string);
      if (!target) continue;
      for (const node of nodes) if (node.identity?.arn !== target.arn) this.#become(node, target);
      if (this.#arrived && !opener) break;
    }
    return this.#bestOf(this.#attack.from);
  }

  /** All principals that one principal may become; of the trusted base, those outside the templates are known by name only. */
  #targets(): Map<string, Identity> {
    const { app, trusted, deployers } = this.#inquiry;
    const known = [...app.roles, ...app.users];
    const elsewhere = [...trusted, ...deployers]
      .filter((arn) => !known.some((identity) => identity.arn === arn))
      .map(outsider);
    return new Map([...known, ...elsewhere].map((identity) => [identity.arn, identity]));
  }

  /** The principals that have the data to begin with. */
  #holders(): Set<string> {
    const { trusted, deployers } = this.#inquiry;
    const { exempt } = this.#class;
    return this.#attack.trustIsEnough
      ? new Set([...exempt, ...deployers])
      : new Set(exempt.filter((arn) => !trusted.includes(arn)));
  }

  /** What a principal outside the templates may do is not known, so it may do anything. */
  #nodeOf(identity: Identity): PrincipalNode {
    const node = nodeOf(this.#inquiry.app, identity);
    return isOutsider(identity) ? { ...rewritten(node), key: identity.arn } : node;
  }

  #variantsOf(node: PrincipalNode, others: readonly Identity[]): PrincipalNode[] {
    const { allows } = this.#attack;
    const variants = [
      ...ownVariants(this.#inquiry, node, allows),
      ...otherVariants(this.#inquiry, node, others, this.#becoming, allows),
      ...newcomers(this.#inquiry, node, allows),
    ];
    for (const variant of variants) this.#variants.set(variant.node.key, variant);
    return variants.map((variant) => variant.node);
  }

  /** A piece that a variant holds is held by each principal that can become the variant. */
  #hold(key: string, piece: Piece, way: Way, principal?: string): void {
    const variant = this.#variants.get(key);
    if (variant) {
      this.#hold(variant.of.key, piece, after(variant.way, way));
      return;
    }
    const holdings = this.#holdings.get(key) ?? new Map<Piece, Way>();
    const before = holdings.get(piece);
    if (before && !better(way, before)) return;
    this.#holdings.set(key, holdings.set(piece, way));
    if (principal && !this.#names.has(key)) this.#names.set(key, principal);
    this.#queue.push(key);
    if (
      !this.#goesOn &&
      !this.#arrived &&
      this.#starts.has(key) &&
      this.#complete(key).some((candidate) => candidate.sure)
    )
      this.#arrived = key;
  }

  /** The locks that a node can open by one step. */
  #open(node: PrincipalNode): void {
    // Whom an identity provider vouches for can do nothing but take a role.
    if (node.actor.type === 'provider') return;
    for (const { piece, acts, readersOnly } of this.#openings) {
      if (readersOnly && !readsTables(this.#inquiry, this.#class, node)) continue;
      const taken = take(this.#inquiry, node, acts);
      if (taken) this.#hold(node.key, piece, taken, taken.principal);
    }
  }

  #become(node: PrincipalNode, target: Identity): void {
    const offered = this.#holdings.get(target.arn);
    const taken = offered && this.#becoming.edge(node, target);
    if (!taken) return;
    for (const [piece, way] of offered) this.#hold(node.key, piece, after(taken, way), taken.principal);
  }

  /** The best complete path of any of these. */
  #bestOf(starts: readonly PrincipalNode[]): Path | undefined {
    let best: Path | undefined;
    for (const { key } of starts) {
      for (const way of this.#complete(key)) {
        if (!best || better(way, best)) best = { ...way, principal: this.#names.get(key) ?? key };
      }
    }
    return best;
  }

  /** The ways in which a node has everything that it takes: the data, or both locks of one bucket. */
  #complete(key: string): Way[] {
    const holdings = this.#holdings.get(key);
    if (!holdings) return [];
    const all = holdings.get(ALL);
    const ways = all ? [all] : [];
    for (const bucket of this.#class.buckets) {
      const open = holdings.get(bucketPiece(bucket.arn));
      const locked = this.#class.keys.some((candidate) => candidate.arn === bucket.keyArn);
      const decrypt = locked ? holdings.get(keyPiece(bucket.keyArn)) : NO_STEPS;
      if (open && decrypt) ways.push(both(open, decrypt));
    }
    return ways;
  }
}
