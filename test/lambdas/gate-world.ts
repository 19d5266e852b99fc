import { existsSync, rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { announceRetention, announceTemplates } from '../../lambdas/gate.ts';
import { GateClosedError, Gatekeeper } from '../../lambdas/ingest/gatekeeper.ts';
import { approve, askedNow, fileProposal, pauseGate, restart, settle, writeOfApproval } from '../../lambdas/restart.ts';
import { answerReport } from '../../lambdas/sentinel/pause.ts';
import type { App } from '../../lib/access/index.ts';
import { propose } from '../../lib/governance/gate/certificate.ts';
import { CONTROL_ITEMS, readItem } from '../../lib/ledger/index.ts';
import { Authority } from '../../lib/storage/local/authority.ts';
import { LocalControl } from '../../lib/storage/local/control.ts';
import { KeyStore } from '../../lib/storage/local/key-store.ts';
import { type LocalLake, openLake } from '../../lib/storage/local/lake.ts';
import { ObjectFiles } from '../../lib/storage/local/object-files.ts';
import type { Item, ItemValue, Ports } from '../../lib/storage/ports.ts';
import { PROPOSED, TEMPLATES } from '../governance/certificates.ts';
import { present } from '../present.ts';
import { collect } from '../storage/folder.ts';
import { NOW, SETTINGS } from './lake.ts';

/** What the people and functions of the platform do with the gate. */
export type Honest =
  | { readonly do: 'event' | 'pause' | 'settle' | 'retain' | 'propose' }
  | { readonly do: 'approve' | 'restart'; readonly proposal: number; readonly person: number };

/** What somebody does who has taken a role, or who may put back an older copy of the table, or set a clock. */
export type Hostile =
  | { readonly do: 'put'; readonly role: number; readonly item: number; readonly value: number }
  | { readonly do: 'delete'; readonly role: number; readonly item: number }
  /** An approval that nobody gave. */
  | { readonly do: 'approval'; readonly role: number; readonly proposal: number; readonly person: number }
  | { readonly do: 'object'; readonly role: number; readonly zone: 'gate' | 'certificates'; readonly name: number }
  | { readonly do: 'destroy'; readonly role: number; readonly object: number }
  | { readonly do: 'restore'; readonly copy: number }
  | { readonly do: 'clock'; readonly hours: number };

/** In memory where there is such a place: what is tested here is order, and not the disk. */
const HOME = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
const PEOPLE = ['ada', 'ben', 'cleo'];
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const person = (id: string) => ({ id, via: 'declared' }) as const;
const everything = new Authority('tester', () => ({ decision: 'Allowed', statements: [] }));
const keyOf = ({ pk, sk }: Pick<Item, 'pk' | 'sk'>): string => `${pk} ${sk}`;

/** An act with the moments between which it happened; `end` is infinite until it is done. */
interface Act {
  readonly begin: number;
  end: number;
}

/**
 * The gate on an embedded lake under the synthesized policies, with everything that was ever in the control table and the
 * audit zone to replay, and an account of its own of who was promised what.
 */
export class GateWorld {
  readonly lake: LocalLake;
  readonly folder: string;
  readonly #db: DatabaseSync;
  readonly #control: LocalControl;
  readonly #audit: ObjectFiles;
  #moved = 0;
  #tick = 0;
  readonly #copies: Record<string, unknown>[][] = [];
  /** Everything that any item ever was, by key and content. */
  readonly #seen = new Map<string, Item>();
  readonly #proposals: string[] = [];
  readonly #approvals: (Act & { readonly id: string; readonly person: string })[] = [];
  readonly #pauses: Act[] = [];
  /** How often ingest took activity, and how often an adversary got something written. */
  readonly counts = { open: 0, meddled: 0 };

  private constructor(lake: LocalLake, folder: string, app: App, moved: { clock: () => number }) {
    this.lake = lake;
    this.folder = folder;
    moved.clock = () => NOW.getTime() + this.#moved;
    this.#db = new DatabaseSync(join(folder, 'control.sqlite'));
    const { controlTable, zones } = lake.names;
    const store = new KeyStore(join(folder, 'keys'));
    this.#control = new LocalControl(this.#db, controlTable, store.derive(controlTable, 'items'), everything);
    this.#audit = new ObjectFiles(join(folder, 'audit'), zones.audit.bucket);
    this.roles = app.roles.map(({ arn }) => arn);
    this.writers = this.roles.filter((arn) => mayWrite(lake, arn));
    this.#arnOf = (name) => present(app.roles.find((role) => role.name === `strongroom-${name}`)).arn;
  }

  readonly roles: readonly string[];
  /** Roles that may write any record from which the gate takes its state. */
  readonly writers: readonly string[];
  readonly #arnOf: (name: string) => string;

  static async open(app: App): Promise<GateWorld> {
    const folder = await mkdtemp(join(HOME, 'strongroom-gate-'));
    const moved = { clock: () => NOW.getTime() };
    const lake = await openLake(folder, app, { clock: { now: () => new Date(moved.clock()) } });
    const world = new GateWorld(lake, folder, app, moved);
    await announceTemplates(world.as('governor').control, TEMPLATES);
    return world;
  }

  close(): void {
    this.lake.close();
    this.#db.close();
    rmSync(this.folder, { recursive: true });
  }

  as(name: string): Ports {
    return this.lake.portsFor(this.#arnOf(name));
  }

  /** @param around what stands between the act and the ports: a crash, or a scheduler */
  async honest(deed: Honest, around: (ports: Ports) => Ports = (ports) => ports): Promise<void> {
    const governor = around(this.as('governor'));
    const act = { begin: ++this.#tick, end: Number.POSITIVE_INFINITY };
    if (deed.do === 'event' || deed.do === 'pause') {
      const paused =
        deed.do === 'event'
          ? answerReport(around(this.as('sentinel')), grant(this.#tick))
          : pauseGate(governor, SETTINGS, person('gil'), 'drill');
      await paused;
      this.#pauses.push({ ...act, end: ++this.#tick });
    }
    if (deed.do === 'settle') await settle(governor, SETTINGS);
    if (deed.do === 'retain') await announceRetention(around(this.as('retain')));
    if (deed.do === 'propose') {
      const { after, now } = await askedNow(governor, SETTINGS);
      const expires = new Date(now.getTime() + 30 * DAY).toISOString();
      const proposal = propose({
        ...PROPOSED,
        after,
        issued: now.toISOString(),
        expires,
        incident: `INC-${this.#tick}`,
      });
      this.#proposals.push(proposal.id);
      await fileProposal(governor, proposal);
    }
    if (deed.do === 'approve' || deed.do === 'restart') {
      const id = this.#proposals.at(-1 - (deed.proposal % Math.max(1, this.#proposals.length)));
      if (id === undefined) return;
      if (deed.do === 'restart') return void (await restart(governor, SETTINGS, id, person('gil')));
      const who = present(PEOPLE[deed.person % PEOPLE.length]);
      const approval = { ...act, id, person: who };
      // Once it is asked for it may have been written, whatever becomes of the answer.
      this.#approvals.push(approval);
      await approve(governor, SETTINGS, id, person(who));
      approval.end = ++this.#tick;
    }
  }

  /** Keeps what is there for later replay. */
  async remember(): Promise<void> {
    const rows = this.#db.prepare('SELECT * FROM item').all();
    this.#copies.push(rows);
    for (const { pk, sk } of rows as Record<keyof Pick<Item, 'pk' | 'sk'>, string>[]) {
      const item = await this.#control.get(pk, sk);
      if (item !== undefined) this.#seen.set(`${keyOf(item)} ${JSON.stringify(item.data)}`, item);
    }
    // What was signed and never came into the table is known too, to each principal that may read the audit zone.
    const { objects } = this.as('auditor');
    for await (const { key: sk } of objects.list('audit', 'certificates/')) {
      const data = JSON.parse(String(await collect(await objects.get('audit', sk))));
      if (data.id !== undefined) this.#seen.set(sk, { pk: 'gate', sk: 'state', rev: 0, data });
    }
  }

  /** @returns whether it took effect: an act that the policies do not allow does not */
  async hostile(deed: Hostile): Promise<boolean> {
    const done = await this.#try(deed).catch((error) => {
      if (error.code !== 'access.denied') throw error;
      return false;
    });
    if (done) this.counts.meddled++;
    return done;
  }

  /**
   * Whether ingest takes activity now, as a function that has just started would decide.
   * @throws Error when it does although a pause stands that nobody lifted
   */
  async look(around: (ports: Ports) => Ports = (ports) => ports): Promise<boolean> {
    const begin = ++this.#tick;
    let id = '';
    const ports = around(this.as('ingest'));
    const control = new Proxy(ports.control, {
      get: (target, name) => async (pk: string, sk: string) => {
        if (name !== 'get') throw new Error('ingest only reads here');
        const item = await target.get(pk, sk);
        const certificate = item?.data.certificate as { id?: string } | undefined;
        if (sk === 'state') id = certificate?.id ?? '';
        return item;
      },
    });
    try {
      await new Gatekeeper({ ...ports, control }, SETTINGS).check();
    } catch (error) {
      if (error instanceof GateClosedError) return false;
      throw error;
    }
    this.counts.open++;
    for (const pause of this.#pauses.filter(({ end }) => end < begin)) {
      const lifting = this.#approvals.filter((approval) => approval.id === id && approval.end > pause.begin);
      if (new Set(lifting.map((approval) => approval.person)).size < SETTINGS.reviewers)
        throw new Error(`collection runs under ${id.slice(0, 8)} although it was paused`);
    }
    return true;
  }

  /** Certified, approved and opened as it should be; whether it worked. */
  async reopen(): Promise<void> {
    await this.honest({ do: 'retain' });
    await this.honest({ do: 'propose' });
    for (const who of [0, 1]) await this.honest({ do: 'approve', proposal: 0, person: who });
    await this.honest({ do: 'restart', proposal: 0, person: 0 });
  }

  /** What may become of the table without any role of ours: by hand, or by a restore. */
  lose(lost: 'state' | 'older copy' | 'everything'): void {
    if (lost === 'state') this.#db.exec("DELETE FROM item WHERE pk = 'gate'");
    if (lost === 'everything') this.#db.exec('DELETE FROM item');
    if (lost === 'older copy') this.#restore(0);
  }

  /** Puts every state and certificate that there ever was into the table, and each earlier copy of it, and looks. */
  async replayAll(): Promise<void> {
    const items = [...this.#seen.values()];
    for (let value = 0; value < 2 * items.length; value++) {
      await this.#put(this.#arnOf('sentinel'), { pk: 'gate', sk: 'state' }, forged(items, value));
      await this.look();
    }
    for (let copy = 0; copy < this.#copies.length; copy++) {
      await this.hostile({ do: 'restore', copy });
      await this.look();
    }
  }

  async #try(deed: Hostile): Promise<boolean> {
    if (deed.do === 'clock') {
      this.#moved += deed.hours * HOUR;
      return true;
    }
    if (deed.do === 'restore') return this.#restore(deed.copy);
    const arn = present(at(deed.role % 4 === 0 ? this.roles : this.writers, deed.role));
    if (deed.do === 'approval') return this.#forgeApproval(arn, deed.proposal, deed.person);
    if (deed.do === 'object') return this.#putObject(arn, deed.zone, deed.name);
    if (deed.do === 'destroy') return this.#destroy(arn, deed.object);
    const items = [...this.#seen.values()];
    const target = at(items, deed.item);
    if (target === undefined) return false;
    if (deed.do === 'delete') return this.#delete(arn, target);
    return this.#put(arn, target, forged(items, deed.value));
  }

  async #put(arn: string, { pk, sk }: Pick<Item, 'pk' | 'sk'>, data: Item['data']): Promise<boolean> {
    // Approvals are what the governor's role is trusted with: see the threat model.
    if (arn === this.#arnOf('governor') && pk === 'restart') return false;
    const ifRev = (await this.#control.get(pk, sk))?.rev ?? 0;
    return this.lake.portsFor(arn).control.write([{ pk, sk, ifRev, data }]);
  }

  async #forgeApproval(arn: string, which: number, who: number): Promise<boolean> {
    const id = at(this.#proposals.toReversed(), which);
    const item = id === undefined ? undefined : await this.#control.get('restart', `proposal#${id}`);
    if (item === undefined) return false;
    const proposal = readItem(CONTROL_ITEMS.proposal, item);
    const by = person(present(PEOPLE[who % PEOPLE.length]));
    const { pk, sk, data } = writeOfApproval(proposal, { by, at: proposal.issued });
    return this.#put(arn, { pk, sk }, data);
  }

  #restore(copy: number): boolean {
    const rows = at(this.#copies, copy);
    if (rows === undefined) return false;
    this.#db.exec('DELETE FROM item');
    for (const row of rows) {
      const names = Object.keys(row);
      const marks = names.map(() => '?').join();
      this.#db
        .prepare(`INSERT INTO item (${names.join()}) VALUES (${marks})`)
        .run(...(Object.values(row) as (string | number | null | Uint8Array)[]));
    }
    return true;
  }

  #delete(arn: string, { pk, sk }: Item): boolean {
    const context = { 'dynamodb:LeadingKeys': [pk] };
    const may = ['dynamodb:DeleteItem', 'dynamodb:BatchWriteItem', 'dynamodb:PartiQLDelete'].some((action) =>
      this.lake.authorityOf(arn).allows({ action, resource: this.lake.names.controlTable, context }),
    );
    if (may) this.#db.prepare('DELETE FROM item WHERE pk = ? AND sk = ?').run(pk, sk);
    return may;
  }

  async #putObject(arn: string, zone: 'gate' | 'certificates', name: number): Promise<boolean> {
    const names = (await Array.fromAsync(this.#audit.list('certificates/'))).map(({ key }) => key.slice(13, -5));
    const ids = [...names.map((other) => other.slice(9)), ...this.#proposals];
    // A name that was there, a number that will be, and an id of anybody.
    const made = `${String(name % (names.length + 3)).padStart(8, '0')}-${at(ids, name) ?? 'none'}`;
    const key = zone === 'gate' ? `gate/${made}/x${name}.json` : `certificates/${made}.json`;
    const { objects } = this.lake.portsFor(arn);
    return (await objects.putOnce('audit', key, Buffer.from('{}'), 'application/json')).created;
  }

  async #destroy(arn: string, object: number): Promise<boolean> {
    const version = at(await Array.fromAsync(this.#audit.list('')), object);
    if (version === undefined) return false;
    await this.lake.portsFor(arn).objects.deleteVersions('audit', [version]);
    return true;
  }
}

function mayWrite(lake: LocalLake, arn: string): boolean {
  const authority = lake.authorityOf(arn);
  const { controlTable, zones } = lake.names;
  const items = ['gate', 'restart', 'deployed', 'retention'].map((pk) => ({
    action: 'dynamodb:PutItem',
    resource: controlTable,
    context: { 'dynamodb:LeadingKeys': [pk] },
  }));
  const objects = ['gate/x', 'certificates/x'].flatMap((key) =>
    ['s3:PutObject', 's3:DeleteObject', 's3:DeleteObjectVersion'].map((action) => ({
      action,
      resource: `${zones.audit.bucketArn}/${key}`,
    })),
  );
  return [...items, ...objects].some((request) => authority.allows(request));
}

/** What was once written somewhere, or a state that says `running` under it. */
function forged(items: readonly Item[], value: number): { readonly [name: string]: ItemValue } {
  const { data } = present(at(items, value >> 1));
  if (value % 2 === 0) return data;
  const since = NOW.toISOString();
  const certificate = data.certificate ?? data;
  return { state: 'running', since, by: null, first: null, certificate };
}

const at = <T>(list: readonly T[], n: number): T | undefined => list[n % Math.max(1, list.length)];

const grant = (id: number) => ({
  'detail-type': 'AWS API Call via CloudTrail',
  detail: { eventSource: 'lakeformation.amazonaws.com', eventName: 'GrantPermissions', eventID: `e-${id}` },
});
