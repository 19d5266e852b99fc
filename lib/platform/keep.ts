import { RemovalPolicy } from 'aws-cdk-lib';

/**
 * Resources that hold data stay when their stack is deleted or replaces them, but not when their creation failed. A
 * deployment that fails half-way removes what it created and leaves no named resource behind, so it can be repeated.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-deletionpolicy.html
 */
export const KEPT = RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE;
