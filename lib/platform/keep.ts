import { RemovalPolicy } from 'aws-cdk-lib';

/**
 * What holds something stays when its stack goes or replaces it, but not when it could not be made: a deployment that fails
 * half-way takes back what it made, nothing with a name of ours is left behind, and it can be repeated.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-deletionpolicy.html
 */
export const KEPT = RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE;
