import type { Resource } from '../model/app.ts';
import { textsIn } from '../model/names.ts';
import { at, text } from '../model/values.ts';
import { UNRESOLVED } from '../policy/pattern.ts';
import { isRecord } from '../policy/record.ts';

/**
 * What a task of a state machine may call without carrying anything past the claims: functions and stores, of which they ask by the
 * rights of the role. Any other call, such as one of an SDK, leaves its answer in the history of the run, which
 * states:GetExecutionHistory shows, or sends its input to an address.
 * https://docs.aws.amazon.com/step-functions/latest/dg/integrate-services.html
 */
const ASKED_ABOUT =
  /^arn:[^:]*:(lambda:[^:]*:\d{12}:function:|states:::(lambda:invoke|sqs:sendMessage|sns:publish|events:putEvents|states:startExecution|dynamodb:(put|update|delete)Item)(\.|:|$))/;

/** The calls of a state machine that are not asked about, or that it has a definition which these templates do not show. */
export function strangeCalls({ properties }: Resource): string[] {
  const kept = ['DefinitionS3Location', 'DefinitionUri'].filter((name) => properties[name] !== undefined);
  const given = [properties.Definition, parsed(properties)].filter((each) => each !== undefined);
  if (kept.length > 0 || given.length === 0) return ['a definition that these templates do not show'];
  return given.flatMap((definition) =>
    [...textsIn(definition)]
      .filter(({ key }) => key === 'Resource')
      .map((each) => each.text)
      .filter((resource) => !ASKED_ABOUT.test(resource)),
  );
}

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
