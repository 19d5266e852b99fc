import { ArnPrincipal, Policy, PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { Names } from '../names.ts';

/** Action that opens a result of another principal's query. */
const OPEN_RESULTS = ['kms:Decrypt'];

/** Statement of the results key's policy: the counterpart of `readAnswers`. */
export const exportOpensResults = (names: Names) => ({
  sid: 'ExportReadsAnswers',
  principal: new ArnPrincipal(names.roleArn(names.of('export'))),
  actions: OPEN_RESULTS,
});

/**
 * The export role reads results of a team's queries, and starts none: an export holds only what the team itself was
 * answered, under the team's own columns and rows, by a session that leads to a person.
 */
export const readAnswers = (scope: Construct, exporter: Role, workgroupArn: string, key: IKey): Policy =>
  new Policy(scope, 'ReadAnswers', {
    roles: [exporter],
    statements: [
      new PolicyStatement({
        sid: 'ReadAnswers',
        actions: ['athena:GetQueryExecution', 'athena:GetQueryResults'],
        resources: [workgroupArn],
      }),
      new PolicyStatement({ sid: 'OpenAnswers', actions: OPEN_RESULTS, resources: [key.keyArn] }),
    ],
  });
