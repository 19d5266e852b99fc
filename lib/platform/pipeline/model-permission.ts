import { type IRole, Policy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';

/** Lets redaction call Amazon Comprehend, only where `config/redaction.ts` enables it. */
export function allowModel(scope: Construct, role: IRole): void {
  const policy = new Policy(scope, 'Model', {
    roles: [role],
    statements: [new PolicyStatement({ sid: 'Model', actions: ['comprehend:DetectPiiEntities'], resources: ['*'] })],
  });
  // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncomprehend.html
  acknowledge(policy, 'Detection in a text that is sent along has no resource to name.', 'IAM5[Resource::*]');
}
