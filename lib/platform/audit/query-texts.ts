import { Aws } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { Policy, PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import { CfnPermission, type IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { Names } from '../names.ts';

export interface QueryTextsProps {
  readonly names: Names;
  readonly workgroups: readonly string[];
  /** The function that saves a text. */
  readonly save: IFunction;
  readonly role: Role;
}

/**
 * Saves the text of each query as the query ends: CloudTrail leaves the text out, and Athena forgets it after 45 days. The
 * role may fetch texts and no result: a result of managed storage is read with GetQueryResults alone.
 * https://docs.aws.amazon.com/athena/latest/ug/monitor-with-cloudtrail.html
 */
export class QueryTexts extends Construct {
  constructor(scope: Construct, id: string, { names, workgroups, save, role }: QueryTextsProps) {
    super(scope, id);
    new Policy(this, 'FetchTexts', {
      roles: [role],
      statements: [
        new PolicyStatement({
          sid: 'FetchTexts',
          actions: ['athena:GetQueryExecution', 'athena:ListQueryExecutions'],
          resources: workgroups.map((name) => names.arn('athena', `workgroup/${name}`)),
        }),
      ],
    });
    const rule = new Rule(this, 'Rule', {
      ruleName: names.of('query-texts'),
      description: 'Ends of the queries of every team',
      eventPattern: {
        source: ['aws.athena'],
        detailType: ['Athena Query State Change'],
        detail: { workgroupName: [...workgroups], currentState: ['SUCCEEDED', 'FAILED', 'CANCELLED'] },
      },
      targets: [{ bind: () => ({ arn: save.functionArn }) }],
    });
    new CfnPermission(rule, 'MaySave', {
      action: 'lambda:InvokeFunction',
      functionName: save.functionArn,
      principal: 'events.amazonaws.com',
      sourceArn: rule.ruleArn,
      sourceAccount: Aws.ACCOUNT_ID,
    });
  }
}
