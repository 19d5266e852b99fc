import type { Need } from '../../access/index.ts';
import type { Configuration } from '../configuration.ts';
import { DATA_PATH } from '../existing.ts';
import type { Where } from './where.ts';

const CATALOG = 'https://docs.aws.amazon.com/athena/latest/ug/access-encrypted-data-glue-data-catalog.html';
const NETWORK = 'https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html';

/** Permissions for resources that the account already has (`existing` of `config/environments.ts`). */
export function existingNeeds(where: Where, { access, environment: { existing = {} } }: Configuration): Need[] {
  const { catalogKey, network } = existing;
  const teams = Object.keys(access.teams).map((team) => `team-${team}`);
  const decrypts = ['redact', 'retain', 'revoke', ...teams].map((name) => ({ name, actions: ['kms:Decrypt'] }));
  const writes = ['redact', 'retain'].map((name) => ({ name, actions: ['kms:Encrypt', 'kms:GenerateDataKey'] }));
  return [
    ...(catalogKey === undefined ? [] : [...decrypts, ...writes]).map(
      ({ name, actions }): Need => ({
        id: `${name}/${actions.length > 1 ? 'writes' : 'reads'}-encrypted-catalogue`,
        kind: 'call',
        principal: where.role(where.of(name)),
        actions,
        resource: catalogKey?.arn ?? '',
        resourcePolicy: catalogKey?.policy,
        context: where.via('glue'),
        why: 'it works with the catalogue under the key of the account',
        source: CATALOG,
      }),
    ),
    ...(network === undefined ? [] : DATA_PATH).map(
      (name): Need => ({
        id: `${name}/joins-network`,
        kind: 'call',
        principal: where.role(where.of(name)),
        actions: [
          ...['ec2:CreateNetworkInterface', 'ec2:DescribeNetworkInterfaces', 'ec2:DeleteNetworkInterface'],
          ...['ec2:DescribeSubnets', 'ec2:AssignPrivateIpAddresses', 'ec2:UnassignPrivateIpAddresses'],
        ],
        resource: '*',
        why: 'Lambda can put the function into the subnets',
        source: NETWORK,
      }),
    ),
  ];
}
