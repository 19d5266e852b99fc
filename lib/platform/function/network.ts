import { Effect, Policy, PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import type { CfnFunction, Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { PrivateNetwork } from '../../governance/existing.ts';
import { acknowledge } from '../acknowledge.ts';

const ACTIONS = [
  'ec2:CreateNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DeleteNetworkInterface',
  'ec2:DescribeSubnets',
  'ec2:AssignPrivateIpAddresses',
  'ec2:UnassignPrivateIpAddresses',
];

/**
 * Puts a function into subnets. Lambda creates the network interfaces with the function's role, so the role must be
 * allowed to; the function's code is not, which Lambda distinguishes by the source function of a call.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html
 */
export function joinNetwork(
  scope: Construct,
  role: Role,
  target: LambdaFunction,
  { subnets, securityGroups }: PrivateNetwork,
): void {
  const policy = new Policy(scope, 'Network', {
    roles: [role],
    statements: [
      new PolicyStatement({ sid: 'LambdaJoinsNetwork', actions: ACTIONS, resources: ['*'] }),
      new PolicyStatement({
        sid: 'CodeDoesNot',
        effect: Effect.DENY,
        actions: ACTIONS,
        resources: ['*'],
        conditions: { Null: { 'lambda:SourceFunctionArn': 'false' } },
      }),
    ],
  });
  acknowledge(policy, 'A network interface that is yet to be made has no name.', 'IAM5[Resource::*]');
  const resource = target.node.defaultChild as CfnFunction;
  resource.vpcConfig = { subnetIds: [...subnets], securityGroupIds: [...securityGroups] };
  // Lambda checks the permission when it creates the function.
  resource.node.addDependency(policy);
}
