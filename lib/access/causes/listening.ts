import { eventsOf } from '../escalate/events.ts';
import type { Resource } from '../model/app.ts';
import type { App } from '../model/index.ts';
import { type AdvisedCause, unique } from './case.ts';
import { unheard } from './closing.ts';

/** The CloudTrail events of the steps that set off no alarm, by their service, in the form of a rule of EventBridge. */
export function patternFor({ app, steps }: AdvisedCause): object {
  const [service = ''] = (steps[0]?.action ?? '').split(':');
  const names = unique(
    unheard(
      app,
      steps.map(({ action }) => action),
    ).flatMap((action) => eventsOf(action).names),
  );
  return {
    source: [`aws.${service}`],
    'detail-type': ['AWS API Call via CloudTrail'],
    detail: { eventSource: [`${service}.amazonaws.com`], eventName: names },
  };
}

/** The rule that hears of other calls of the same service, if there is one: by its source, or by the name that CloudTrail has for it. */
export const ruleOf = (app: App, action: string): Resource | undefined => {
  const [service = ''] = action.split(':');
  return app.resources.find(({ type, properties }) => {
    const said = type === 'AWS::Events::Rule' ? JSON.stringify(properties) : '';
    return said.includes(`"aws.${service}"`) || said.includes(`"${service}.amazonaws.com"`);
  });
};

/** The rule that a pattern belongs to, or the new one that is needed, in words. */
export function ruleFor({ app, steps }: AdvisedCause): string {
  const [service = ''] = (steps[0]?.action ?? '').split(':');
  const rule = ruleOf(app, service);
  return rule
    ? `the pattern of ${rule.constructPath || rule.logicalId}`
    : `a new AWS::Events::Rule, since none of these templates listens to ${service}, with a target that people read`;
}
