import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { readGate, writeGate } from '../../lambdas/gate.ts';
import { StrongroomError } from '../../lib/activity/errors.ts';
import { type Gate, isOpen, pause } from '../../lib/governance/gate.ts';
import { certify } from '../embedded/certify.ts';
import { resumeWith } from '../embedded/open-gate.ts';
import { OUT, openWorkspace, type Workspace } from '../embedded/workspace.ts';
import { EXIT } from '../exit.ts';

interface Options {
  readonly reason?: string | undefined;
  readonly requester?: string | undefined;
  readonly approver?: string[] | undefined;
}

/** What can be done with the gate; `file` is the certificate. */
const ACTIONS: Record<string, (workspace: Workspace, options: Options, file: string | undefined) => Promise<void>> = {
  status: async () => {},
  pause: async (workspace, { reason }) => {
    if (reason === undefined) throw usage('a pause has a reason', 'gate pause --reason CODE');
    const { control, clock } = workspace.portsOf('governor');
    const { rev } = await readGate(control, clock);
    if (!(await writeGate(control, pause(reason, clock.now()), rev)))
      throw new StrongroomError(
        'gate.raced',
        'somebody else changed the gate at the same time',
        'look at `gate status`, and decide again',
      );
  },
  certify: async (workspace, { requester, approver }, file) => {
    if (file === undefined || requester === undefined || approver === undefined)
      throw usage(
        'a certificate needs a file, a requester and approvers',
        'gate certify FILE --requester NAME --approver NAME --approver NAME',
      );
    const certificate = certify(workspace.templates, requester, approver, new Date());
    writeFileSync(file, `${JSON.stringify(certificate, null, 2)}\n`);
  },
  resume: async (workspace, _, file) => {
    if (file === undefined) throw usage('no certificate is named', 'gate resume FILE');
    await resumeWith(workspace, readCertificate(file));
  },
};

/** `strongroom gate …`: exit 0 when collection may run, 1 when it is paused. */
export async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: {
      reason: { type: 'string' },
      requester: { type: 'string' },
      approver: { type: 'string', multiple: true },
      json: { type: 'boolean' },
    },
    allowPositionals: true,
  });
  const [name = 'status', file] = positionals;
  const action = Object.hasOwn(ACTIONS, name) ? ACTIONS[name] : undefined;
  if (action === undefined) throw usage(`there is no 'gate ${name}'`, `gate ${Object.keys(ACTIONS).join('|')}`);
  const workspace = await openWorkspace(OUT);
  try {
    await action(workspace, values, file);
    const { control, clock } = workspace.portsOf('governor');
    const { gate } = await readGate(control, clock);
    const open = isOpen(gate, clock.now());
    process.stdout.write(`${values.json ? JSON.stringify({ ...gate, open }) : describe(gate, open)}\n`);
    return open ? EXIT.holds : EXIT.refused;
  } finally {
    workspace.close();
  }
}

const describe = (gate: Gate, open: boolean): string =>
  gate.state === 'paused'
    ? `paused since ${gate.since}: ${gate.reason}`
    : `${open ? 'running' : 'paused: the certificate has expired'} since ${gate.since}, rule ${gate.certificate.guard.id}, approved by ${gate.certificate.approvers.join(', ')}, until ${gate.certificate.expires}`;

const usage = (message: string, todo: string) => new StrongroomError('usage', message, `strongroom ${todo}`);

function readCertificate(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    throw new StrongroomError('certificate.invalid', `${file} holds no certificate`, 'issue one with `gate certify`');
  }
}
