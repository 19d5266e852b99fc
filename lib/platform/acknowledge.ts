import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/**
 * Gives the reason why a cdk-nag finding does not apply. Put it beside the construct, name the exact finding, and give
 * the reason that a security reviewer needs: a blanket acknowledgement would hide the next, different finding.
 */
export const acknowledge = (scope: IConstruct, reason: string, ...rules: readonly string[]): void =>
  Validations.of(scope).acknowledge(...rules.map((rule) => ({ id: `AwsSolutions-${rule}`, reason })));
