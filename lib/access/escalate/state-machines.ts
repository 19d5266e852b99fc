import type { Resource } from '../model/app.ts';
import { textsIn } from '../model/names.ts';
import { at, text } from '../model/values.ts';
import { UNRESOLVED } from '../policy/pattern.ts';
import { isRecord } from '../policy/record.ts';

/** In the place of calls that a definition makes and these templates do not show. */
const HIDDEN = 'a definition that these templates do not show';

/** All that a state machine calls. https://docs.aws.amazon.com/step-functions/latest/dg/concepts-amazon-states-language.html */
export function callsOf({ properties }: Resource): string[] {
  const kept = ['DefinitionS3Location', 'DefinitionUri'].filter((name) => properties[name] !== undefined);
  const given = definitionsOf(properties);
  if (kept.length > 0 || given.length === 0) return [HIDDEN];
  return given.flatMap((definition) =>
    [...textsIn(definition)].filter(({ key }) => key === 'Resource' || isOpen(key)).map((place) => place.text),
  );
}

/** Whether a variable of the definition, or the deployment, makes a key: it may be any. */
const isOpen = (key: string): boolean => /\$\{/.test(key) || key.includes(UNRESOLVED);

/** What a state machine is defined as, as far as these templates show it. */
export const definitionsOf = (properties: Resource['properties']): unknown[] =>
  [properties.Definition, parsed(properties)].filter((definition) => definition !== undefined);

/** The definition that is given as a text, with what takes the places of its variables. */
function parsed(properties: Resource['properties']): unknown {
  const given = text(properties, 'DefinitionString');
  if (given === undefined) return undefined;
  const values = at(properties, 'DefinitionSubstitutions');
  const whole = given.replace(/\$\{(\w+)\}/g, (_, name: string) =>
    isRecord(values) && typeof values[name] === 'string' ? values[name] : UNRESOLVED,
  );
  try {
    return JSON.parse(whole);
  } catch {
    // It is cut short or known only at deployment: it may call anything.
    return { Resource: UNRESOLVED };
  }
}
