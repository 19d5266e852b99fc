import type { App, Identity, Resource, Role } from '../model/app.ts';
import { textsAt } from '../model/texts-at.ts';
import { text } from '../model/values.ts';
import { UNRESOLVED } from '../policy/pattern.ts';
import { computeOf } from './compute.ts';
import { serviceOf } from './services.ts';
import { callsOf } from './state-machines.ts';

/** Services that do on behalf of a role only what a schedule or a state machine says. */
const DRIVERS: ReadonlySet<string> = new Set([
  'scheduler.amazonaws.com',
  'events.amazonaws.com',
  'states.amazonaws.com',
]);

/** Calls that start what is there: any other, such as one that writes a policy, is a step by itself. */
const STARTS =
  /^arn:[^:]*:(states:::(aws-sdk:)?|scheduler:::aws-sdk:)(glue:(startJobRun|startCrawler)|ecs:runTask|batch:submitJob|codebuild:startBuild|lambda:invoke|states:startExecution|sqs:sendMessage|sns:publish)(\.|:|$)/;
/** A function, machine, cluster or queue of an account, as the target of a schedule. */
const OWN_TARGET = /^arn:[^:]*:(lambda|states|ecs|sqs|sns|codebuild|batch|glue):[^:]*:\d{12}:/;
const isStart = (arn: string): boolean => STARTS.test(arn) || OWN_TARGET.test(arn);

/** What is told to work that is started, and has it do something else than it was made for. */
const TELLS = /Override|Environment|Command|s3[an]?:\/\/|--(extra|additional)-/i;
/** What a state takes from its input, or from the answers of others, or does with another role. */
const CHOSEN = /\.\$\\?"|\{%|JsonPath|"(Credentials|ItemReader)\\?"/;

/** Whether all of it stands in the template, so that nobody chooses a part of it, and it only starts what is there. */
const isSaid = (value: unknown, arns: readonly string[]): boolean => {
  const written = JSON.stringify(value ?? '');
  return (
    ![UNRESOLVED, TELLS, CHOSEN].some((each) =>
      typeof each === 'string' ? written.includes(each) : each.test(written),
    ) && arns.every(isStart)
  );
};

/** What such a service does, by type. */
const SAYS_ALL: Readonly<Record<string, (resource: Resource) => boolean>> = {
  'AWS::Scheduler::Schedule': ({ properties }) => isSaid(properties.Target, textsAt(properties, 'Target.Arn')),
  // What a rule hands on of an event is chosen by the event's sender.
  'AWS::Events::Rule': ({ properties }) =>
    properties.EventPattern === undefined &&
    text(properties, 'ScheduleExpression') !== undefined &&
    isSaid(properties.Targets, textsAt(properties, 'Targets[].Arn')),
  'AWS::StepFunctions::StateMachine': (machine) => {
    const { Definition, DefinitionString, DefinitionSubstitutions } = machine.properties;
    return isSaid([Definition, DefinitionString, DefinitionSubstitutions], callsOf(machine));
  },
};

/**
 * Whether nothing acts as a role but schedules and state machines whose every call stands in the templates and starts what is there. Nobody begins there: a principal that
 * can pass the role to another one, start a machine or change it comes to it by a step, and goes on from it.
 */
export function isDriven(app: App, identity: Identity): boolean {
  const running = computeOf(app, identity.arn);
  return (
    running.length > 0 && onlyDriversTake(identity) && running.every((each) => SAYS_ALL[each.type]?.(each) ?? false)
  );
}

function onlyDriversTake(identity: Identity): boolean {
  const { trust } = identity as Partial<Role>;
  return (trust?.statements ?? [])
    .filter(({ effect }) => effect !== 'Deny')
    .every(
      ({ effect, principal }) =>
        effect === 'Allow' &&
        principal?.negated === false &&
        principal.items.every(({ kind, value }) => kind === 'Service' && DRIVERS.has(serviceOf(value))),
    );
}
