import { chooseEnvironment, defineEnvironments } from '../lib/governance/environment-config.ts';

/**
 * Deployments of the platform, by name. `STRONGROOM_ENVIRONMENT` chooses an environment; without it the first is
 * chosen. With several environments, put first the one in which a mistake does the least harm, and give each its
 * `target`.
 */
export const environments = defineEnvironments({
  main: {
    // `{ account: '111122223333', region: 'eu-central-1' }` restricts deployments to that place.
    target: null,
    prefix: 'strongroom',
    // The default of `cdk bootstrap`.
    qualifier: 'hnb659fds',
    permissionSets: {
      auditor: 'StrongroomAuditor',
      governor: 'StrongroomGovernor',
      operator: 'StrongroomOperator',
    },
    lakeAdministrators: [],
    certificateKey: null,
    // The organisation's own sign-in (OpenID Connect). These are example addresses: no worker can sign in before you
    // replace them.
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
  },
});

export const environment = chooseEnvironment(environments);
