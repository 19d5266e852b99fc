import { Stack } from 'aws-cdk-lib';
import type { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { PREFIXES, ZONE_NAMES, type ZoneName } from '../../activity/zones.ts';
import { type PlatformConfig, targetOf } from '../platform-config.ts';
import { Roles } from '../principals/roles.ts';
import { approvedAccess } from '../zone/approved.ts';
import { deadLetterDesk } from '../zone/dead-letter-desk.ts';
import { allowTrailDelivery, TRAIL_SERVICE, trailKeyUse } from '../zone/log-delivery.ts';
import { operationsKey } from '../zone/operations-key.ts';
import { SegmentQueue } from '../zone/segment-queue.ts';
import { ZoneStore } from '../zone/zone-store.ts';

/** The zones and every role that their keys and buckets name. */
export class StorageStack extends Stack {
  readonly roles: Roles;
  readonly zones: Readonly<Record<ZoneName, ZoneStore>>;
  readonly segments: SegmentQueue;
  readonly operationsKey: Key;

  constructor(scope: Construct, id: string, config: PlatformConfig) {
    super(scope, id, {
      description: 'Strongroom: zones, their keys, and the roles that their policies name',
      ...targetOf(config.environment),
    });
    const { names, access, environment, program } = config;
    this.roles = new Roles(this, 'Roles', { names, environment });
    const role = this.roles.get.bind(this.roles);
    this.operationsKey = operationsKey(this, names, role);

    const accesses = approvedAccess(access);
    const zones = ZONE_NAMES.map((zone) => {
      const store = new ZoneStore(this, zone.charAt(0).toUpperCase() + zone.slice(1), {
        zone,
        names,
        retentionDays: program.retentionDays[zone],
        access: accesses[zone],
        role,
        // A bucket key saves a KMS call for each object, but makes S3 require kms:Decrypt of the writer. Writers of raw
        // and audit must not decrypt, the trail included; in derived the key must keep the prefixes of teams apart.
        // https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html
        bucketKey: zone === 'redacted',
        passing: zone === 'redacted' ? [PREFIXES.rewrites] : [],
        ...(zone === 'audit' && {
          locked: true,
          deliveries: [{ service: TRAIL_SERVICE, keyUse: trailKeyUse(names) }],
        }),
      });
      return [zone, store] as const;
    });
    this.zones = Object.fromEntries(zones) as Record<ZoneName, ZoneStore>;
    allowTrailDelivery(this.zones.audit, names);
    this.segments = new SegmentQueue(this, 'Segments', { names, key: this.operationsKey, raw: this.zones.raw });
    deadLetterDesk(this, role('operator'), this.segments, this.operationsKey);
  }
}
