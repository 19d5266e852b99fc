import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/**
 * Says why a finding of cdk-nag does not hold here. Put it beside the construct it concerns, name the exact finding, and
 * give the reason that a security reviewer needs; a blanket acknowledgement would hide the next, different finding.
 */
export const acknowledge = (scope: IConstruct, reason: string, ...rules: readonly string[]): void =>
  Validations.of(scope).acknowledge(...rules.map((rule) => ({ id: `AwsSolutions-${rule}`, reason })));
