import { writeFileSync } from 'node:fs';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { program } from '../../config/program.ts';
import { readFacts } from '../../lambdas/gate.ts';
import { approve, askedNow, fileProposal, pauseGate, restart, settle } from '../../lambdas/restart.ts';
import { StrongroomError } from '../../lib/activity/errors.ts';
import { fingerprintOf } from '../../lib/governance/gate/certificate.ts';
import { certify } from '../../lib/governance/gate/certify.ts';
import { deployBy, stackDigests } from '../../lib/governance/gate/deployment.ts';
import { isOpen } from '../../lib/governance/gate/gate.ts';
import { isPausedIn } from '../../lib/governance/gate/log.ts';
import { ledgerOf } from '../../lib/governance/promises.ts';
import { CONTROL_ITEMS } from '../../lib/ledger/index.ts';
import { proposalPage } from '../../lib/report/document/proposal-page.ts';
import { type GateStatus, gateLines } from '../../lib/report/gate.ts';
import { proposalJson, proposalLines } from '../../lib/report/proposal.ts';
import type { Ports } from '../../lib/storage/ports.ts';
import { keepProof, lastProof } from '../embedded/last-proof.ts';
import { digestOf, proveTemplates } from '../embedded/proof.ts';
import { keepTemplates } from '../embedded/seen-templates.ts';
import { readTemplates } from '../embedded/templates.ts';
import { verifyCertificate } from '../embedded/verify-certificate.ts';
import { OUT } from '../embedded/workspace.ts';
import { EXIT } from '../exit.ts';
import type { GateDesk } from '../gate-desk.ts';
import { agreed, proposalOfFile, readAtDesk, readWith } from '../gate-show.ts';
import { nearest } from '../nearest.ts';
import { readJson } from '../read-json.ts';
import { fitted, reply, widthOf } from '../reply.ts';
import { styleFor } from '../style.ts';

interface Options {
  readonly as?: string | undefined;
  readonly reason?: string | undefined;
  readonly incident?: string | undefined;
  readonly key?: string | undefined;
  readonly fingerprint?: string | undefined;
  readonly templates?: string | undefined;
  readonly profile?: string | undefined;
  readonly region?: string | undefined;
  readonly out?: string | undefined;
  readonly json?: boolean | undefined;
  readonly yes?: boolean | undefined;
  readonly since?: string | undefined;
  readonly report?: string | undefined;
}

/** What a governor can do with the gate; `file` holds the proposal, and the certificate once it is signed. */
const ACTIONS: Record<string, (desk: GateDesk, options: Options, file: string | undefined) => Promise<void>> = {
  status: async ({ ports, settings }) => {
    await settle(ports, settings);
  },
  pause: async ({ ports, settings, person }, { reason, as }) => {
    if (reason === undefined || !REASON.test(reason)) throw usage('a pause has a reason', 'gate pause --reason CODE');
    await pauseGate(ports, settings, person(as), reason);
  },
  certify: async (
    { ports, settings, templates: deployed, out, person },
    { as, incident = null, templates: dir },
    file,
  ) => {
    const path = named(file, 'certify');
    // First: a pause that comes while the proof runs is not lifted by it.
    const asked = await askedNow(ports, settings);
    // Of a deployment that is yet to come: what is in a folder, over what is there.
    const templates = dir === undefined ? deployed : readTemplates(dir);
    const deploys = dir === undefined ? undefined : comingOver(deployed, templates, asked.now);
    const proof = proveTemplates(templates);
    keepProof(out, proof);
    keepTemplates(out, templates);
    const proposal = certify(proof, program, {
      requester: person(as),
      incident,
      ...asked,
      templates: digestOf(templates),
      ...(deploys !== undefined && { deploys }),
    });
    await fileProposal(ports, proposal);
    write(path, proposal);
    process.stderr.write(
      `wrote ${path}. Next: two others read it (gate show ${path}) and approve it (gate approve ${path})\n`,
    );
  },
  approve: async (desk, { as, yes, since }, file) => {
    const { ports, settings, person, templates } = desk;
    const path = named(file, 'approve');
    const proposal = proposalOfFile(path);
    const { deploys } = proposal;
    if (deploys !== undefined && !isDeepStrictEqual(deploys.from, stackDigests(templates)))
      throw new StrongroomError(
        'certificate.templates',
        'it was asked for over other templates than those that are deployed',
        'certify again',
      );
    const shown = await readWith(desk, path, proposal, { since });
    process.stderr.write(
      fitted(`${proposalLines(shown, styleFor(process.stderr)).join('\n')}\n`, widthOf(process.stderr.columns)),
    );
    await agreed(yes === true, path);
    const approvals = await approve(ports, settings, proposal.id, person(as));
    process.stderr.write(`· ${approvals.length} of ${settings.reviewers} approvals\n`);
  },
  resume: async ({ ports, settings, person }, { as }, file) => {
    const path = named(file, 'resume');
    write(path, await restart(ports, settings, proposalIn(path), person(as)));
  },
};

const REASON = /^[a-z0-9][a-z0-9.-]{0,63}$/;

