import { JsonValues, KnownFacts, readRecord, unwrapped } from '../lib/governance/trail/index.ts';

/**
 * Runs any number of CloudTrail records through the reader and the ledger: `node bench/trail.ts 10000000`. One in ten is a fetch
 * of an object of the class. Prints the records a second, and the most memory.
 */
const COUNT = Number(process.argv[2] ?? 1_000_000);
const A_FILE = 50_000;
const BUCKET = 'lake-redacted';

function record(at: number): string {
  const ours = at % 10 === 0;
  const bucket = ours ? BUCKET : 'other-bucket';
  const time = new Date(1_793_491_200_000 + at * 259).toISOString().replace(/\.\d+Z/, 'Z');
  const role = `reader-${at % 97}`;
  return JSON.stringify({
    eventVersion: '1.11',
    userIdentity: {
      type: 'AssumedRole',
      principalId: `AROA${role}:job`,
      arn: `arn:aws:sts::111122223333:assumed-role/${role}/job`,
      accountId: '111122223333',
      sessionContext: {
        sessionIssuer: {
          type: 'Role',
          principalId: `AROA${role}`,
          arn: `arn:aws:iam::111122223333:role/${role}`,
          accountId: '111122223333',
          userName: role,
        },
      },
    },
    eventTime: time,
    eventSource: 's3.amazonaws.com',
    eventName: 'GetObject',
    awsRegion: 'eu-west-1',
    sourceIPAddress: '198.51.100.7',
    userAgent: '[aws-cli/2.18]',
    requestParameters: {
      bucketName: bucket,
      key: `activity/day=2026-11-${String((at % 28) + 1).padStart(2, '0')}/part-${at}.parquet`,
    },
    responseElements: null,
    additionalEventData: {
      SignatureVersion: 'SigV4',
      bytesTransferredOut: 1048576,
      AuthenticationMethod: 'AuthHeader',
    },
    requestID: `REQ${at}`,
    eventID: `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`,
    readOnly: true,
    resources: [{ type: 'AWS::S3::Bucket', ARN: `arn:aws:s3:::${bucket}` }],
    eventType: 'AwsApiCall',
    managementEvent: false,
    recipientAccountId: '111122223333',
    eventCategory: 'Data',
  });
}

const facts = new KnownFacts({ buckets: new Map([[BUCKET, ['']]]), channels: [], keys: [] });
let [most, reading, bytes] = [0, 0, 0];
for (let from = 0; from < COUNT; from += A_FILE) {
  const records = Array.from({ length: Math.min(A_FILE, COUNT - from) }, (_, at) => record(from + at));
  const file = Buffer.from(`{"Records":[${records.join(',')}]}`);
  bytes += file.length;
  const begun = process.cpuUsage();
  const values = new JsonValues();
  for (let at = 0; at < file.length; at += 1 << 18)
    for (const each of values.push(file.subarray(at, at + (1 << 18))))
      if ('value' in each)
        for (const one of unwrapped(each.value)) {
          const read = readRecord(one);
          if (typeof read === 'object') facts.take(read);
        }
  const spent = process.cpuUsage(begun);
  reading += (spent.user + spent.system) / 1000;
  most = Math.max(most, process.memoryUsage.rss());
}
facts.end();
process.stdout.write(
  `${facts.records} records, ${Math.round(bytes / 1e6)} MB, in ${Math.round(reading / 1000)} s of processor time: ${Math.round(facts.records / (reading / 1000))} a second; at most ${Math.round(most / 1e6)} MB, with ${facts.uses.list().length} rows kept\n`,
);
