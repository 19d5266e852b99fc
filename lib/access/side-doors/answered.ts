import { globPattern } from '../decide/atoms.ts';
import { take } from '../escalate/asking.ts';
import { computeOf } from '../escalate/compute.ts';
import type { FoundClass, Inquiry } from '../inquiry/inquiry.ts';
import type { Resource } from '../model/app.ts';
import type { Pattern } from '../policy/pattern.ts';
import { guardOf } from '../query/carriers.ts';
import { actorNode, requestedOf } from '../stores/stores.ts';

/** Calls that return what code answered, by the type that runs it, and on which of its ARNs. */
const ANSWERS: Readonly<
  Record<string, { readonly actions: readonly string[]; readonly on: (arn: string) => readonly Pattern[] }>
> = {
  'AWS::Lambda::Function': { actions: ['lambda:InvokeFunction'], on: requestedOf },
  'AWS::StepFunctions::StateMachine': {
    actions: ['states:GetExecutionHistory', 'states:DescribeExecution', 'states:StartSyncExecution'],
    on: (arn) => [
      ...requestedOf(arn),
      ...['execution', 'express'].map((kind) => globPattern(`${arn.replace(':stateMachine:', `:${kind}:`)}:*`)),
    ],
  },
};

/**
 * The assumption about code that runs as an approved reader: its answers hold no content. Names the principals of the templates that get its answer or
 * the record of a run, and must not read all that it reads. The content of an answer is up to the code.
 */
export function answered(inquiry: Inquiry): string[] {
  const { classes } = inquiry;
  const code = new Map<Resource, FoundClass[]>();
  for (const found of classes)
    for (const arn of found.exempt)
      for (const resource of computeOf(inquiry.app, arn))
        if (resource.type in ANSWERS) code.set(resource, [...(code.get(resource) ?? []), found]);
  const callers = [...code].flatMap(([resource, read]) => {
    const who = askersOf(inquiry, resource, read);
    return who.length === 0 ? [] : [`${resource.name} (${who.join(', ')})`];
  });
  return callers.length === 0
    ? []
    : [
        `The answers of code that runs as approved readers, and the records of its runs, hold no content that the caller must not read. Other principals of the templates call these: ${callers.join(', ')}.`,
      ];
}

function askersOf(inquiry: Inquiry, resource: Resource, read: readonly FoundClass[]): string[] {
  const { app, trusted, deployers } = inquiry;
  const { arn = '' } = resource;
  const ways = ANSWERS[resource.type];
  if (!ways || arn === '') return [];
  return [...app.roles, ...app.users]
    .filter((role) => !read.every(({ exempt }) => exempt.includes(role.arn)))
    .filter((role) => ![...trusted, ...deployers].includes(role.arn))
    .filter((role) =>
      ways.actions.some((action) =>
        take(inquiry, actorNode(inquiry, role), [
          { action, resources: ways.on(arn), policy: guardOf(app, arn).policy },
        ]),
      ),
    )
    .map(({ name }) => name);
}
