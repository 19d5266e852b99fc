import { defineEnvironment } from '../lib/governance/environment-config.ts';

/** Names. The account and the region are those of the credentials that deploy. */
export const environment = defineEnvironment({
  prefix: 'strongroom',
  // What `cdk bootstrap` uses unless it is told otherwise.
  qualifier: 'hnb659fds',
  permissionSets: {
    auditor: 'StrongroomAuditor',
    governor: 'StrongroomGovernor',
    operator: 'StrongroomOperator',
  },
  lakeAdministrators: [],
  certificateKey: null,
  // The organisation's own sign-in (OpenID Connect). Example addresses: nobody can sign in before they are replaced.
  signIn: {
    issuer: 'https://sign-in.example.com/',
    audience: 'strongroom-worker',
    clientId: 'strongroom-page',
    keysUrl: 'https://sign-in.example.com/keys',
    authorizeUrl: 'https://sign-in.example.com/authorize',
    tokenUrl: 'https://sign-in.example.com/token',
    scope: 'openid',
    claims: { level: 'job_level', jurisdiction: 'work_jurisdiction', duties: 'groups' },
    exemptionOfficer: 'strongroom-exemption-officers',
  },
});
