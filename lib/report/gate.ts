import type { Gate } from '../governance/gate/gate.ts';
import type { DecidedPromise } from '../governance/promises.ts';
import type { Style } from './style.ts';

/** The displayed state of the gate. `promises` is null before the first proof. */
export type GateStatus = Gate & {
  readonly open: boolean;
  /** Whether the audit zone agrees: a pause that only the control table records can be undone there. */
  readonly stands: boolean;
  /** Fingerprint of the key that signs certificates. */
  readonly key: string;
  readonly promises: {
    readonly at: string;
    /** Whether the proof covers the deployed templates. */
    readonly current: boolean;
    readonly ledger: readonly DecidedPromise[];
  } | null;
  /** The last findings about the account; null where it was not read. */
  readonly account: {
    readonly began: string;
    readonly verdict: 'proved' | 'refuted' | 'undecided';
    readonly key: string;
    readonly says: string;
  } | null;
};

/** The gate for a person: its state, its basis, and each promise to workers with its last proof. */
export function gateLines(status: GateStatus, style: Style): string[] {
  const { since, by, promises, key, stands, account } = status;
  const who = by === null ? '' : `, by ${by.id} (${by.via})`;
  const head =
    status.state === 'paused'
      ? [`${style.bold('paused')} since ${since}${who}: ${status.reason}${callOf(status)}`]
      : [
          `${style.good('running')} since ${since}${who}`,
          `  rule ${status.certificate.guard.id}`,
          `  approved by ${status.certificate.approvals.map(({ by: one }) => `${one.id} (${one.via})`).join(', ')}, until ${status.certificate.expires}`,
        ];
  if (!stands)
    head.push(style.bad('  nobody wrote this down in the audit zone, so it can be taken back: strongroom gate pause'));
  return [
    ...head,
    `  certificates are signed by ${key}`,
    ...accountLines(account, style),
    ...promiseLines(promises, style),
  ];
}

/** The findings about the account, as the message gave them. */
function accountLines(account: GateStatus['account'], style: Style): string[] {
  if (account === null) return [];
  const { began, verdict, key, says } = account;
  const title = `the account as it was at ${began}: ${verdict} (${key} of the audit zone)`;
  const told = says.split('\n').filter(Boolean);
  return [`  ${verdict === 'proved' ? style.good(title) : style.bad(title)}`, ...told.map((line) => `    ${line}`)];
}

/** The reported call that caused a pause, with the id by which to find it in the trail. */
const callOf = ({ call }: Extract<GateStatus, { state: 'paused' }>): string =>
  call === undefined ? '' : ` (${call.service} ${call.name}, event ${call.id} of the trail)`;

function promiseLines(promises: GateStatus['promises'], style: Style): string[] {
  if (promises === null) return [style.bad('no promise has been proved yet')];
  const { at, current, ledger } = promises;
  return [
    style.bold(`Promises, by the proof of ${at}${current ? '' : ', which is about other templates'}`),
    ...ledgerLines(ledger, style).map((line) => `  ${line}`),
  ];
}

/** A kept promise is one line; a broken one also names the failing claim. */
export const ledgerLines = (ledger: readonly DecidedPromise[], style: Style): string[] =>
  ledger.flatMap(({ says, state, because }) => [
    `${state === 'kept' ? style.good('✓') : style.bad('✗')} ${says}`,
    ...(because === null ? [] : [style.bad(`    ${state}: ${because}`)]),
  ]);
