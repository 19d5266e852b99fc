import { idOf, type Proposal, proposalOf } from '../lib/governance/gate/certificate.ts';
import { idIn, namesAt } from '../lib/governance/gate/log.ts';
import type { Ports } from '../lib/storage/ports.ts';
import { certificateKeys, readGate } from './gate.ts';
import { approvedAs } from './restart.ts';

/**
 * The certificates that a restart comes after. There is more than one when two were filed at the same time. `lost` names
 * certificates whose content is not kept any more: nobody can tell then what changed since.
 */
export type Before =
  | { readonly is: 'none' }
  | { readonly is: 'known'; readonly number: number; readonly certificates: readonly Proposal[] }
  | { readonly is: 'lost'; readonly number: number; readonly ids: readonly string[] };

/**
 * Finds what was certified before a proposal, or before a certificate. The audit zone names each certificate by its number and
 * id, and nobody can remove a name; the id is the hash of the content, so the content may come from the control table, which the
 * governor reads. No role of the gate reads a certificate in the audit zone.
 */
export async function certifiedBefore(ports: Ports, { after }: Pick<Proposal, 'after'>): Promise<Before> {
  if (after.number === 0) return { is: 'none' };
  const ids = namesAt(await certificateKeys(ports.objects), after.number).map(idIn);
  const { gate } = await readGate(ports);
  const running = gate.state === 'running' ? [proposalOf(gate.certificate)] : [];
  const filed = (await approvedAs(ports, ids)).map(({ proposal }) => proposal);
  const genuine = [...filed, ...running].filter((certificate) => idOf(certificate) === certificate.id);
  const certificates = ids.flatMap((id) => genuine.find((certificate) => certificate.id === id) ?? []);
  return ids.length > 0 && certificates.length === ids.length
    ? { is: 'known', number: after.number, certificates }
    : { is: 'lost', number: after.number, ids };
}

/** Whether a digest differs from that of any certificate before it; null where none is known to compare with. */
export function changedSince({ digests }: Pick<Proposal, 'digests'>, before: Before): Changed | null {
  if (before.is !== 'known') return null;
  const differs = (name: keyof Changed): boolean =>
    before.certificates.some((certificate) => certificate.digests[name] !== digests[name]);
  return { templates: differs('templates'), claims: differs('claims'), promises: differs('promises') };
}

export type Changed = Readonly<Record<keyof Proposal['digests'], boolean>>;

/** The digest of templates that were certified before and differ from a proposal's. */
export const templatesBefore = ({ digests }: Pick<Proposal, 'digests'>, before: Before): string | undefined =>
  before.is !== 'known'
    ? undefined
    : before.certificates.find((certificate) => certificate.digests.templates !== digests.templates)?.digests.templates;
