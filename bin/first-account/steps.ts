import { ask, aws, held, list, untold } from './asking.ts';
import { COMPACTION } from './compaction.ts';
import type { Execute, Sandbox, SandboxStep } from './types.ts';

/** Whether the trail holds calls of a name since the trial began, and by whom. CloudTrail takes up to a quarter of an hour. */
const callsOf = async (execute: Execute, place: Sandbox, name: string) =>
  ask(
    execute,
    aws(
      place,
      'cloudtrail',
      'lookup-events',
      '--lookup-attributes',
      `AttributeKey=EventName,AttributeValue=${name}`,
      '--start-time',
      place.began,
    ),
  );

/** A query as a team, and how it ended. The caller is named as the team's people for the time of the trial. */
async function query(execute: Execute, place: Sandbox): Promise<{ readonly state: string; readonly why: string }> {
  const sql = `SELECT count(*) FROM ${place.database}.${place.table}`;
  const started = await ask(
    execute,
    aws(
      place,
      'athena',
      'start-query-execution',
      '--work-group',
      place.workgroup,
      '--query-string',
      sql,
      '--profile',
      place.teamProfile,
    ),
  );
  const id = (started.value as { QueryExecutionId?: string } | undefined)?.QueryExecutionId;
  if (id === undefined) return { state: 'REFUSED', why: started.error };
  for (let attempt = 0; attempt < 60; attempt++) {
    const { value, error } = await ask(
      execute,
      aws(place, 'athena', 'get-query-execution', '--query-execution-id', id, '--profile', place.teamProfile),
    );
    const status = (
      value as { QueryExecution?: { Status?: { State?: string; StateChangeReason?: string } } } | undefined
    )?.QueryExecution?.Status;
    if (error !== '' || status?.State === undefined) return { state: 'REFUSED', why: error };
    if (!['QUEUED', 'RUNNING'].includes(status.State))
      return { state: status.State, why: status.StateChangeReason ?? '' };
    await place.wait(2_000);
  }
  return { state: 'RUNNING', why: 'after two minutes' };
}

/**
 * What no page settles, in the order in which it is tried: each answer stands on what the steps before it made. `N3` and the
 * like are the rows of the table of needs that each is about.
 */
