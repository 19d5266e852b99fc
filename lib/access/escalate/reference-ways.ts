import type { App } from '../model/app.ts';
import { isNovel, PASSES_ROLE, writesOf } from '../reference/index.ts';
import { CATALOGUE, type Entry } from './catalogue.ts';
import { PASSING } from './passing.ts';
import { RUNNING } from './running.ts';

/** Actions of which AWS's reference says that they depend on iam:PassRole and that yet make nothing run as the role, why. */
const STRUCK: Readonly<Record<string, string>> = {
  'iam:PassRole': 'is the right itself',
  'datazone:ValidatePassRole': 'only asks whether the right is there',
  'rds:RemoveRoleFromDBCluster': 'takes the role away',
  'rds:RemoveRoleFromDBInstance': 'takes the role away',
  'lambda:CreateCapacityProvider': 'launches instances for Lambda, which runs no code of anybody as the role',
};

/**
 * Actions that change something and have nothing run as a role that is there already, why. Neighbours of a reader need them: a crawler for
 * its tables, a build for its reports, a machine for its agent.
 */
const IDLE: Readonly<Record<string, readonly string[]>> = {
  'describes data, of which Lake Formation and the rules for tables are asked': [
    ...['BatchCreatePartition', 'BatchUpdatePartition', 'CreatePartition', 'CreatePartitionIndex', 'UpdatePartition'],
    ...['CreateTable', 'UpdateTable', 'CreateDatabase', 'UpdateDatabase', 'CreateSchema', 'UpdateSchema'],
    ...['CreateRegistry', 'UpdateRegistry', 'RegisterSchemaVersion', 'PutSchemaVersionMetadata'],
    ...['UpdateColumnStatisticsForPartition', 'UpdateColumnStatisticsForTable', 'PublishDataQuality'],
    ...['PutDataQualityProfileAnnotation', 'PutDataQualityStatisticAnnotation'],
  ].map((name) => `glue:${name}`),
  'has a crawler look where it is set to': [
    'glue:StartCrawler',
    'glue:StartCrawlerSchedule',
    'glue:UpdateCrawlerSchedule',
  ],
  'reports on a build': [
    ...['BatchPutCodeCoverages', 'BatchPutTestCases', 'CreateReport', 'CreateReportGroup'],
    ...['UpdateReport', 'UpdateReportGroup'],
  ].map((name) => `codebuild:${name}`),
  'reports on a machine': [
    ...['PutComplianceItems', 'PutInventory', 'UpdateAssociationStatus'],
    ...['UpdateInstanceAssociationStatus', 'UpdateInstanceInformation'],
  ].map((name) => `ssm:${name}`),
};
const IDLE_ACTIONS: ReadonlySet<string> = new Set(Object.values(IDLE).flat());

/** Services of which every action was read: what is not in the tables passes no role and runs nothing. */
const READ_THROUGH = new Set(
  'lambda lakeformation ec2 iam s3 logs sns sqs kms dynamodb cloudwatch synthetics'.split(' '),
);

const prefixOf = (action: string): string => action.split(':')[0] ?? '';
const unique = <T>(all: readonly T[]): T[] => [...new Set(all)];

/** Prefixes of the actions that make a service take a role, and of its own. */
const prefixesOf = (service: string): string[] =>
  unique([
    service.split('.')[0] ?? '',
    ...(PASSING[service] ?? []).flatMap((actions) => actions.split(' ').map(prefixOf)),
  ]);

const SERVICES_BY_PREFIX = Map.groupBy(
  Object.keys(PASSING).flatMap((service) => prefixesOf(service).map((prefix) => ({ prefix, service }))),
  ({ prefix }) => prefix,
);

const entry = (action: string, more: Pick<Entry, 'target' | 'yields'> & Partial<Entry>): Entry => ({
  id: `${action.replace(':', '-')}@${more.service ?? more.type}`,
  actions: [action],
  plane: 'control',
  source:
    'https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html',
  ...more,
});

const passing = (service: string, action: string, more: Partial<Entry> = {}): Entry =>
  entry(action, { target: 'role', yields: 'passes', service, ...more });

/** Actions that the tables written by hand have by themselves, with their service or type. */
const WRITTEN = new Set(
  CATALOGUE.filter(({ actions }) => actions.length === 1).map(
    ({ actions, service, type }) => `${actions[0]} ${service ?? type}`,
  ),
);

const isNew = (action: string, of: string): boolean => !WRITTEN.has(`${action} ${of}`);

/** Of each service what passes it a role: for certain what AWS's reference says so of, perhaps any other action that changes something. */
export const PASSES: ReadonlyMap<string, readonly Entry[]> = new Map(
  Object.keys(PASSING).map((service) => {
    const certain = PASSES_ROLE.filter(
      (action) =>
        !(action in STRUCK) &&
        isNew(action, service) &&
        (SERVICES_BY_PREFIX.get(prefixOf(action)) ?? []).some((row) => row.service === service),
    );
    const perhaps = prefixesOf(service)
      .filter((prefix) => !READ_THROUGH.has(prefix))
      .flatMap(writesOf)
      .filter(
        (action) =>
          !(action in STRUCK) && !IDLE_ACTIONS.has(action) && isNew(action, service) && !certain.includes(action),
      );
    return [
      service,
      [
        ...certain.map((action) => passing(service, action)),
        ...perhaps.map((action) => passing(service, action, { unsure: true })),
      ],
    ];
  }),
);

/** Of each type that runs as a role what perhaps lets one have it do something of one's own. */
export const RUNS: ReadonlyMap<string, readonly Entry[]> = new Map(
  Object.entries(RUNNING).map(([type, sets]) => [
    type,
    unique(sets.flatMap((actions) => actions.split(' ').map(prefixOf)))
      .filter((prefix) => !READ_THROUGH.has(prefix))
      .flatMap(writesOf)
      .filter((action) => !IDLE_ACTIONS.has(action) && isNew(action, type))
      .map((action) => entry(action, { target: 'compute', yields: 'becomes', type, unsure: true })),
  ]),
);

const NOVEL = new WeakMap<App, readonly string[]>();

/** Actions that policies of the app name and the reference does not have: of them nothing is known. */
function novel(app: App): readonly string[] {
  const known = NOVEL.get(app);
  if (known) return known;
  const named = [...app.roles, ...app.users]
    .flatMap(({ policies }) => policies.flatMap(({ statements }) => statements))
    .filter(({ effect, action }) => effect !== 'Deny' && !action.negated)
    .flatMap(({ action }) => action.items);
  const found = unique(named).filter((action) => !/[*?\uE000]/.test(action) && isNovel(action));
  NOVEL.set(app, found);
  return found;
}

/** Steps by which an undocumented service takes a role, among the actions that the app's policies name. */
export const novelPasses = (app: App, service: string): Entry[] =>
  novel(app)
    .filter((action) => prefixesOf(service).includes(prefixOf(action).toLowerCase()))
    .map((action) => passing(service, action, { unsure: true }));

/** How many ways there are beside those that are written by hand. */
export const REFERENCE_WAYS: number = [...PASSES.values(), ...RUNS.values()].flat().length;
