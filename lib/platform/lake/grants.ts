import { Aws } from 'aws-cdk-lib';
import { CfnPrincipalPermissions } from 'aws-cdk-lib/aws-lakeformation';
import type { Construct, IDependable } from 'constructs';

export type GrantResource = CfnPrincipalPermissions.ResourceProperty;

/**
 * Lake Formation grants, each with one permission, made one after the other. Concurrent grants fail with
 * ConcurrentModificationException (aws-cdk#36215). Several permissions in one grant cannot be changed without losing
 * some of them on the way (cloudformation-coverage-roadmap#670). A change to any property replaces the grant.
 */
export class GrantChain {
  readonly #scope: Construct;
  #last: IDependable | undefined;

  /** @param after the construct that must exist before the first grant */
  constructor(scope: Construct, after?: IDependable) {
    this.#scope = scope;
    this.#last = after;
  }

  grant(id: string, principalArn: string, permission: string, resource: GrantResource): CfnPrincipalPermissions {
    const grant = new CfnPrincipalPermissions(this.#scope, id, {
      catalog: Aws.ACCOUNT_ID,
      principal: { dataLakePrincipalIdentifier: principalArn },
      resource,
      permissions: [permission],
      permissionsWithGrantOption: [],
    });
    if (this.#last !== undefined) grant.node.addDependency(this.#last);
    this.#last = grant;
    return grant;
  }
}

export const onDatabase = (name: string): GrantResource => ({ database: { catalogId: Aws.ACCOUNT_ID, name } });

export const onTable = (databaseName: string, name: string): GrantResource => ({
  table: { catalogId: Aws.ACCOUNT_ID, databaseName, name },
});

export const onLocation = (resourceArn: string): GrantResource => ({
  dataLocation: { catalogId: Aws.ACCOUNT_ID, resourceArn },
});

export const onFilter = (databaseName: string, tableName: string, name: string): GrantResource => ({
  dataCellsFilter: { tableCatalogId: Aws.ACCOUNT_ID, databaseName, tableName, name },
});
