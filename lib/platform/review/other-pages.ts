import type { Page, Reading } from './page.ts';

/** Queues, topics and tables with a policy of their own. */
export const otherPages = (reading: Reading): Page[] => [
  ...queuePages(reading),
  ...topicPages(reading),
  ...tablePages(reading),
];

const queuePages = (reading: Reading): Page[] =>
  reading.all('AWS::SQS::QueuePolicy').map(({ stack, path, Properties: { Queues, PolicyDocument } }) => {
    const name = reading.one('AWS::SQS::Queue', stack, Queues[0].Ref)?.Properties.QueueName;
    return [`queues/${name}.yaml`, { queue: name, construct: path, policy: reading.statements(stack, PolicyDocument) }];
  });

const topicPages = (reading: Reading): Page[] =>
  reading.all('AWS::SNS::TopicPolicy').map(({ stack, path, Properties: { Topics, PolicyDocument } }) => {
    const name = reading.one('AWS::SNS::Topic', stack, Topics[0].Ref)?.Properties.TopicName;
    return [`topics/${name}.yaml`, { topic: name, construct: path, policy: reading.statements(stack, PolicyDocument) }];
  });

const tablePages = (reading: Reading): Page[] =>
  reading.all('AWS::DynamoDB::Table').map(({ stack, path, Properties: { TableName, ResourcePolicy } }) => {
    const policy = reading.statements(stack, ResourcePolicy?.PolicyDocument);
    return [`tables/${TableName}.yaml`, { table: TableName, construct: path, policy }];
  });
