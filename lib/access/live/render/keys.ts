import { at, list, text } from '../../model/values.ts';
import { UNRESOLVED } from '../../policy/pattern.ts';
import { isRecord } from '../../policy/record.ts';
import { given, type Properties, type SeenAccount } from './seen.ts';

/** Customer-managed keys: their policies, with each grant as the statement that it amounts to. */
export function keys(seen: SeenAccount): void {
  for (const listed of seen.list('kms:ListKeys', 'Keys')) {
    const metadata = at(seen.get('kms:DescribeKey', { KeyId: text(listed, 'KeyArn') }), 'KeyMetadata');
    const arn = text(metadata, 'Arn');
    if (arn === undefined || text(metadata, 'KeyManager') !== 'CUSTOMER') continue;
    const name = text(metadata, 'KeyId') ?? UNRESOLVED;
    seen.put('AWS::KMS::Key', name, arn, {
      KeyPolicy: withGrants(seen.policy('kms:GetKeyPolicy', { KeyId: arn }, 'Policy'), grantsOf(seen, arn)),
      // A key pending deletion decrypts nothing, and once it is deleted the data under it is lost.
      Enabled: text(metadata, 'KeyState') === 'Enabled',
      KeyUsage: text(metadata, 'KeyUsage'),
      KeySpec: text(metadata, 'KeySpec'),
      MultiRegion: at(metadata, 'MultiRegion'),
    });
  }
  for (const alias of seen.list('kms:ListAliases', 'Aliases')) {
    const name = text(alias, 'AliasName') ?? UNRESOLVED;
    const target = text(alias, 'TargetKeyId');
    if (target !== undefined && !name.startsWith('alias/aws/'))
      seen.put('AWS::KMS::Alias', name, text(alias, 'AliasArn'), { AliasName: name, TargetKeyId: target });
  }
}

const grantsOf = (seen: SeenAccount, arn: string): readonly unknown[] | undefined =>
  seen.isUnread('kms:ListGrants', { KeyId: arn }) ? undefined : seen.list('kms:ListGrants', 'Grants', { KeyId: arn });

/** If the grants were not read, the policy may let in any principal that a grant could let in. */
function withGrants(policy: unknown, grants: readonly unknown[] | undefined): unknown {
  if (grants === undefined || !isRecord(policy)) return UNRESOLVED;
  return { ...policy, Statement: [...[policy.Statement].flat(), ...grants.map(statementOf)] };
}

/**
 * A grant allows without any policy of the grantee: as a statement of the key's policy that names it. Retiring a grant is
 * left out, which only takes rights away.
 * https://docs.aws.amazon.com/kms/latest/developerguide/grants.html
 */
function statementOf(grant: unknown): Properties {
  const service = text(grant, 'GranteeServicePrincipal');
  const grantee = text(grant, 'GranteePrincipal') ?? service ?? '*';
  const context = (property: string): Record<string, unknown> => {
    const found = at(grant, `Constraints.${property}`);
    return isRecord(found) ? found : {};
  };
  const wanted = { ...context('EncryptionContextSubset'), ...context('EncryptionContextEquals') };
  const source = text(grant, 'Constraints.SourceArn');
  const equals = Object.fromEntries(
    Object.entries(wanted).map(([key, value]) => [`kms:EncryptionContext:${key}`, value]),
  );
  const condition = given({
    StringEquals: Object.keys(equals).length > 0 ? equals : undefined,
    ArnEquals: source === undefined ? undefined : { 'aws:SourceArn': source },
  });
  const isService = service !== undefined || /^[a-z0-9.-]+\.amazonaws\.com(\.cn)?$/.test(grantee);
  return given({
    Sid: `Grant ${text(grant, 'GrantId') ?? ''}`,
    Effect: 'Allow',
    Principal: grantee === '*' ? '*' : isService ? { Service: grantee } : { AWS: grantee },
    Action: list(grant, 'Operations')
      .filter((operation) => operation !== 'RetireGrant')
      .map((operation) => `kms:${operation}`),
    Resource: '*',
    Condition: Object.keys(condition).length > 0 ? condition : undefined,
  });
}
