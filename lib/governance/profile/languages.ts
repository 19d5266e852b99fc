import { COVERED } from '../../redaction/language/languages.ts';
import type { Profile } from './schema.ts';

/** Languages of places in force that redaction cannot read: their text is suppressed whole. One sentence each. */
export function languageGaps(profiles: Iterable<Profile>): string[] {
  return [...new Set(profiles)].flatMap(({ id, languages, collect }) =>
    collect === 'forbidden'
      ? []
      : languages
          .filter((language) => !(COVERED as readonly string[]).includes(language))
          .map(
            (language) =>
              `config/jurisdictions/${id}.json: redaction does not read the language "${language}": ` +
              'text in it is suppressed as a block, but for labels of programs. docs/redaction.md, "Languages".',
          ),
  );
}
