import { Aws, Duration } from 'aws-cdk-lib';
import {
  AccountRootPrincipal,
  type IPrincipal,
  PolicyStatement,
  PrincipalWithConditions,
  type Role,
  ServicePrincipal,
  SessionTagsPrincipal,
} from 'aws-cdk-lib/aws-iam';
import type { Holder } from '../../governance/parse-config.ts';

/**
 * Sessions of people end after an hour: they are taken from a session of IAM Identity Center, and no longer one can be.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html#iam-term-role-chaining
 */
export const PERSON_SESSION = Duration.hours(1);

/**
 * People who hold a permission set of IAM Identity Center in this account. They may say who they are by a source identity,
 * which stays with every session that is taken from theirs; neither the console's way to switch roles nor a profile of the
 * CLI can set one, so it is not asked for. Without it the trail still leads to them: Identity Center names each session
 * after the person who signed in, and the record of taking a role holds that session. Identity Center names its roles
 * `AWSReservedSSO_<set>_<16 hex digits>` under a path that nobody else can create roles in; sixteen `?` keep a set whose
 * name merely starts the same way out. The path holds the Identity Center region except in its first region.
 * https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html
 * Where another identity provider signs people in to a role of the account, that one role is named instead.
 */
export const holdersOf = (permissionSet: Holder): IPrincipal => {
  if (typeof permissionSet !== 'string')
    return new PrincipalWithConditions(new AccountRootPrincipal(), {
      ArnEquals: { 'aws:PrincipalArn': `arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:role/${permissionSet.role}` },
    });
  const path = `arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:role/aws-reserved/sso.amazonaws.com`;
  const name = `AWSReservedSSO_${permissionSet}_${'?'.repeat(16)}`;
  return new PrincipalWithConditions(new AccountRootPrincipal(), {
    ArnLike: { 'aws:PrincipalArn': [`${path}/${name}`, `${path}/*/${name}`] },
  });
};

/** Those who take the role may say who is behind the session. */
export const allowSourceIdentity = (role: Role, principal: IPrincipal): void =>
  role.assumeRolePolicy?.addStatements(
    new PolicyStatement({ sid: 'NameWhoIsBehindIt', principals: [principal], actions: ['sts:SetSourceIdentity'] }),
  );

/** A service, acting for this account: without the condition another account could have the service use our role. */
export const serviceOfThisAccount = (service: string): IPrincipal =>
  new PrincipalWithConditions(new ServicePrincipal(service), { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } });

/**
 * A service of which no page says that it names the account, or the resource, for which it takes a role. The condition
 * holds where it does. Where it does not, the role is still safe: nobody outside this account can pass it to a service.
 */
export const serviceMaybeNamed = (service: string, named: Readonly<Record<string, string>>): IPrincipal =>
  new PrincipalWithConditions(new ServicePrincipal(service), { StringEqualsIfExists: named });

/**
 * Devices with a certificate, through IAM Roles Anywhere. The session is named after the certificate's serial number, so a
 * device cannot send in another's name. Roles Anywhere needs TagSession and SetSourceIdentity beside AssumeRole.
 * https://docs.aws.amazon.com/rolesanywhere/latest/userguide/trust-model.html
 */
export const devices = (): IPrincipal =>
  new SessionTagsPrincipal(
    new PrincipalWithConditions(new ServicePrincipal('rolesanywhere.amazonaws.com'), {
      StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID },
      ArnLike: {
        'aws:SourceArn': `arn:${Aws.PARTITION}:rolesanywhere:${Aws.REGION}:${Aws.ACCOUNT_ID}:trust-anchor/*`,
      },
    }),
  );
