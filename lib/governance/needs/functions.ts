import type { Need } from '../../access/index.ts';
import { dataReasons } from './data-functions.ts';
import { watchingReasons } from './watching-functions.ts';
import type { Where } from './where.ts';

/** Every function's own calls, and Lambda's calls to run it. */
export function functionNeeds(where: Where, teams: readonly string[], comprehend: boolean): Need[] {
  // The page makes no call, and those of `revoke` go to Lake Formation alone (lake.ts).
  const reasons = { ...dataReasons(where), ...watchingReasons(where, teams), page: [], revoke: [] };
  const own = Object.entries(reasons).flatMap(([name, list]) => [
    ...list.flatMap(({ what, why, calls, source }) =>
      calls.map(
        (call, at): Need => ({
          ...call,
          id: `${name}/${what}${calls.length > 1 ? `-${at + 1}` : ''}`,
          kind: 'call',
          principal: where.role(where.of(name)),
          why,
          source,
        }),
      ),
    ),
    ...running(where, name),
  ]);
  const all = [...own, ...running(where, 'prove', 'sentinel')];
  return comprehend ? [...all, asksModel(where)] : all;
}

/** Comprehend has no resources that a policy could name. */
const asksModel = (where: Where): Need => ({
  id: 'redact/asks-model',
  kind: 'call',
  principal: where.role(where.of('redact')),
  actions: ['comprehend:DetectPiiEntities'],
  resource: '*',
  why: 'prose is read by a model too',
  source: 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncomprehend.html',
});

/** https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html, https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html */
function running(where: Where, name: string, as = name): Need[] {
  const role = where.role(where.of(as));
  const stream = `log-group:/aws/lambda/${where.of(name)}:log-stream:2026/01/02/[1]a`;
  return [
    {
      id: `${name}/runs`,
      kind: 'call',
      principal: 'lambda.amazonaws.com',
      actions: ['sts:AssumeRole'],
      resource: role,
      why: 'Lambda can run the function',
      source: 'https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html',
    },
    {
      id: `${name}/logs`,
      kind: 'call',
      principal: role,
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resource: where.arn('logs', stream),
      why: 'a failure can be seen',
      source: 'https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs.html',
    },
    {
      id: `${name}/traces`,
      kind: 'call',
      principal: role,
      actions: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'],
      resource: '*',
      why: 'a slow call can be found',
      source: 'https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html',
    },
  ];
}
