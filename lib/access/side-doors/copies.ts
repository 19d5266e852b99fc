import type { Inquiry } from '../inquiry/inquiry.ts';
import type { Finding } from '../inquiry/nobody-can.ts';
import { settingStep } from '../inquiry/proof.ts';
import type { Bucket } from '../model/app.ts';
import { backups } from '../stores/backups.ts';
import { resourcesOf } from '../stores/stores.ts';

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
