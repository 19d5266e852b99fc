import type { App, Identity, Resource, Role } from '../model/app.ts';
import { textsAt } from '../model/texts-at.ts';
import { text } from '../model/values.ts';
import { UNRESOLVED } from '../policy/pattern.ts';
import { isRecord } from '../policy/record.ts';
import { computeOf, mayRunAs } from './compute.ts';
import { serviceOf } from './services.ts';
import { callsOf, definitionsOf } from './state-machines.ts';

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
const TELLS = /Override|Environment|Command|s3[an]?:\/\/|--(extra-|additional-|conf\b|python-modules-)/i;
/** What a state takes from its input, or from the answers of others, or does with another role; and a variable of the definition that is left. */
const CHOSEN = /\.\$\\?"|\{%|\$\{|JsonPath|"(Credentials|ItemReader)\\?"/;
/** What is called with an input that is no more than an event to it. */
const TAKES_EVENTS = /^arn:[^:]*:(lambda:[^:]*:\d{12}:function|states:[^:]*:\d{12}:activity):/;

/** With texts in JSON as what they mean: in a text each sign has many spellings. */
function unfolded(value: unknown): unknown {
  if (typeof value === 'string') {
    const meant = /^\s*[[{"]/.test(value) ? parsedOf(value) : undefined;
    return meant === undefined ? value : unfolded(meant);
  }
  if (Array.isArray(value)) return value.map(unfolded);
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, unfolded(inner)]));
}

function parsedOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whether each call says what it asks: one without parameters asks whatever the state before it answered. */
function saysWhatItAsks(value: unknown): boolean {
  if (Array.isArray(value)) return value.every(saysWhatItAsks);
  if (!isRecord(value)) return true;
  const { Type, Resource: call, Parameters, Arguments } = value;
  const isCall = Type === 'Task' && !(typeof call === 'string' && TAKES_EVENTS.test(call));
  return (!isCall || isRecord(Parameters) || isRecord(Arguments)) && Object.values(value).every(saysWhatItAsks);
}

/**
 * Whether a job of Batch is told what to put into its command.
 * https://docs.aws.amazon.com/batch/latest/userguide/job_definition_parameters.html#parameters
 */
function fillsCommand(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(fillsCommand);
  if (!isRecord(value)) return false;
  return ('JobDefinition' in value && 'Parameters' in value) || Object.values(value).some(fillsCommand);
}

/** A target without the role that it is called as, which may be known only at deployment. */
const withoutRole = (target: unknown): unknown => (isRecord(target) ? { ...target, RoleArn: undefined } : target);

/** Whether all of it stands in the template, so that nobody chooses a part of it, and it only starts what is there. */
const isSaid = (value: unknown, arns: readonly string[]): boolean => {
  const meant = unfolded(value ?? '');
  const written = JSON.stringify(meant);
  return (
    !fillsCommand(meant) &&
    ![UNRESOLVED, TELLS, CHOSEN].some((mark) =>
      typeof mark === 'string' ? written.includes(mark) : mark.test(written),
    ) &&
    arns.every(isStart)
  );
};

/** What such a service does, by type. */
const SAYS_ALL: Readonly<Record<string, (resource: Resource) => boolean>> = {
  'AWS::Scheduler::Schedule': ({ properties }) =>
    isSaid(withoutRole(properties.Target), textsAt(properties, 'Target.Arn')),
  // What a rule hands on of an event is chosen by the event's sender.
  'AWS::Events::Rule': ({ properties }) =>
    properties.EventPattern === undefined &&
    text(properties, 'ScheduleExpression') !== undefined &&
    isSaid([properties.Targets].flat().map(withoutRole), textsAt(properties, 'Targets[].Arn')),
  'AWS::StepFunctions::StateMachine': (machine) => {
    const definitions = definitionsOf(machine.properties);
    return isSaid(definitions, callsOf(machine)) && saysWhatItAsks(definitions);
  },
};

/**
 * Whether nothing acts as a role but schedules and state machines whose every call stands in the templates and starts what is there. Nobody begins there: a principal that
 * can pass the role to another one, start a machine or change it comes to it by a step, and goes on from it.
 */
export function isDriven(app: App, identity: Identity): boolean {
  const running = computeOf(app, identity.arn);
  if (running.length === 0 || !onlyDriversTake(identity)) return false;
  // No other service than these may take it, even where the role of a resource is known only at deployment.
  const perhaps = mayRunAs(app, identity.arn).filter(({ type }) => type in SAYS_ALL);
  return [...running, ...perhaps].every((part) => SAYS_ALL[part.type]?.(part) ?? false);
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
