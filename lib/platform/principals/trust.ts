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
 * Sessions of people end after an hour: role chaining from an IAM Identity Center session allows no more.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html#iam-term-role-chaining
 */
export const PERSON_SESSION = Duration.hours(1);

/**
 * People who hold a permission set of IAM Identity Center in this account. They may set a source identity, which stays
 * with every session chained from theirs. It is not required, because neither the console's role switch nor a CLI
 * profile can set one. Without it the trail still leads to the person: Identity Center names each session after the
 * person who signed in, and the AssumeRole record holds that session. Identity Center names its roles
 * `AWSReservedSSO_<set>_<16 hex digits>` under a path in which no other principal can create roles. The sixteen `?`
 * exclude a set whose name merely starts the same way. The path holds the Identity Center region except in its first
 * region.
 * https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html
 * Where another identity provider signs people in to a role of the account, this principal is that single role.
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

/** Lets the principals that assume the role set a source identity. */
export const allowSourceIdentity = (role: Role, principal: IPrincipal): void =>
  role.assumeRolePolicy?.addStatements(
    new PolicyStatement({ sid: 'NameWhoIsBehindIt', principals: [principal], actions: ['sts:SetSourceIdentity'] }),
  );

/** A service acting for this account: without the condition another account could make the service use this role. */
export const serviceOfThisAccount = (service: string): IPrincipal =>
  new PrincipalWithConditions(new ServicePrincipal(service), { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } });

/**
 * A service that is not documented to name the account, or the resource, for which it assumes a role. The condition
 * applies where the service does. Where it does not, the role is still safe: no principal outside this account can pass
 * it to a service.
 */
export const serviceMaybeNamed = (service: string, named: Readonly<Record<string, string>>): IPrincipal =>
  new PrincipalWithConditions(new ServicePrincipal(service), { StringEqualsIfExists: named });

/**
 * Devices with a certificate, through IAM Roles Anywhere. The session is named after the certificate's serial number,
 * so a device cannot send under another device's name. Roles Anywhere needs TagSession and SetSourceIdentity beside
 * AssumeRole.
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
