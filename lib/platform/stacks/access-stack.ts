import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { Team } from '../../governance/access-config.ts';
import { useCatalogKey } from '../lake/catalog-key.ts';
import { GrantChain, onDatabase, onFilter } from '../lake/grants.ts';
import { type PlatformConfig, targetOf } from '../platform-config.ts';
import { readAnswers } from '../team/export-reads.ts';
import { teamFilter } from '../team/filter.ts';
import { resultsKey } from '../team/results-key.ts';
import { teamPolicy } from '../team/team-policy.ts';
import { teamRole } from '../team/team-role.ts';
import { workgroup } from '../team/workgroup.ts';
import { teamAccess } from '../zone/zone-access.ts';
import type { CatalogStack } from './catalog-stack.ts';
import type { StorageStack } from './storage-stack.ts';

export interface AccessStackProps extends PlatformConfig {
  readonly storage: StorageStack;
  readonly catalog: CatalogStack;
}

/**
 * Each team: its role, and the data that it may query. A team's only grant on the table is the one on its filter:
 * effective permissions are the union of all grants.
 */
export class AccessStack extends Stack {
  constructor(scope: Construct, id: string, { storage, catalog, ...config }: AccessStackProps) {
    super(scope, id, {
      description: 'Strongroom: the teams, and what each may query',
      ...targetOf(config.environment),
    });
    const grants = new GrantChain(this);
    for (const [name, team] of Object.entries(config.access.teams)) this.#addTeam(name, team, grants, storage, config);
    this.addStackDependency(catalog, 'nothing is granted before the table is closed');
  }

  #addTeam(
    name: string,
    team: Team,
    grants: GrantChain,
    storage: StorageStack,
    { names, lake, environment }: PlatformConfig,
  ): void {
    const home = new Construct(this, name);
    const role = teamRole(home, name, team, { names, environment });
    for (const entry of teamAccess(name)) storage.zones.derived.allow(role, entry);
    const workgroupName = names.team(name);
    const workgroupArn = names.arn('athena', `workgroup/${workgroupName}`);
    const key = resultsKey(home, name, names, role, workgroupArn);
    const group = workgroup(home, workgroupName, team, key);
    readAnswers(home, storage.roles.get('export'), workgroupArn, key);
    const policy = teamPolicy(home, { names, lake, role, workgroupArn, resultsKey: key });
    useCatalogKey(home, environment.existing?.catalogKey?.arn, { reader: { role, use: 'reads' } });

    const { filter, name: filterName, hash } = teamFilter(home, name, team, lake);
    // Last of all: by then the new IAM role has propagated to Lake Formation, and a team with a grant has everything else.
    grants
      .grant(`${name}-database`, role.roleArn, 'DESCRIBE', onDatabase(lake.database))
      .node.addDependency(policy, group);
    grants.grant(`${name}-default`, role.roleArn, 'DESCRIBE', onDatabase('default'));
    const select = onFilter(lake.database, lake.table, filterName);
    grants.grant(`${name}-filter-${hash}`, role.roleArn, 'SELECT', select).node.addDependency(filter);
  }
}
