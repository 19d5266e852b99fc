import { GlueClient } from '@aws-sdk/client-glue';
import { S3Client } from '@aws-sdk/client-s3';
import { AthenaRewriter } from './athena-rewriter.ts';
import { type AwsNames, given } from './config.ts';
import { AwsObjects } from './objects.ts';
import { AwsQueries } from './queries.ts';
import { RewriteTable } from './rewrite-table.ts';

/** The Athena rewriter and the table that it reads files from, with the credentials of the environment. */
export function awsRewrites(
  names: AwsNames,
  { table: rewrites, workgroup }: { readonly table: string | undefined; readonly workgroup: string | undefined },
): { readonly rewriter: AthenaRewriter; readonly table: RewriteTable } {
  const place = {
    database: given(names.database, 'the Glue database'),
    table: given(rewrites, 'the table of rewrites'),
    bucket: given(names.buckets.redacted, 'the bucket of zone redacted'),
  };
  const table = new RewriteTable(new GlueClient(), place);
  const queries = new AwsQueries({
    workgroup: given(workgroup, 'the work group of compaction'),
    database: place.database,
  });
  const objects = new AwsObjects(new S3Client(), names);
  return { rewriter: new AthenaRewriter({ queries, table, objects }, place), table };
}
