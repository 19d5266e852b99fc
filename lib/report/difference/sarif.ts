import type { ChangeSeverity } from '../../access/differences/index.ts';
import { type DifferenceView, wholeItemsOf } from './view.ts';

const LEVELS: Readonly<Record<ChangeSeverity, 'error' | 'warning' | 'note'>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
};

/**
 * Scores by which GitHub's code scanning sorts.
 * https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
 */
const SCORES: Readonly<Record<ChangeSeverity, string>> = { critical: '9.5', high: '8.0', medium: '5.0', low: '2.0' };

/** Code scanning shows a rule's description beside each result, and its help under it. */
const RULES = [
  {
    id: 'access-gained',
    sign: '+',
    severity: 'critical',
    text: 'A principal gained access.',
    full: 'A principal can do something now that no principal of that name could do before.',
    help: 'Refuse the change, or accept it by its id in a file in git, with a reason, an approver and a last day.',
  },
  {
    id: 'access-lost',
    sign: '-',
    severity: 'low',
    text: 'A principal lost access.',
    full: 'A principal can no longer do something that it could do before.',
    help: 'Ask whether the principal still needs what it lost.',
  },
  {
    id: 'effect-changed',
    sign: '~',
    severity: 'medium',
    text: 'A claim or a setting has another effect.',
    full: 'A claim has another verdict, or a setting such as a lifetime or an alarm does something else.',
    help: 'Refuse a claim that is refuted or undecided now, a longer lifetime or an open door until it is accepted, and an alarm without an action unless the change says why.',
  },
] as const;

/** SARIF 2.1.0, for code scanning. https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
export const differenceSarif = (view: DifferenceView, version: string): string =>
  `${JSON.stringify(
    {
      $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json',
      version: '2.1.0',
      runs: [
        {
          tool: {
            driver: {
              name: 'strongroom diff',
              semanticVersion: version,
              rules: RULES.map(({ id, text, full, help, severity }) => ({
                id,
                shortDescription: { text },
                fullDescription: { text: full },
                help: { text: help },
                defaultConfiguration: { level: LEVELS[severity] },
                properties: { 'security-severity': SCORES[severity] },
              })),
            },
          },
          columnKind: 'utf16CodeUnits',
          results: wholeItemsOf(view).map(({ ids, sign, severity, text, why, sources, accepted, fails }) => ({
            ruleId: RULES.find((rule) => rule.sign === sign)?.id ?? 'effect-changed',
            level: LEVELS[severity],
            message: { text: why === '' ? text : `${text} (${why})` },
            locations: (sources.length > 0 ? sources : ['']).map((source) => ({
              physicalLocation: locationOf(source),
            })),
            partialFingerprints: { changeId: ids.join(' ') },
            ...(accepted.length > 0 && !fails
              ? {
                  suppressions: accepted.map(({ reason }) => ({
                    kind: 'external',
                    status: 'accepted',
                    justification: reason,
                  })),
                }
              : {}),
          })),
        },
      ],
    },
    null,
    2,
  )}\n`;

/** `file:line`, or a place in a template whose line is unknown: code scanning requires a line, and gets the first. */
function locationOf(source: string): Record<string, unknown> {
  const [, file, line] = /^(.*?):(\d+)$/.exec(source) ?? [];
  const uri = file ?? (source.split('#')[0] || 'config/access.ts');
  return {
    artifactLocation: { uri: uri.split('/').map(encodeURIComponent).join('/') },
    region: { startLine: Number(line ?? 1) },
  };
}
