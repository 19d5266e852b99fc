import { at, list, text } from '../../model/values.ts';
import { UNRESOLVED } from '../../policy/pattern.ts';
import { isRecord } from '../../policy/record.ts';
import { documentOf, given, type SeenAccount } from './seen.ts';

/** Code that runs as a role, its triggers, and the targets of its events. */
export function compute(seen: SeenAccount): void {
  functions(seen);
  rules(seen);
  for (const listed of seen.list('scheduler:ListSchedules', 'Schedules')) {
    const input = { GroupName: text(listed, 'GroupName'), Name: text(listed, 'Name') };
    const schedule = seen.get('scheduler:GetSchedule', input);
    seen.put('AWS::Scheduler::Schedule', input.Name ?? UNRESOLVED, text(listed, 'Arn'), {
      ...input,
      ScheduleExpression: text(schedule, 'ScheduleExpression'),
      ScheduleExpressionTimezone: text(schedule, 'ScheduleExpressionTimezone'),
      FlexibleTimeWindow: at(schedule, 'FlexibleTimeWindow'),
      State: text(schedule, 'State'),
      StartDate: at(schedule, 'StartDate'),
      EndDate: at(schedule, 'EndDate'),
      Target: at(schedule, 'Target') ?? UNRESOLVED,
    });
  }
  trails(seen);
}

function functions(seen: SeenAccount): void {
  for (const fn of seen.list('lambda:ListFunctions', 'Functions')) {
    const name = text(fn, 'FunctionName') ?? UNRESOLVED;
    const arn = text(fn, 'FunctionArn') ?? seen.arn('lambda', `function:${name}`);
    seen.put('AWS::Lambda::Function', name, arn, {
      FunctionName: name,
      Role: text(fn, 'Role'),
      Runtime: text(fn, 'Runtime'),
      Handler: text(fn, 'Handler'),
      KmsKeyArn: text(fn, 'KMSKeyArn'),
      Layers: some(list(fn, 'Layers').map((layer) => text(layer, 'Arn'))),
      DeadLetterConfig: at(fn, 'DeadLetterConfig'),
      FileSystemConfigs: some(list(fn, 'FileSystemConfigs')),
      VpcConfig: list(fn, 'VpcConfig.SubnetIds').length > 0 ? at(fn, 'VpcConfig') : undefined,
      LoggingConfig: at(fn, 'LoggingConfig'),
      TracingConfig: at(fn, 'TracingConfig'),
    });
    partsOf(seen, name, arn);
  }
  for (const mapping of seen.list('lambda:ListEventSourceMappings', 'EventSourceMappings'))
    seen.put('AWS::Lambda::EventSourceMapping', text(mapping, 'UUID') ?? UNRESOLVED, undefined, {
      FunctionName: text(mapping, 'FunctionArn'),
      EventSourceArn: text(mapping, 'EventSourceArn'),
      DestinationConfig: destinations(at(mapping, 'DestinationConfig')),
    });
}

/** The aliases, policies, addresses and destinations of one function. */
function partsOf(seen: SeenAccount, name: string, arn: string): void {
  const qualifiers = [undefined, ...seen.list('lambda:ListAliases', 'Aliases', { FunctionName: arn })];
  for (const alias of qualifiers) {
    const input = { FunctionName: arn, ...(alias === undefined ? {} : { Qualifier: text(alias, 'Name') }) };
    const policy = seen.policy('lambda:GetPolicy', input, 'Policy');
    if (alias !== undefined)
      seen.put('AWS::Lambda::Alias', text(alias, 'Name') ?? UNRESOLVED, text(alias, 'AliasArn'), {
        FunctionName: arn,
        FunctionVersion: text(alias, 'FunctionVersion'),
      });
    if (policy !== undefined)
      seen.put('AWS::Lambda::ResourcePolicy', name, undefined, { FunctionName: arn, PolicyDocument: policy });
  }
  for (const url of seen.list('lambda:ListFunctionUrlConfigs', 'FunctionUrlConfigs', { FunctionName: arn }))
    seen.put('AWS::Lambda::Url', name, undefined, {
      TargetFunctionArn: text(url, 'FunctionArn') ?? arn,
      AuthType: text(url, 'AuthType') ?? UNRESOLVED,
    });
  const configs = seen.list('lambda:ListFunctionEventInvokeConfigs', 'FunctionEventInvokeConfigs', {
    FunctionName: arn,
  });
  for (const config of configs)
    seen.put('AWS::Lambda::EventInvokeConfig', name, undefined, {
      FunctionName: text(config, 'FunctionArn') ?? arn,
      DestinationConfig: at(config, 'DestinationConfig'),
    });
}

