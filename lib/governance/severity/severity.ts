import { SENSITIVITIES, type Sensitivity } from '../../activity/sensitivity.ts';
import { nth, there } from '../../activity/there.ts';
import type { Scale, Steps } from './scale.ts';

/** The facts that determine an incident's severity. */
export interface Exposure {
  readonly sensitivity: Sensitivity;
  /** Unapproved principals that could read; `EVERYONE` for a whole organisation, or an unknown number. */
  readonly couldRead: number;
  /** Those of them that did read, by evidence of at least one fetch. */
  readonly didRead: number;
  /** Hours of the period in which a log that would show a read is missing. */
  readonly unknownHours: number;
  /** Hours for which the class was open to them. */
  readonly openHours: number;
}

export interface Severity {
  readonly scale: string;
  readonly level: string;
  readonly score: number;
  /** A sentence for each factor that counted, with its points. */
  readonly reasons: readonly string[];
}

const stepOf = (steps: Steps, value: number) =>
  there(
    steps.findLast(({ from }) => value >= from),
    'a step from zero',
  );

const count = (value: number): string => (Number.isFinite(value) ? String(value) : 'an unknown number');

/** Rates an exposure on a scale. A class that no unapproved principal could read or did read scores nothing by itself. */
export function severityOf(exposure: Exposure, scale: Scale): Severity {
  const { sensitivity, couldRead, didRead, unknownHours, openHours } = exposure;
  const exposed = couldRead > 0 || didRead > 0;
  const rows: { readonly points: number; readonly reason: string }[] = [];
  const add = (points: number, reason: string) => rows.push({ points, reason });
  if (exposed) add(scale.sensitivity[sensitivity], `class ${sensitivity} (${SENSITIVITIES[sensitivity]})`);
  const breadth = stepOf(scale.breadth, couldRead);
  add(breadth.points, `${count(couldRead)} could read beyond those approved: ${breadth.says}`);
  const reads = stepOf(scale.reads, didRead);
  add(reads.points, `${count(didRead)} did read: ${reads.says}`);
  const gaps = stepOf(scale.unknownHours, unknownHours);
  add(exposed ? gaps.points : 0, `${unknownHours} hours in which logs are missing: ${gaps.says}`);
  const open = stepOf(scale.openHours, openHours);
  add(exposed ? open.points : 0, `open for ${Math.round(openHours * 10) / 10} hours: ${open.says}`);
  const score = rows.reduce((sum, { points }) => sum + points, 0);
  const { level } = scale.levels.findLast(({ from }) => score >= from) ?? nth(scale.levels, 0);
  return {
    scale: scale.id,
    level,
    score,
    reasons: [...rows.map(({ points, reason }) => `${reason} (${points})`), `${score} on the scale of ${scale.title}`],
  };
}
