import { type Before, certifiedBefore } from '../lambdas/last-certificate.ts';
import { StrongroomError } from '../lib/activity/errors.ts';
import {
  type Certificate,
  certificateSchema,
  idOf,
  type Proposal,
  proposalOf,
  proposalSchema,
} from '../lib/governance/gate/certificate.ts';
import type { Earlier, ShownProposal } from '../lib/report/proposal.ts';
import { digestOf } from './embedded/proof.ts';
import { differenceSince, keepTemplates } from './embedded/seen-templates.ts';
import { readTemplates } from './embedded/templates.ts';
import { told } from './errors/explain.ts';
import type { GateDesk } from './gate-desk.ts';
import { readJson } from './read-json.ts';

interface Wishes {
  /** An earlier certificate to compare with, instead of the last one. */
  readonly since?: string | undefined;
  readonly templates?: string | undefined;
}

/**
 * A proposal or a certificate, as a person has to read it before answering for it. It is compared with the certificate before
 * it. A file can be read where no gate is: then the reason for which nothing was compared is part of what is shown.
 * @param open the gate at which the last certificate is looked for
 */
export async function readAtDesk(file: string, wishes: Wishes, open: () => Promise<GateDesk>): Promise<ShownProposal> {
  const proposal = documentIn(file);
  let desk: GateDesk;
  try {
    desk = await open();
  } catch (error) {
    const { message, todo } = told(error);
    const why = `${message} (${todo}, or name a certificate: --since FILE)`;
    return shownAs(file, proposal, wishes, givenIn(wishes) ?? { is: 'unknown', why });
  }
  try {
    return await readWith(desk, file, proposal, wishes);
  } finally {
    desk.close();
  }
}

/** The same, at an open desk. */
export async function readWith(
  { ports, templates, out }: GateDesk,
  file: string,
  proposal: Proposal,
  wishes: Wishes,
): Promise<ShownProposal> {
  keepTemplates(out, templates);
  if (wishes.templates !== undefined) keepTemplates(out, readTemplates(wishes.templates));
  const earlier = givenIn(wishes) ?? earlierOf(await certifiedBefore(ports, proposal));
  const shown = shownAs(file, proposal, wishes, earlier);
  const digest = proposal.digests.templates;
  const older = earlier.is === 'known' ? earlier.certificates.map(({ digests }) => digests.templates) : [];
  const changed = older.find((other) => other !== digest);
  return changed === undefined ? shown : { ...shown, difference: differenceSince(out, changed, digest) };
}

const givenIn = ({ since }: Wishes): Earlier | undefined =>
  since === undefined ? undefined : { is: 'known', certificates: [documentIn(since)] };

function shownAs(file: string, proposal: Proposal, { templates }: Wishes, earlier: Earlier): ShownProposal {
  const same = templates === undefined ? undefined : digestOf(readTemplates(templates)) === proposal.digests.templates;
  return { ...{ proposal, file, earlier }, ...(same === undefined ? {} : { sameTemplates: same }) };
}

function earlierOf(before: Before): Earlier {
  if (before.is !== 'lost') return before;
  const which =
    before.ids.length === 0 ? 'no name of it is in the audit zone' : before.ids.map((id) => id.slice(0, 12)).join(', ');
  return {
    is: 'unknown',
    why: `what certificate ${before.number} said is not kept here any more (${which}): name its file with --since`,
  };
}

/** @throws StrongroomError certificate.invalid when a file holds no proposal, or one that differs from its id */
export function proposalOfFile(file: string): Proposal {
  const parsed = proposalSchema.safeParse(readJson(file));
  if (parsed.success && idOf(parsed.data) === parsed.data.id) return parsed.data;
  throw notIn(file, 'no proposal');
}

function documentIn(file: string): Proposal | Certificate {
  const found = readJson(file);
  const [proposal, certificate] = [proposalSchema.safeParse(found), certificateSchema.safeParse(found)];
  if (proposal.success && idOf(proposal.data) === proposal.data.id) return proposal.data;
  if (certificate.success && idOf(proposalOf(certificate.data)) === certificate.data.id) return certificate.data;
  throw notIn(file, 'neither a proposal nor a certificate');
}

const notIn = (file: string, part: string): StrongroomError =>
  new StrongroomError('certificate.invalid', `${file} holds ${part}`, 'make one: strongroom gate certify FILE');

/**
 * Asks whether a person answers for what was shown. Without a terminal there is nobody to ask: the caller must say that it was
 * read.
 * @throws StrongroomError gate.not-approved when the answer is not yes, gate.not-asked without a terminal
 */
export async function agreed(yes: boolean, file: string): Promise<void> {
  if (yes) return;
  if (!process.stdin.isTTY || !process.stderr.isTTY)
    throw new StrongroomError(
      'gate.not-asked',
      'nothing was approved: there is no terminal at which to ask whether this was read',
      `read it (strongroom gate show ${file}), then say so: strongroom gate approve ${file} --yes`,
    );
  const { createInterface } = await import('node:readline/promises');
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await terminal.question('Do you answer for this? Type yes to approve: ');
  terminal.close();
  if (answer.trim().toLowerCase() !== 'yes')
    throw new StrongroomError(
      'gate.not-approved',
      'nothing was approved',
      `read it again: strongroom gate show ${file}`,
    );
}
