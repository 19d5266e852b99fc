import type { Findings, Occasion } from './findings.ts';

/** Most lines of one list: a message is for a person, and the record is complete. */
const MOST = 20;

/** The message about a reading, in the reader's order: whether the claims hold, what differs, what to do. */
export function messageOf(findings: Findings, record: string): { readonly subject: string; readonly text: string } {
  const { verdict, claims, fallen, drifts, beside, others, unread, severity, templates, region, account } = findings;
  const parts = [
    `${because(findings.occasion)} The account ${account} was read in ${region} at ${findings.began}. ${VERDICTS[verdict](claims, fallen.length)}`,
    ...severity.map(({ class: name, level, reasons }) => `Severity of ${name}: ${level}. ${reasons.join('; ')}.`),
    list(
      'Claims that do not hold',
      fallen.map(({ id, verdict: found, because: why }) => `${id} is ${found}: ${why ?? 'no reason is given'}`),
    ),
    drifts.length === 0
      ? 'The account differs in nothing from the templates of its stacks.'
      : list(
          'Where it is not what its templates say',
          drifts.map(({ text }) => text),
        ),
    list('In no template of ours, and named together with a resource of ours', beside),
    others === 0 ? '' : `Other resources, of other workloads: ${others}.`,
    list(
      'Not answered by AWS',
      unread.map(({ call, code, why }) => `${call} [${code}]: ${why}`),
    ),
    TEMPLATES[templates],
    `The record is ${record} in the audit zone.`,
    NEXT[verdict],
  ];
  return { subject: SUBJECTS[verdict], text: parts.filter(Boolean).join('\n\n') };
}

function because(occasion: Occasion): string {
  if (occasion.on === 'schedule') return 'It was time to look again.';
  if (occasion.on === 'unreadable') return 'An event came that nobody could read.';
  const { call, at, document } = occasion;
  const unknown = document === 'left out' ? ' The trail left out what it was given, so only a reading can tell.' : '';
  return `${call.service}:${call.name} was called at ${at} (event ${call.id}).${unknown}`;
}

const VERDICTS = {
  proved: (claims: number) => `All ${claims} claims hold.`,
  refuted: (claims: number, fallen: number) => `${fallen} of ${claims} claims do not hold.`,
  undecided: (claims: number, fallen: number) => `${fallen} of ${claims} claims could not be decided.`,
} as const;

/** SNS accepts a hundred ASCII characters. https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
const SUBJECTS = {
  proved: 'Strongroom: the claims hold for the account as it is',
  refuted: 'Strongroom: A CLAIM IS REFUTED for the account as it is',
  undecided: 'Strongroom: a claim is undecided for the account as it is',
} as const;

const TEMPLATES = {
  certified: 'The deployed templates are those that the newest certificate is about.',
  'not certified': 'The deployed templates are not those that the newest certificate is about, or there is none.',
  'not read': 'The deployed templates could not be read.',
} as const;

const NEXT = {
  proved:
    'If collection is paused: look at what differs, then `strongroom gate certify`, two approvals, `gate resume`.',
  refuted: 'Collection is paused. Keep the record, take back what opened it, and follow the exposure run-book.',
  undecided: 'Unknown is not safe: make what was not answered readable, and read again with `strongroom prove --live`.',
} as const;

const list = (title: string, lines: readonly string[]): string =>
  lines.length === 0
    ? ''
    : [
        `${title}:`,
        ...lines.slice(0, MOST).map((line) => `- ${line}`),
        ...(lines.length > MOST ? [`- and ${lines.length - MOST} more`] : []),
      ].join('\n');