export const STEPS: readonly SandboxStep[] = [
  {
    id: 'N23-notification',
    question: 'Does S3 reach the encrypted queue with the account left out of the key policy?',
    readings: {
      reached: 'the notification was accepted, with its test event',
      refused: 'S3 could not use the key or the queue',
    },
    how: 'the bucket of the raw zone is deployed with its notification; S3 tries the queue then',
    try: async (execute, place) => {
      const { value, error } = await ask(
        execute,
        aws(place, 's3api', 'get-bucket-notification-configuration', '--bucket', place.raw),
      );
      if (error !== '') return untold(error);
      return list(value, 'QueueConfigurations').length > 0
        ? held('reached', 'the configuration stands')
        : held('refused', 'the bucket has no notification');
    },
  },
  {
    id: 'N3-workgroup-key',
    question: 'Does Athena try the key of results with the rights of the principal that makes the work group?',
    readings: { creator: 'calls to KMS were made as the deployment role', service: 'Athena alone used the key' },
    how: 'the trail is searched for uses of KMS by the deployment role through Athena',
    try: async (execute, place) => {
      const { value, error } = await callsOf(execute, place, 'GenerateDataKey');
      if (error !== '') return untold(error);
      const events = list(value, 'Events').map(({ CloudTrailEvent }) => String(CloudTrailEvent));
      if (events.length === 0) return untold('the trail holds no use of KMS yet: run it again in a quarter of an hour');
      return events.some((event) => event.includes('cfn-exec-role') && event.includes('athena'))
        ? held('creator', 'the deployment role used the key')
        : held('service', `none of ${events.length} uses was the deployment role's`);
    },
  },
  {
    id: 'N21-trail-to-logs',
    question: 'Does CloudTrail name its trail when it takes the role for CloudWatch Logs?',
    readings: {
      delivers: 'lines arrive: the condition holds, or is not sent',
      refused: 'CloudTrail could not take the role',
    },
    how: 'the status of the trail, a few minutes after it was made',
    try: async (execute, place) => {
      const { value, error } = await ask(execute, aws(place, 'cloudtrail', 'get-trail-status', '--name', place.trail));
      if (error !== '') return untold(error);
      const { LatestCloudWatchLogsDeliveryError: fault, LatestCloudWatchLogsDeliveryTime: time } = value as Record<
        string,
        unknown
      >;
      if (typeof fault === 'string' && fault !== '') return held('refused', fault);
      return time === undefined ? untold('nothing was delivered yet: run it again') : held('delivers', 'lines arrive');
    },
  },
  {
    id: 'defaults',
    question: 'Do empty default permissions in DataLakeSettings take effect?',
    readings: { empty: 'the account has none left', kept: 'CloudFormation left what was there' },
    how: 'the settings of Lake Formation after the deployment',
    try: async (execute, place) => {
      const { value, error } = await ask(execute, aws(place, 'lakeformation', 'get-data-lake-settings'));
      const settings = (value as { DataLakeSettings?: unknown } | undefined)?.DataLakeSettings;
      if (error !== '' || settings === undefined) return untold(error || 'no settings');
      const open = [
        ...list(settings, 'CreateDatabaseDefaultPermissions'),
        ...list(settings, 'CreateTableDefaultPermissions'),
      ];
      return open.length === 0
        ? held('empty', 'both lists are empty')
        : held('kept', `${open.length} entries are left`);
    },
  },
  {
    id: 'N7-lake-role',
    question:
      'Does Lake Formation send the account when it takes the role of the lake, and do results under a key work with cell filters?',
    readings: {
      runs: 'a query of a team with a cell filter ran to its end',
      'role-refused': 'Lake Formation could not take the role of the lake',
      refused: 'the query failed for another reason',
    },
    how: 'one query of a team, through its work group with managed results',
    try: async (execute, place) => {
      const { state, why } = await query(execute, place);
      if (state === 'SUCCEEDED') return held('runs', 'the query ran');
      if (state === 'RUNNING') return untold(why);
      return /assume|sts:AssumeRole/i.test(why) ? held('role-refused', why) : held('refused', why || state);
    },
  },
  {
    id: 'N11-query-planning',
    question: 'Does Athena call StartQueryPlanning for a table with cell filters?',
    readings: { asked: 'the calls of query planning are needed', 'not-asked': 'GetDataAccess alone was called' },
    how: 'the trail is searched for StartQueryPlanning and GetDataAccess after the query',
    try: async (execute, place) => {
      const [planning, access] = [
        await callsOf(execute, place, 'StartQueryPlanning'),
        await callsOf(execute, place, 'GetDataAccess'),
      ];
      if (planning.error !== '' || access.error !== '') return untold(planning.error || access.error);
      if (list(planning.value, 'Events').length > 0) return held('asked', 'the trail holds it');
      return list(access.value, 'Events').length > 0
        ? held('not-asked', 'the trail holds GetDataAccess, and none of it')
        : untold('the trail holds neither yet: run it again in a quarter of an hour');
    },
  },
  {
    id: 'N10-query-records',
    question: 'May EventBridge make a stream in the log group of query records?',
    readings: { recorded: 'the query was written down', lost: 'nothing was written, and the rule failed' },
    how: 'the log group after the query, and the failures of the rule',
    try: async (execute, place) => {
      const { value, error } = await ask(
        execute,
        aws(place, 'logs', 'describe-log-streams', '--log-group-name', place.records),
      );
      if (error !== '') return untold(error);
      return list(value, 'logStreams').length > 0
        ? held('recorded', 'there is a stream')
        : held('lost', 'there is no stream a while after the query');
    },
  },
  {
    id: 'N22-alarm',
    question: 'Does CloudWatch name the account when it publishes to the encrypted topic?',
    readings: { published: 'the action of a test alarm succeeded', refused: 'it failed' },
    how: 'one alarm is set off by hand, and its history is read',
    try: async (execute, place) => {
      const set = await ask(
        execute,
        aws(
          place,
          'cloudwatch',
          'set-alarm-state',
          '--alarm-name',
          place.alarm,
          '--state-value',
          'ALARM',
          '--state-reason',
          'a trial',
        ),
      );
      if (set.error !== '') return untold(set.error);
      for (let attempt = 0; attempt < 30; attempt++) {
        const { value, error } = await ask(
          execute,
          aws(
            place,
            'cloudwatch',
            'describe-alarm-history',
            '--alarm-name',
            place.alarm,
            '--history-item-type',
            'Action',
          ),
        );
        if (error !== '') return untold(error);
        const [latest] = list(value, 'AlarmHistoryItems').map(({ HistorySummary }) => String(HistorySummary));
        if (latest !== undefined)
          return /Successfully/.test(latest) ? held('published', latest) : held('refused', latest);
        await place.wait(2_000);
      }
      return untold('the history holds no action yet');
    },
  },
  {
    id: 'N9-bucket-key',
    question: 'Does a put into a bucket with a bucket key need kms:Decrypt?',
    readings: {
      needed: 'the put without it was refused',
      'not-needed': 'told by a person who takes the right away and sends a segment',
    },
    how: 'the trail is searched for Decrypt by the role of redaction on the redacted zone, the only one with a bucket key; that it is not needed cannot be seen so',
    try: async (execute, place) => {
      const { value, error } = await callsOf(execute, place, 'Decrypt');
      if (error !== '') return untold(error);
      const events = list(value, 'Events').map(({ CloudTrailEvent }) => String(CloudTrailEvent));
      const writes = events.filter((event) => event.includes(place.redactRole) && event.includes(place.redacted));
      return writes.length > 0
        ? held('needed', `${writes.length} calls of Decrypt by the role of redaction on the redacted zone`)
        : untold(
            'nothing was redacted yet: send a segment, and run it again (raw and audit have no bucket key, so nothing rests on it)',
          );
    },
  },
  {
    id: 'digests',
    question: 'Do digests of the trail come into the locked bucket under its key?',
    readings: { come: 'the first one is there', missing: 'none came in two hours' },
    how: 'the audit zone is listed as an auditor, an hour or more after the deployment',
    try: async (execute, place) => {
      const { value, error } = await ask(
        execute,
        aws(
          place,
          's3api',
          'list-objects-v2',
          '--bucket',
          place.audit,
          '--prefix',
          `AWSLogs/${place.account}/CloudTrail-Digest/`,
          '--profile',
          place.auditorProfile,
        ),
      );
      if (error !== '') return untold(error);
      if (list(value, 'Contents').length > 0) return held('come', 'the first one is there');
      return place.minutes() < 120 ? untold('digests come hourly: run it again') : held('missing', 'none in two hours');
    },
  },
  ...COMPACTION,
];
