import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import type { ClientConfig } from './account.ts';
import { calling } from './errors.ts';

/**
 * SNS accepts 262,144 bytes: this many characters fit, whatever they are.
 * https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
 */
const MOST = 65_536;

/** Notifies every subscriber of a topic. @throws StrongroomError aws.* */
export function awsAnnouncer(topic: string, config?: ClientConfig): (subject: string, text: string) => Promise<void> {
  const sns = new SNSClient(config ?? {});
  return async (subject, text) => {
    const command = new PublishCommand({ TopicArn: topic, Subject: subject, Message: text.slice(0, MOST) });
    await calling('announce what was found', () => sns.send(command));
  };
}
