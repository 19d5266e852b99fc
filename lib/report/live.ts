import type { Drift, Drifts } from '../access/live/index.ts';
import type { Style } from './style.ts';

/** A reading of an account, and its differences from its templates. */
export interface LiveReport extends Partial<Drifts> {
  readonly at: string;
  readonly accountId: string;
  readonly region: string;
  readonly caller: string;
  readonly calls: number;
  readonly unread: readonly {
    readonly call: string;
    readonly code: string;
    readonly why: string;
    readonly about?: string;
  }[];
  readonly taken: readonly string[];
}

/** For a person: the unread parts, then each difference with the templates' value and the account's. */
export function renderLive(live: LiveReport, style: Style): string {
  const { unread, drifts, beside = [], others = 0, taken } = live;
  const parts = [
    `Read of account ${live.accountId}, ${live.region}, at ${live.at} by ${live.caller}: ${live.calls} calls, ${unread.length} of them without a whole answer.`,
    list(
      'Not read, so that claims about it are undecided',
      unread.map(({ call, code, why }) => `${call} [${code}]: ${why}`),
      style,
    ),
    list('Taken from the templates, because it gives no principal access', taken, style),
    drifts === undefined
      ? ''
      : drifts.length === 0
        ? 'The account is what the templates say.'
        : list(`Not as the templates say: ${drifts.length}`, drifts.flatMap(driftLines), style),
    list('In no template, and named together with a resource of these templates', beside, style),
    drifts === undefined ? '' : `Other resources of the account, of other workloads: ${others}.`,
  ];
  return `${parts.filter(Boolean).join('\n\n')}\n`;
}

const driftLines = ({ text, source, expected, found }: Drift): string[] => [
  `${text} (${source})`,
  ...(expected === null ? [] : [`    templates: ${expected}`]),
  ...(found === null ? [] : [`    account:   ${found}`]),
];

const list = (title: string, lines: readonly string[], style: Style): string =>
  lines.length === 0 ? '' : [style.bold(title), ...lines.map((line) => `  ${line}`)].join('\n');
