import { defineEnvironment } from '../lib/governance/environment-config.ts';

/** Names. The account and the region are those of the credentials that deploy. */
export const environment = defineEnvironment({
  prefix: 'strongroom',
  // What `cdk bootstrap` uses unless it is told otherwise.
  qualifier: 'hnb659fds',
  permissionSets: { auditor: 'StrongroomAuditor', governor: 'StrongroomGovernor' },
  lakeAdministrators: [],
  certificateKey: null,
});
