import { Policy, PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { via } from '../policy/key-policy.ts';
import { sidPart } from '../policy/sid.ts';

/** https://docs.aws.amazon.com/athena/latest/ug/access-encrypted-data-glue-data-catalog.html */
const USE = { reads: ['kms:Decrypt'], writes: ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey'] } as const;

/** Lets a role use the account's own key of the Glue Data Catalog, through Glue alone. Does nothing without such a key. */
export function useCatalogKey(
  scope: Construct,
  key: string | undefined,
  roles: Readonly<Record<string, { readonly role: Role; readonly use: keyof typeof USE }>>,
): void {
  if (key === undefined) return;
  const home = new Construct(scope, 'CatalogKey');
  for (const [name, { role, use }] of Object.entries(roles))
    new Policy(home, sidPart(name), {
      roles: [role],
      statements: [
        new PolicyStatement({
          sid: 'UseCatalogKey',
          actions: [...USE[use]],
          resources: [key],
          conditions: { StringEquals: { 'kms:ViaService': via('glue') } },
        }),
      ],
    });
}
