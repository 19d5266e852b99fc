import { describe, expect, test } from 'vitest';
import { awsAnnouncer } from '../../lib/storage/aws/announcer.ts';
import { present } from '../present.ts';
import { answering, type Call, type Reply } from './aws-server.ts';

const TOPIC = 'arn:aws:sns:eu-test-1:111122223333:strongroom-alarms';
const published: Reply = {
  headers: { 'content-type': 'text/xml' },
  body: '<PublishResponse><PublishResult><MessageId>m</MessageId></PublishResult></PublishResponse>',
};
const fieldsOf = ({ body }: Call): Record<string, string> => Object.fromEntries(new URLSearchParams(body));

describe('an announcement over SNS', () => {
  test('goes to the topic with its subject, once', async () => {
    const { config, calls } = await answering(() => published);
    await awsAnnouncer(TOPIC, config)('REFUTED', 'a claim fell');
    expect(calls.map(fieldsOf)).toMatchObject([
      { Action: 'Publish', TopicArn: TOPIC, Subject: 'REFUTED', Message: 'a claim fell' },
    ]);
  });

  test.each(['a', 'ä', '🔒'])('of an endless text in %s is cut to the bytes that SNS accepts', async (letter) => {
    const { config, calls } = await answering(() => published);
    await awsAnnouncer(TOPIC, config)('REFUTED', letter.repeat(200_000));
    const { Message = '' } = fieldsOf(present(calls[0]));
    expect(Message.length).toBeGreaterThan(60_000);
    expect(Buffer.byteLength(Message)).toBeLessThanOrEqual(262_144);
  });

  test('that is refused reports the code', async () => {
    const refused =
      '<ErrorResponse><Error><Code>AuthorizationError</Code><Message>no</Message></Error></ErrorResponse>';
    const { config } = await answering(() => ({ ...published, status: 403, body: refused }));
    await expect(awsAnnouncer(TOPIC, config)('REFUTED', 'x')).rejects.toMatchObject({ code: 'access.denied' });
  });
});
