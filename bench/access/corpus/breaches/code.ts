import { ELSEWHERE } from '../edit.ts';
import { breachesOf, type Row } from './breach.ts';
import { may, named, QUEUE } from './plant.ts';

/** Changes of what is there. */
const CHANGES: readonly Row[] = [
  // Code that runs as a reader.
  [
    'code/result of an invocation',
    'fn',
    (e) => {
      e.of('fn').DeadLetterConfig = { TargetArn: QUEUE };
    },
  ],
  [
    'code/a file system',
    'fn',
    (e) => {
      e.of('fn').FileSystemConfigs = [
        { Arn: `arn:aws:elasticfilesystem:eu-west-1:${ELSEWHERE}:access-point/fsap-1`, LocalMountPath: '/mnt/x' },
      ];
    },
  ],
];

/** Resources that are new: each may stand in the same template, under a condition, in another stack or in a nested one. */
const ADDITIONS: readonly Row[] = [
  [
    'code/permission',
    'fn',
    (e) => {
      e.add('AWS::Lambda::Permission', {
        FunctionName: e.get('fn'),
        Action: 'lambda:UpdateFunctionCode',
        Principal: ELSEWHERE,
      });
    },
  ],
  [
    'code/permission, to call',
    'fn',
    (e) => {
      e.add('AWS::Lambda::Permission', {
        FunctionName: e.get('fn'),
        Action: 'lambda:InvokeFunction',
        Principal: ELSEWHERE,
      });
    },
  ],
  [
    'code/permission, anybody',
    'fn',
    (e) => {
      e.add('AWS::Lambda::Permission', { FunctionName: e.get('fn', 'Ref'), Action: 'lambda:*', Principal: '*' });
    },
  ],
  [
    'code/address',
    'fn',
    (e) => {
      e.add('AWS::Lambda::Url', { TargetFunctionArn: e.get('fn'), AuthType: 'NONE' });
      e.add('AWS::Lambda::Permission', {
        FunctionName: e.get('fn'),
        Action: 'lambda:InvokeFunctionUrl',
        Principal: '*',
        FunctionUrlAuthType: 'NONE',
      });
    },
  ],
  [
    'code/destination',
    'fn',
    (e) => {
      e.add('AWS::Lambda::EventInvokeConfig', {
        FunctionName: e.get('fn', 'Ref'),
        Qualifier: '$LATEST',
        DestinationConfig: { OnSuccess: { Destination: QUEUE } },
      });
    },
  ],
  [
    'code/log subscription',
    'fn',
    (e) => {
      e.add('AWS::Logs::SubscriptionFilter', {
        LogGroupName: named('/aws/lambda/', e.get('fn', 'Ref')),
        FilterPattern: '',
        DestinationArn: `arn:aws:logs:eu-west-1:${ELSEWHERE}:destination:d`,
      });
    },
  ],
  ['code/log read by a role', 'fn', may('logs:GetLogEvents', 'logs:FilterLogEvents')],
];

/** The code of functions that run as a reader. */
export const OF_CODE = breachesOf(CHANGES, ADDITIONS);
