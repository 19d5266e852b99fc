import type { Accepted } from '../../config/advisories.ts';
import { lastOf } from '../activity/there.ts';

interface Advisory {
  readonly id: string;
  readonly name: string;
  readonly severity: string;
  readonly title: string;
}

/** Severities that do not stop a change. An unknown severity stops it. */
const MINOR = new Set(['info', 'low', 'moderate']);

/**
 * Judges the output of `npm audit --json` (report version 2, https://docs.npmjs.com/cli/commands/npm-audit).
 * @param today `YYYY-MM-DD`
 * @returns lines to print, and whether the change must be stopped
 */
export function judge(
  printed: string,
  accepted: readonly Accepted[],
  today: string,
): { readonly lines: readonly string[]; readonly fails: boolean } {
  const answer = parsed(printed);
  if (answer === undefined) return { lines: ['Advisories: the answer of npm audit cannot be read.'], fails: true };
  if (!('auditReportVersion' in answer) && ('error' in answer || 'message' in answer)) {
    const status = 'statusCode' in answer ? `status ${answer.statusCode}` : 'it was not reached';
    return { lines: [`Advisories: NOT LOOKED AT, the registry has no answer (${status}).`], fails: false };
  }
  const found = advisoriesIn(answer);
  if (answer.auditReportVersion !== 2 || found === undefined)
    return { lines: ['Advisories: a report of npm audit that is not known.'], fails: true };
  const serious = found.filter(({ severity }) => !MINOR.has(severity));
  const open = serious.filter(({ id }) => !accepted.some((accepted) => accepted.id === id && today <= accepted.until));
  return {
    lines: [
      ...open.map(({ id, name, severity, title }) => `${name}: ${severity}, ${title} (${id})`),
      `Advisories: ${found.length} known against production packages, ${serious.length} serious, ${open.length} not accepted.`,
    ],
    fails: open.length > 0,
  };
}

/** All advisories of a report, each once per package. Undefined for another shape. */
function advisoriesIn(report: object): Advisory[] | undefined {
  const { vulnerabilities } = report as { vulnerabilities?: unknown };
  if (typeof vulnerabilities !== 'object' || vulnerabilities === null) return undefined;
  const all = new Map<string, Advisory>();
  for (const entry of Object.values(vulnerabilities)) {
    const via: unknown = entry?.via;
    if (!Array.isArray(via)) return undefined;
    // A string is the name of another package, which has its own entry.
    for (const way of via) {
      if (typeof way === 'string') continue;
      const id = lastOf(String(way?.url ?? way?.source ?? 'without a name').split('/'));
      const { name = 'a package', severity = 'unknown', title = 'without a title' } = way ?? {};
      all.set(`${name} ${id}`, { id, name, severity, title });
    }
  }
  return [...all.values()];
}

function parsed(printed: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(printed);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