/** `strongroom gate …`: `status` exits 0 when collection may run and 1 when it is paused, the others 0 when it was done. */
export async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: {
      as: { type: 'string' },
      reason: { type: 'string' },
      incident: { type: 'string' },
      key: { type: 'string' },
      fingerprint: { type: 'string' },
      templates: { type: 'string' },
      profile: { type: 'string' },
      region: { type: 'string' },
      out: { type: 'string' },
      json: { type: 'boolean' },
      yes: { type: 'boolean' },
      since: { type: 'string' },
      report: { type: 'string' },
    },
    allowPositionals: true,
  });
  const [name = 'status', file] = positionals;
  if (name === 'show') {
    const path = named(file, 'show');
    const shown = await readAtDesk(path, values, () => openDesk(values));
    if (values.report !== undefined) writeFileSync(values.report, proposalPage(shown));
    reply(values.json, proposalJson(shown), () => `${proposalLines(shown, styleFor(process.stdout)).join('\n')}\n`);
    return EXIT.holds;
  }
  if (name === 'verify') return verify(named(file, 'verify'), values);
  const action = Object.hasOwn(ACTIONS, name) ? ACTIONS[name] : undefined;
  if (action === undefined) throw unknownVerb(name);
  const desk = await openDesk(values);
  try {
    await action(desk, values, file);
    const open = await report(desk, values.json === true);
    return name !== 'status' || open ? EXIT.holds : EXIT.refused;
  } finally {
    desk.close();
  }
}

function unknownVerb(name: string): StrongroomError {
  const verbs = [...Object.keys(ACTIONS), 'show', 'verify'];
  const near = nearest(name, verbs);
  return usage(
    `there is no 'gate ${name}'${near === undefined ? '' : `: did you mean ${near}?`}`,
    `gate ${verbs.join('|')}`,
  );
}

/** The gate of an account where `--region` names one, else that of the embedded lake. Credentials come from the environment. */
async function openDesk({ profile, region, out = OUT }: Options): Promise<GateDesk> {
  if (region === undefined && profile === undefined)
    return (await import('../embedded/gate-desk.ts')).openEmbeddedDesk(out);
  if (region === undefined) throw usage('no region is named', 'gate … --profile NAME --region REGION');
  process.env.AWS_REGION = region;
  if (profile !== undefined) process.env.AWS_PROFILE = profile;
  return (await import('../aws/gate-desk.ts')).openAwsDesk(region, out);
}

/** The gate as it stands, and what has become of each promise by the last proof. */
async function report({ ports, settings, templates, out }: GateDesk, json: boolean): Promise<boolean> {
  const { gate } = await settle(ports, settings);
  const facts = await readFacts(ports, settings);
  const open = isOpen(gate, facts);
  const proof = lastProof(out, templates);
  const promises = proof && { at: proof.at, current: proof.current, ledger: ledgerOf(program.promises, proof.proof) };
  const key = fingerprintOf(await ports.keys.publicKey('certificates'));
  const status = {
    ...gate,
    open,
    stands: open || isPausedIn(facts.log),
    key,
    promises: promises ?? null,
    account: await lastReading(ports),
  };
  reply(json, status, () => `${gateLines(status, styleFor(process.stdout)).join('\n')}\n`);
  return open;
}

/** The newest reading of the account; null where nobody reads one, as in the embedded lake. */
async function lastReading({ control }: Ports): Promise<GateStatus['account']> {
  const { pk, sk, schema } = CONTROL_ITEMS.proof;
  const read = schema.safeParse((await control.get(pk, sk))?.data);
  return read.success ? read.data : null;
}

function verify(file: string, { templates, json, ...anchor }: Options): number {
  const {
    certificate,
    anchor: trusted,
    expired,
    templates: same,
  } = verifyCertificate(readJson(file), anchor, templates, new Date());
  const { id, guard, incident, requester, approvals, issued, expires } = certificate;
  const holds = !expired && same !== false;
  const found = {
    holds,
    id,
    guard: guard.id,
    incident,
    requester,
    approvals,
    issued,
    expires,
    expired,
    templates: same,
  };
  const text = [
    `${holds ? 'holds' : expired ? 'genuine, and expired' : 'genuine, and about other templates'}: ${guard.id}`,
    `asked for by ${requester.id} (${requester.via}), approved by ${approvals.map(({ by }) => `${by.id} (${by.via})`).join(', ')}`,
    `from ${issued} until ${expires}`,
    `signed by ${trusted.fingerprint}, trusted by ${trusted.from}`,
  ].join('\n');
  reply(json, { ...found, anchor: trusted }, () => `${text}\n`);
  return holds ? EXIT.holds : EXIT.refused;
}

/** A deployment over what is there. The first one has nothing that could go on meanwhile. */
function comingOver(deployed: ReadonlyMap<string, string>, coming: ReadonlyMap<string, string>, now: Date) {
  const [from, to] = [stackDigests(deployed), stackDigests(coming)];
  if (Object.keys(from).sort().join() !== Object.keys(to).sort().join())
    throw usage('the folder holds other stacks than those that are deployed', 'gate certify FILE --templates cdk.out');
  return { over: digestOf(deployed), from, to, until: deployBy(now) };
}

/** The id of the proposal in a file; its content must be the one that its id names, or an approver would approve something else. */
const proposalIn = (file: string): string => proposalOfFile(file).id;

function named(file: string | undefined, action: string): string {
  if (file !== undefined) return file;
  throw usage('no file is named', `gate ${action} FILE`);
}

const write = (file: string, value: object): void => writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`);

const usage = (message: string, todo: string) => new StrongroomError('usage', message, `strongroom ${todo}`);
