import { z } from 'zod';

interface Rule {
  readonly why: string;
  readonly holds: (prefix: string) => boolean;
}

/** Prefixes of bucket names that S3 reserves. https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
const KEPT_BY_S3 = ['xn--', 'sthree-', 'amzn-s3-demo-'];

/** First words of names that only AWS may assign, such as `alias/aws/` of a key or `aws:` of a tag. */
const KEPT_BY_AWS = ['aws', 'amazon', 'amzn'];

/**
 * Words that can follow the prefix in a name, such as `team` of `PREFIX-team-NAME`. A prefix that ends in one could
 * collide with the names of an installation whose prefix is the part before it.
 */
const CONTINUED_WORDS = [
  'claims',
  'derived',
  'ingest',
  'inventory',
  'package',
  'packages',
  'page',
  'prove',
  'queries',
  'reads',
  'query',
  'raw',
  'redact',
  'redacted',
  'results',
  'retain',
  'compact',
  'keep',
  'retention',
  'segments',
  'sentinel',
  'team',
  'watch',
  'worker',
  'audit',
] as const;

const words = (prefix: string): string[] => prefix.split('-');

/** Refuses names that AWS, or a second installation in the same account, would reject, before anything is deployed. */
const RULES: readonly Rule[] = [
  {
    // CloudTrail: no two consecutive hyphens. S3: at most 63 characters, of which account and region take up to 29.
    // https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-trail-naming-requirements.html
    why: '3 to 16 characters: words of a-z and 0-9 with one hyphen between two words, starting with a letter',
    holds: (prefix) => prefix.length >= 3 && prefix.length <= 16 && /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(prefix),
  },
  {
    why: `S3 refuses bucket names that begin with ${KEPT_BY_S3.join(', ')}`,
    holds: (prefix) => !KEPT_BY_S3.some((kept) => `${prefix}-`.startsWith(kept)),
  },
  {
    why: `names whose first word is ${KEPT_BY_AWS.join(', ')} are those of AWS`,
    holds: (prefix) => !KEPT_BY_AWS.includes(words(prefix)[0] as string),
  },
  {
    why: 'Glue has a database and EventBridge Scheduler a group with the name "default"',
    holds: (prefix) => prefix !== 'default',
  },
  {
    why: `a prefix must not end in one of the words ${CONTINUED_WORDS.join(', ')}, or its names could be those of another installation`,
    holds: (prefix) => words(prefix).length === 1 || !CONTINUED_WORDS.includes(words(prefix).at(-1) as never),
  },
];

/** The first part of every name that the platform assigns. */
export const prefixSchema = z.string().superRefine((prefix, context) => {
  const broken = RULES.find(({ holds }) => !holds(prefix));
  if (broken !== undefined) context.addIssue(broken.why);
});

/** The Glue database of an installation. It contains the prefix, so two installations never share one; Glue allows no hyphen. */
export const databaseOf = (prefix: string): string => prefix.replaceAll('-', '_');

/** The table in which compaction sees the old and new files of a partition, while readers see one of them. */
export const rewritesOf = (table: string): string => `${table}_rewrites`;