/** Lambda returns an empty destination when there is none. */
const destinations = (configuration: unknown): unknown =>
  isRecord(configuration) &&
  Object.values(configuration).some((destination) => isRecord(destination) && Object.keys(destination).length > 0)
    ? configuration
    : undefined;

const some = <T>(items: readonly T[]): readonly T[] | undefined => (items.length === 0 ? undefined : items);

function rules(seen: SeenAccount): void {
  for (const bus of seen.list('events:ListEventBuses', 'EventBuses')) {
    const busName = text(bus, 'Name') ?? UNRESOLVED;
    // AWS makes the default one, and it cannot be left out.
    if (busName !== 'default' || text(bus, 'Policy') !== undefined)
      seen.put('AWS::Events::EventBus', busName, text(bus, 'Arn'), {
        Name: busName,
        Policy: documentOf(at(bus, 'Policy')),
        KmsKeyIdentifier: text(bus, 'KmsKeyIdentifier'),
      });
    for (const rule of seen.list('events:ListRules', 'Rules', { EventBusName: busName })) {
      const name = text(rule, 'Name') ?? UNRESOLVED;
      const input = { EventBusName: text(rule, 'EventBusName') ?? 'default', Rule: name };
      // Rules of two buses may have one name.
      seen.put('AWS::Events::Rule', busName === 'default' ? name : `${busName}/${name}`, text(rule, 'Arn'), {
        Name: name,
        EventBusName: busName === 'default' ? undefined : busName,
        EventPattern: documentOf(at(rule, 'EventPattern')),
        ScheduleExpression: text(rule, 'ScheduleExpression'),
        State: text(rule, 'State'),
        RoleArn: text(rule, 'RoleArn'),
        Targets: seen.isUnread('events:ListTargetsByRule', input)
          ? UNRESOLVED
          : seen.list('events:ListTargetsByRule', 'Targets', input),
      });
    }
  }
  for (const archive of seen.list('events:ListArchives', 'Archives'))
    seen.put('AWS::Events::Archive', text(archive, 'ArchiveName') ?? UNRESOLVED, undefined, {
      ArchiveName: text(archive, 'ArchiveName'),
      SourceArn: text(archive, 'EventSourceArn'),
      RetentionDays: at(archive, 'RetentionDays'),
    });
}

function trails(seen: SeenAccount): void {
  for (const trail of seen.list('cloudtrail:DescribeTrails', 'trailList')) {
    const arn = text(trail, 'TrailARN');
    const selectors = seen.get('cloudtrail:GetEventSelectors', { TrailName: arn });
    const status = seen.get('cloudtrail:GetTrailStatus', { Name: arn });
    const unread = seen.isUnread('cloudtrail:GetEventSelectors', { TrailName: arn });
    seen.put(
      'AWS::CloudTrail::Trail',
      text(trail, 'Name') ?? UNRESOLVED,
      arn,
      given({
        TrailName: text(trail, 'Name'),
        S3BucketName: text(trail, 'S3BucketName'),
        S3KeyPrefix: text(trail, 'S3KeyPrefix'),
        KMSKeyId: text(trail, 'KmsKeyId'),
        IsLogging: at(status, 'IsLogging') ?? false,
        IsMultiRegionTrail: at(trail, 'IsMultiRegionTrail'),
        IsOrganizationTrail: at(trail, 'IsOrganizationTrail'),
        IncludeGlobalServiceEvents: at(trail, 'IncludeGlobalServiceEvents'),
        EnableLogFileValidation: at(trail, 'LogFileValidationEnabled'),
        CloudWatchLogsLogGroupArn: text(trail, 'CloudWatchLogsLogGroupArn'),
        CloudWatchLogsRoleArn: text(trail, 'CloudWatchLogsRoleArn'),
        // The recorded events are unknown: none counts as recorded.
        EventSelectors: unread ? [UNRESOLVED] : some(list(selectors, 'EventSelectors')),
        AdvancedEventSelectors: some(list(selectors, 'AdvancedEventSelectors')),
      }),
    );
  }
}
