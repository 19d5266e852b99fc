import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { STSClient } from '@aws-sdk/client-sts';
import { describe, expect, test } from 'vitest';
import { AwsDeployment } from '../../lib/storage/aws/deployment.ts';
import { answering, type Reply } from './aws-server.ts';

const ARN = 'arn:aws:sts::111122223333:assumed-role/strongroom-governor/ada';
const wrap = (operation: string, body: string): Reply => ({
  headers: { 'content-type': 'text/xml' },
  body: `<${operation}Response><${operation}Result>${body}</${operation}Result></${operation}Response>`,
});
const failure = (status: number, code: string): Reply => ({
  status,
  body: `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>no</Message></Error></ErrorResponse>`,
});

/** A deployment in which each stack responds as in the table. */
async function deployed(stacks: Record<string, Reply>) {
  const { calls, config } = await answering(({ body }) => {
    const asked = new URLSearchParams(body);
    if (asked.get('Action') === 'GetCallerIdentity')
      return wrap('GetCallerIdentity', `<Arn>${ARN}</Arn><UserId>U</UserId><Account>111122223333</Account>`);
    return stacks[asked.get('StackName') ?? ''] ?? failure(400, 'ValidationError');
  });
  return { calls, deployment: new AwsDeployment(new CloudFormationClient(config), new STSClient(config)) };
}
const template = (text: string) => wrap('GetTemplate', `<TemplateBody>${text}</TemplateBody>`);

describe('what is deployed', () => {
  test('is read from CloudFormation unchanged, and the caller from STS', async () => {
    const { deployment, calls } = await deployed({ a: template('{"A":1}'), b: template('{"B":2}') });
    expect(await deployment.caller()).toEqual({ accountId: '111122223333', arn: ARN });
    expect(await deployment.templates(['a', 'b'])).toEqual(
      new Map([
        ['a', '{"A":1}'],
        ['b', '{"B":2}'],
      ]),
    );
    expect(calls.slice(1).map(({ body }) => new URLSearchParams(body).get('TemplateStage'))).toEqual([
      'Original',
      'Original',
    ]);
  });

  test('with a stack missing, or out of reach, is an error', async () => {
    const { deployment } = await deployed({ a: template('{}'), c: failure(403, 'AccessDenied') });
    await expect(deployment.templates(['a', 'b'])).rejects.toMatchObject({ code: 'templates.missing' });
    await expect(deployment.templates(['c'])).rejects.toMatchObject({ code: 'access.denied' });
  });

  test('the touched stacks, including deleted ones, and the number of changes of a platform stack', async () => {
    const at = (minute: number) => `2026-05-01T10:${String(minute).padStart(2, '0')}:00.000Z`;
    const summary = (name: string, status: string, times: string) =>
      `<member><StackName>${name}</StackName><StackStatus>${status}</StackStatus>${times}</member>`;
    const event = (status: string, minute: number, resource = 'id') =>
      `<member><StackId>id</StackId><PhysicalResourceId>${resource}</PhysicalResourceId><ResourceStatus>${status}</ResourceStatus><Timestamp>${at(minute)}</Timestamp></member>`;
    const { config } = await answering(({ body }) => {
      const asked = new URLSearchParams(body);
      if (asked.get('Action') === 'ListStacks')
        return wrap(
          'ListStacks',
          `<StackSummaries>${summary('a', 'UPDATE_IN_PROGRESS', `<CreationTime>${at(1)}</CreationTime><LastUpdatedTime>${at(5)}</LastUpdatedTime>`)}${summary('gone', 'DELETE_COMPLETE', `<CreationTime>${at(1)}</CreationTime><DeletionTime>${at(7)}</DeletionTime>`)}</StackSummaries>`,
        );
      const rest = [event('UPDATE_IN_PROGRESS', 3), event('CREATE_COMPLETE', 1)].join('');
      return wrap(
        'DescribeStackEvents',
        `<StackEvents>${event('UPDATE_COMPLETE', 9)}${event('UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', 8)}${event('UPDATE_IN_PROGRESS', 7, 'a-bucket')}${event('UPDATE_IN_PROGRESS', 6)}${asked.get('StackName') === 'back' ? event('UPDATE_ROLLBACK_IN_PROGRESS', 6) : ''}${rest}</StackEvents>`,
      );
    });
    const deployment = new AwsDeployment(new CloudFormationClient(config), new STSClient(config));
    expect(await deployment.stacks()).toEqual([
      { name: 'a', busy: true, touched: new Date(at(5)) },
      { name: 'gone', busy: false, touched: new Date(at(7)) },
    ]);
    expect(await deployment.changesSince(['a', 'back'], new Date(at(5)))).toEqual(
      new Map([
        ['a', 1],
        ['back', 2],
      ]),
    );
    expect((await deployment.changesSince(['a'], new Date(at(2)))).get('a')).toBe(2);
  });
});
