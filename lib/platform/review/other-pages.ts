import type { ReviewPage, ReviewSource } from './page.ts';

/** Queues, topics and tables with a policy of their own. */
export const otherPages = (reading: ReviewSource): ReviewPage[] => [
  ...queuePages(reading),
  ...topicPages(reading),
  ...tablePages(reading),
];

const queuePages = (reading: ReviewSource): ReviewPage[] =>
  reading.all('AWS::SQS::QueuePolicy').map(({ stack, path, Properties: { Queues, PolicyDocument } }) => {
    const name = reading.one('AWS::SQS::Queue', stack, Queues[0].Ref)?.Properties.QueueName;
    return [`queues/${name}.yaml`, { queue: name, construct: path, policy: reading.statements(stack, PolicyDocument) }];
  });

const topicPages = (reading: ReviewSource): ReviewPage[] =>
  reading.all('AWS::SNS::TopicPolicy').map(({ stack, path, Properties: { Topics, PolicyDocument } }) => {
    const name = reading.one('AWS::SNS::Topic', stack, Topics[0].Ref)?.Properties.TopicName;
    return [`topics/${name}.yaml`, { topic: name, construct: path, policy: reading.statements(stack, PolicyDocument) }];
  });

const tablePages = (reading: ReviewSource): ReviewPage[] =>
  reading.all('AWS::DynamoDB::Table').map(({ stack, path, Properties: { TableName, ResourcePolicy } }) => {
    const policy = reading.statements(stack, ResourcePolicy?.PolicyDocument);
    return [`tables/${TableName}.yaml`, { table: TableName, construct: path, policy }];
  });
