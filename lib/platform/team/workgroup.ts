import { CfnWorkGroup } from 'aws-cdk-lib/aws-athena';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';

const GB = 1_000_000_000;

/** A team's work group. Members of one see each other's queries and results, so no two teams share one. */
export const workgroup = (
  scope: Construct,
  name: string,
  description: string,
  scanLimitGb: number,
  key: IKey,
): CfnWorkGroup => {
  const group = new CfnWorkGroup(scope, 'Workgroup', {
    name,
    description: description.slice(0, 1_024),
    state: 'ENABLED',
    recursiveDeleteOption: true,
    workGroupConfiguration: {
      enforceWorkGroupConfiguration: true,
      publishCloudWatchMetricsEnabled: true,
      requesterPaysEnabled: false,
      bytesScannedCutoffPerQuery: scanLimitGb * GB,
      // Pinned: filters on all formats and in all regions need version 3.
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
