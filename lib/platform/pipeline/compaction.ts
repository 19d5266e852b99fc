import { Duration } from 'aws-cdk-lib';
import { Policy, PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { PrivateNetwork } from '../../governance/existing.ts';
import type { Concurrency } from '../../governance/scale/index.ts';
import { PlatformFunction } from '../function/platform-function.ts';
import type { Names } from '../names.ts';

export interface CompactionProps {
  readonly names: Names;
  readonly concurrency: Concurrency;
  readonly logKey: IKey;
  readonly network: PrivateNetwork | undefined;
  readonly role: (name: string) => Role;
  /** The lake's location, as environment variables of the functions. */
  readonly place: Readonly<Record<string, string>>;
  readonly table: Readonly<Record<string, string>>;
  readonly rewrites: string;
}

/**
 * Two functions, because the one that reads rows must not move a partition, and the one that moves partitions sees only
 * names of files. The second asks the first for one generation at a time, counts it against the ledger, and moves the
 * partition.
 */
export function compaction(
  scope: Construct,
  { names, concurrency, logKey, network, role, place, table, rewrites }: CompactionProps,
): { readonly compact: PlatformFunction; readonly keep: PlatformFunction } {
  const compact = new PlatformFunction(scope, 'Compact', {
    ...{ names, logKey, network, name: 'compact', role: role('compact') },
    timeout: Duration.minutes(15),
    memoryMb: 512,
    reservedConcurrency: concurrency.compact,
    environment: { ...place, REWRITE_TABLE: rewrites, REWRITE_WORKGROUP: names.of('compact') },
  });
  const keep = new PlatformFunction(scope, 'Keep', {
    ...{ names, logKey, name: 'keep', role: role('keep') },
    timeout: Duration.minutes(15),
    memoryMb: 1_024,
    reservedConcurrency: concurrency.keep,
    environment: { ...place, ...table, COMPACT_FUNCTION: compact.function.functionName },
  });
  new Policy(scope, 'KeepHasGenerationsWritten', {
    roles: [role('keep')],
    statements: [
      new PolicyStatement({
        sid: 'HaveWritten',
        actions: ['lambda:InvokeFunction'],
        resources: [compact.function.functionArn],
      }),
    ],
  });
  return { compact, keep };
}
