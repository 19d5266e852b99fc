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

/** A deployment of which each stack answers as the table says. */
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
  test('is read from CloudFormation as it was given, and who asks from STS', async () => {
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

  test('with a stack missing, or out of reach, says so', async () => {
    const { deployment } = await deployed({ a: template('{}'), c: failure(403, 'AccessDenied') });
    await expect(deployment.templates(['a', 'b'])).rejects.toMatchObject({ code: 'templates.missing' });
    await expect(deployment.templates(['c'])).rejects.toMatchObject({ code: 'access.denied' });
  });
});
