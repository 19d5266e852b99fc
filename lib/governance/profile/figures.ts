/**
 * Parts of a profile that are not figures: names, versions, references for the adopter to fill in, and the sources
 * themselves.
 */
export const NOT_FIGURES = [
  'id',
  'version',
  'valid_from',
  'valid_to',
  'jurisdictions',
  'languages',
  'status',
  'adopted',
  'sources',
  'figures',
  'dpia.ref',
  'dpia.approved_on',
  'works_council.agreement_ref',
  'works_council.agreement_hash',
  'works_council.expires',
  'notice.versions',
];

/** Paths of figures without their own source and outside a section that has one. */
export const uncoveredFigures = (profile: { readonly figures: Readonly<Record<string, string>> }): string[] =>
  [...leaves(profile, '')].filter((path) => !isCovered(path, NOT_FIGURES) && sourceIdOf(profile, path) === undefined);

/** The id of a figure's source: its own, otherwise that of the section around it. */
export function sourceIdOf(
  { figures }: { readonly figures: Readonly<Record<string, string>> },
  path: string,
): string | undefined {
  for (let at = path; at !== ''; at = at.slice(0, Math.max(at.lastIndexOf('.'), 0)))
    if (Object.hasOwn(figures, at)) return figures[at];
  return figures['*'];
}

const isCovered = (path: string, by: readonly string[]): boolean =>
  by.some((prefix) => path === prefix || path.startsWith(`${prefix}.`));

/** A list counts as one figure: `apps.deny` has one reason, not one per application. */
export function* leaves(value: object, prefix: string): Generator<string> {
  for (const [name, child] of Object.entries(value)) {
    const path = prefix === '' ? name : `${prefix}.${name}`;
    if (typeof child === 'object' && child !== null && !Array.isArray(child) && !isCovered(path, NOT_FIGURES))
      yield* leaves(child, path);
    else yield path;
  }
}
