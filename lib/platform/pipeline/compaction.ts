import { Policy, PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';

export interface CompactionProps {
  readonly compact: LambdaFunction;
  readonly keep: LambdaFunction;
  /** The role of `keep`. */
  readonly role: Role;
}

/**
 * Compaction is two functions, because the one that reads rows must not move a partition, and the one that moves partitions
 * sees only names of files. `keep` asks `compact` for one generation at a time, counts it against the ledger, and moves the
 * partition.
 */
export function letKeepCallCompact(scope: Construct, { compact, keep, role }: CompactionProps): void {
  keep.addEnvironment('COMPACT_FUNCTION', compact.functionName);
  new Policy(scope, 'KeepHasGenerationsWritten', {
    roles: [role],
    statements: [
      new PolicyStatement({ sid: 'HaveWritten', actions: ['lambda:InvokeFunction'], resources: [compact.functionArn] }),
    ],
  });
}
