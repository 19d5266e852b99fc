import { CfnWorkGroup } from 'aws-cdk-lib/aws-athena';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { PURPOSES_TAG } from '../../activity/purposes.ts';
import type { Team } from '../../governance/access-config.ts';
import { acknowledge } from '../acknowledge.ts';

const GB = 1_000_000_000;

/** A team's work group. Members of a work group see each other's queries and results, so no two teams share one. */
export const workgroup = (
  scope: Construct,
  name: string,
  { purposes, scanLimitGb }: Pick<Team, 'purposes' | 'scanLimitGb'>,
  key: IKey,
): CfnWorkGroup => {
  const group = new CfnWorkGroup(scope, 'Workgroup', {
    name,
    description: Object.values(purposes).join('; ').slice(0, 1_024).toWellFormed(),
    // A query record shows its purpose: each query runs in one work group.
    tags: [{ key: PURPOSES_TAG, value: Object.keys(purposes).join(' ') }],
    state: 'ENABLED',
    recursiveDeleteOption: true,
    workGroupConfiguration: {
      enforceWorkGroupConfiguration: true,
      publishCloudWatchMetricsEnabled: true,
      requesterPaysEnabled: false,
      bytesScannedCutoffPerQuery: scanLimitGb * GB,
      // Pinned: filters on all formats and in all regions require version 3.
      engineVersion: { selectedEngineVersion: 'Athena engine version 3' },
      managedQueryResultsConfiguration: { enabled: true, encryptionConfiguration: { kmsKey: key.keyArn } },
    },
  });
  acknowledge(
    group,
    "Results are Athena's managed results, encrypted with the team's own key; there is no results bucket to configure.",
    'ATH1',
  );
  return group;
};
