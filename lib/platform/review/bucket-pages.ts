import type { ReviewPage, ReviewSource } from './page.ts';

export const bucketPages = (reading: ReviewSource): ReviewPage[] =>
  reading.all('AWS::S3::Bucket').map(({ stack, logicalId, path, DeletionPolicy, Properties }) => {
    const policy = reading
      .all('AWS::S3::BucketPolicy')
      .find((located) => located.stack === stack && located.Properties.Bucket.Ref === logicalId);
    const { BucketName, Tags: _tags, ...properties } = Properties;
    const name = reading.text(stack, BucketName);
    return [
      `buckets/${short(name)}.yaml`,
      {
        bucket: name,
        construct: path,
        keptWithoutItsStack: [DeletionPolicy, policy?.DeletionPolicy].every((rule) => rule?.startsWith('Retain')),
        properties: reading.render(stack, properties),
        policy: reading.statements(stack, policy?.Properties.PolicyDocument),
      },
    ];
  });

/** A bucket's name without the account and region suffix. */
const short = (bucket: string): string => bucket.replace(/-\$\{AWS::AccountId\}-\$\{AWS::Region\}$/, '');
