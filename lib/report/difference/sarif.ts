import type { Severity } from '../../access/differences/index.ts';
import { type DifferenceView, itemsOf } from './view.ts';

const LEVELS: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
};

/** What GitHub's code scanning sorts by. https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning */
const SCORES: Readonly<Record<Severity, string>> = { critical: '9.5', high: '8.0', medium: '5.0', low: '2.0' };

const RULES = [
  { id: 'access-gained', sign: '+', text: 'A principal gained access.', severity: 'critical' },
  { id: 'access-lost', sign: '-', text: 'A principal lost access.', severity: 'low' },
  { id: 'effect-changed', sign: '~', text: 'A claim or a setting has another effect.', severity: 'medium' },
] as const;

/** SARIF 2.1.0, for code scanning. https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
export const differenceSarif = (view: DifferenceView): string =>
  `${JSON.stringify(
    {
      $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json',
      version: '2.1.0',
      runs: [
        {
          tool: {
            driver: {
              name: 'strongroom diff',
              rules: RULES.map(({ id, text, severity }) => ({
                id,
                shortDescription: { text },
                defaultConfiguration: { level: LEVELS[severity] },
                properties: { 'security-severity': SCORES[severity] },
              })),
            },
          },
          columnKind: 'utf16CodeUnits',
          results: itemsOf(view).map(({ ids, sign, severity, text, why, sources, accepted, fails }) => ({
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

/** `file:line`, or a place in a template, whose file is all that can be pointed to. */
function locationOf(source: string): Record<string, unknown> {
  const [, file, line] = /^(.*?):(\d+)$/.exec(source) ?? [];
  const uri = file ?? (source.split('#')[0] || 'config/access.ts');
  return {
    artifactLocation: { uri: uri.split('/').map(encodeURIComponent).join('/') },
    ...(line === undefined ? {} : { region: { startLine: Number(line) } }),
  };
}
