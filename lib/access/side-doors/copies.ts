import type { Inquiry } from '../inquiry/inquiry.ts';
import type { Finding } from '../inquiry/nobody-can.ts';
import { settingStep } from '../inquiry/proof.ts';
import type { Bucket, Resource } from '../model/app.ts';
import { mayMean } from '../model/names.ts';
import { backups } from '../stores/backups.ts';
import { opened, resourcesOf } from '../stores/stores.ts';

/** Keep a password that they are given, and show it to nobody. */
const TAKES_PASSWORDS =
  /^AWS::(RDS|DocDB|Neptune|Redshift|ElastiCache|MemoryDB|OpenSearchService|AmazonMQ|DirectoryService|DMS)::/;

/** Resources that CloudFormation writes the value of a secret into: who may describe them may see it. */
export function* lookedUp({ app }: Inquiry, store: Resource): Generator<Finding> {
  if (store.type !== 'AWS::SecretsManager::Secret') return;
  for (const { template, logicalId, reference } of app.lookups) {
    const name = /^\{\{resolve:secretsmanager:(arn(?::[^:}]*){6}|[^:}]*)/.exec(reference)?.[1];
    if (name === undefined || !(name === store.name || name === store.arn || mayMean(name, [store.name]))) continue;
    const into = app.resources.find((resource) => resource.template === template && resource.logicalId === logicalId);
    if (into === undefined || TAKES_PASSWORDS.test(into.type)) continue;
    yield opened(
      false,
      'anybody who may describe it',
      [settingStep(into, 'writes', store.arn ?? store.name, reference)],
      `the value of ${store.name} is written into ${logicalId} (${into.type}), and who sees it there is not asked`,
    );
  }
}

/** What else makes objects of a bucket appear elsewhere: backups, and access points that change them or span regions. */
export function* accessPoints(inquiry: Inquiry, bucket: Bucket): Generator<Finding> {
  yield* backups(inquiry, bucket);
  for (const type of ['AWS::S3ObjectLambda::AccessPoint', 'AWS::S3::MultiRegionAccessPoint']) {
    for (const point of resourcesOf(inquiry.app, type)) {
      if (!JSON.stringify(point.properties).includes(bucket.name)) continue;
      yield {
        verdict: 'undecided',
        because: `what access point ${point.logicalId} lets through is not decided here`,
        witness: { principal: 'anybody', path: [settingStep(point, 's3:GetObject', bucket.arn, point.type)] },
      };
    }
  }
}
