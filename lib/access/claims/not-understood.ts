import { computeOf, runsAsKnown } from '../escalate/compute.ts';
import type { FoundClass, Inquiry } from '../inquiry/inquiry.ts';
import type { Claim } from '../inquiry/proof.ts';
import type { App, Resource } from '../model/app.ts';
import { IDENTITIES } from '../model/identities.ts';
import type { NotUnderstood } from '../model/notes.ts';
import { isRecord } from '../policy/record.ts';

/** Types that grant nothing, or whose grants the model reads. */
const UNDERSTOOD = [
  /^AWS::IAM::/,
  /^AWS::(Logs|Events|Scheduler|CloudWatch|ApiGateway|ApiGatewayV2|Athena|CDK|SSM|Budgets|GuardDuty|Config)::/,
  /^AWS::S3::(Bucket|BucketPolicy|AccessPoint)$/,
  /^AWS::(SQS|SNS)::/,
  /^AWS::KMS::/,
  /^AWS::Lambda::/,
  /^AWS::LakeFormation::(DataLakeSettings|Resource|DataCellsFilter|PrincipalPermissions|Permissions)$/,
  /^AWS::Glue::(Database|Table|Partition|Job|Crawler|Trigger)$/,
  /^AWS::EC2::(VPC|Subnet|Route|RouteTable|SubnetRouteTableAssociation|InternetGateway|VPCGatewayAttachment|NatGateway|EIP|SecurityGroup|SecurityGroupIngress|SecurityGroupEgress|VPCEndpoint|FlowLog|Instance|LaunchTemplate)$/,
  /^AWS::CloudFormation::(WaitCondition|WaitConditionHandle|CustomResource)$/,
  // Policies that only narrow, or are for devices, which are no principals of IAM.
  /^AWS::(Organizations::Policy|IoT::Policy)$/,
  // What a custom resource does, it does as its function's role.
  /^Custom::/,
];

/** Types that bring principals of their own into the account. */
const MAKES_PRINCIPALS = /^AWS::(SSO::(PermissionSet|Assignment)|CloudFormation::StackSet|ServiceCatalog::)/;

const understood = (type: string): boolean => type in IDENTITIES || UNDERSTOOD.some((shape) => shape.test(type));

/** Resources of types that are not known and speak of a class: of its stores, its keys or its readers. */
export function notUnderstood(inquiry: Inquiry): NotUnderstood[] {
  const { app, classes } = inquiry;
  const strange = app.resources.filter((resource) => !understood(resource.type));
  return strange
    .filter(
      (resource) =>
        isEverywhere(app, resource) || makesPrincipals(resource) || classes.some((found) => touches(resource, found)),
    )
    .map(({ template, logicalId, constructPath, type }) => ({
      template,
      logicalId,
      constructPath,
      why: `resource type ${type} is not known`,
    }));
}

/** The claims, those that something strange touches no longer proved. */
export function clouded(inquiry: Inquiry, claims: readonly Claim[]): Claim[] {
  const { app } = inquiry;
  const strange = app.resources.filter((resource) => !understood(resource.type));
  const [macro] = app.macros;
  return claims.map((claim) => {
    if (claim.verdict !== 'proved') return claim;
    const undecided = (because: string): Claim => ({ ...claim, verdict: 'undecided', because });
    if (macro) return undecided(`${macro.template} ${macro.logicalId}: ${macro.why}`);
    const found = inquiry.classes.find((each) => each.name === claim.class);
    const cause = strange.find(
      (resource) =>
        isEverywhere(app, resource) ||
        (claim.tier === 'B' && makesPrincipals(resource)) ||
        (found ? touches(resource, found) : false),
    );
    if (cause) return undecided(`what ${cause.logicalId} (${cause.type}) in ${cause.template} grants is not known`);
    const lent = found && claim.id.startsWith('no-escalation/') ? lentTo(inquiry, found) : undefined;
    return lent
      ? undecided(`what ${lent.logicalId} (${lent.type}) in ${lent.template} does as an approved reader is not known`)
      : claim;
  });
}

/** Something that runs as an approved reader and is of a type of which the catalogue has nothing. */
const lentTo = ({ app, trusted }: Inquiry, found: FoundClass): Resource | undefined =>
  found.exempt
    .filter((arn) => !trusted.includes(arn))
    .flatMap((arn) => computeOf(app, arn))
    .find((resource) => !runsAsKnown(resource.type) && !/^AWS::S3::Bucket$/.test(resource.type));

const makesPrincipals = (resource: Resource): boolean =>
  MAKES_PRINCIPALS.test(resource.type) || holdsOwnPolicy(resource.properties);

/** A nested stack whose template was not given may hold anything. */
const isEverywhere = (app: App, resource: Resource): boolean =>
  resource.type === 'AWS::CloudFormation::Stack' && !app.nested.includes(`${resource.template}/${resource.logicalId}`);

/** A policy that names no principal is somebody's own, of whom nothing else is known. */
const holdsOwnPolicy = (value: unknown): boolean => {
  if (Array.isArray(value)) return value.some(holdsOwnPolicy);
  if (!isRecord(value)) return false;
  const statements = [value.Statement].flat().filter(isRecord);
  return statements.some((each) => !('Principal' in each)) || Object.values(value).some(holdsOwnPolicy);
};

function touches(resource: Resource, found: FoundClass): boolean {
  const text = JSON.stringify(resource.properties);
  const names = [
    ...found.buckets.map((bucket) => bucket.name),
    ...found.keys.flatMap((key) => [key.name, ...key.aliases]),
    ...found.exempt,
    ...found.exempt.map((arn) => arn.split('/').at(-1) ?? arn),
    ...found.channels.map((channel) => channel.name),
  ];
  return names.some((name) => text.includes(name));
}
