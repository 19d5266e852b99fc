import { invalid, parseConfig } from '../parse-config.ts';
import { missingReferences } from './references.ts';
import { type Profile, profileSchema } from './schema.ts';

const fileOf = (input: unknown): string => {
  const id = (input as { id?: unknown } | null)?.id;
  return `config/jurisdictions/${typeof id === 'string' ? id : '?'}.json`;
};

/**
 * Reads the profiles of `config/jurisdictions`, by the code of each of their places.
 * @throws StrongroomError `config.invalid`, naming the file and the field: wrong, unknown, or a missing reference
 */
export function readProfiles(inputs: readonly unknown[]): ReadonlyMap<string, Profile> {
  const byPlace = new Map<string, Profile>();
  for (const input of inputs) {
    const file = fileOf(input);
    const profile = parseConfig(file, profileSchema, input);
    for (const { field, why } of missingReferences(profile)) throw invalid(file, `${field}: ${why}`);
    for (const place of profile.jurisdictions) {
      const other = byPlace.get(place);
      if (other !== undefined) throw invalid(file, `jurisdictions: ${place} has the profile ${other.id} already`);
      byPlace.set(place, profile);
    }
  }
  return byPlace;
}
