import type { Guard, Proof } from '../../access/index.ts';
import { canonicalJson, type Json } from '../../activity/canonical-json.ts';
import { StrongroomError } from '../../activity/errors.ts';
import type { ProgramConfig } from '../program-config.ts';
import { brokenOf, ledgerOf } from '../promises.ts';
import { type LogPosition, type Person, type Proposal, propose, sha256Of } from './certificate.ts';

const DAY_MS = 86_400_000;
/** Validity of a restart approval. */
const VALID_DAYS = 30;

export interface Restart {
  readonly requester: Person;
  readonly incident: string | null;
  readonly now: Date;
  /** Digest of the templates under proof. */
  readonly templates: string;
  /** The restart's position in the log, from the audit zone's current content. */
  readonly after: LogPosition;
  /** Set for a deployment that is still to come. */
  readonly deploys?: Proposal['deploys'];
}

/**
 * The content for approvers: the claims are proved with the named guard, one of them is refuted without it and how, and
 * every promise to workers is kept.
 * @param proof of these templates, with guards
 * @throws StrongroomError certificate.unproved, certificate.promise, certificate.guard
 */
export function certify(
  proof: Proof,
  { promises, restartGuard }: Pick<ProgramConfig, 'promises' | 'restartGuard'>,
  { requester, incident, now, templates, after, deploys }: Restart,
): Proposal {
  if (proof.verdict !== 'proved')
    throw none('unproved', `the claims are ${proof.verdict}`, 'run `strongroom prove`, and mend what it names');
  const ledger = ledgerOf(promises, proof);
  const [broken] = brokenOf(ledger);
  if (broken !== undefined)
    throw none(
      'promise',
      `"${broken.says}" is ${broken.state}: ${broken.because}`,
      'keep the promise, or take it back',
    );
  const { claim, guard, witness } = namedGuard(proof, restartGuard);
  return propose({
    version: 'certificate/2',
    after,
    guard: { id: guard.statement, claim, text: guard.text, hash: sha256Of(guard.text) },
    proof: {
      with: { verdict: 'proved', claims: proof.claims.length },
      without: {
        verdict: 'refuted',
        principal: witness.principal,
        path: witness.path.map(({ action, resource, statement }) => ({ action, resource, statement })),
      },
    },
    digests: {
      templates,
      claims: digest(
        proof.claims.map(({ id, class: about, tier, text, verdict }) => ({ id, about, tier, text, verdict })),
      ),
      promises: digest(ledger),
    },
    ...(deploys !== undefined && { deploys }),
    incident,
    requester,
    issued: now.toISOString(),
    expires: new Date(now.getTime() + VALID_DAYS * DAY_MS).toISOString(),
  });
}

/** The guard that the program names, as found in the proof: without it a claim about the zone fails. */
function namedGuard({ claims }: Proof, { zone, statement }: ProgramConfig['restartGuard']) {
  const carries = (guard: Guard) => guard.without === 'refuted' && guard.statement.split(' ').includes(statement);
  for (const { id, class: about, guards } of claims) {
    const guard = about === zone ? guards.find(carries) : undefined;
    if (guard?.witness) return { claim: id, guard, witness: guard.witness };
  }
  throw none(
    'guard',
    `no claim about ${zone} falls without ${statement}`,
    'name the rule that carries one: restartGuard',
  );
}

const digest = (value: unknown): string => sha256Of(canonicalJson(value as Json));

const none = (code: string, says: string, todo: string) =>
  new StrongroomError(`certificate.${code}`, `no certificate: ${says}`, todo);
