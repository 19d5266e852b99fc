import { StrongroomError } from '../../activity/errors.ts';
import { didYouMean } from '../../activity/near-names.ts';
import { globPattern } from '../decide/atoms.ts';
import { type Act, ANY_RESOURCE, exactly } from '../escalate/asking.ts';
import { CATALOGUE } from '../escalate/catalogue.ts';
import { ALL, type Opening, openingsOf } from '../escalate/openings.ts';
import type { FoundClass, Inquiry } from '../inquiry/inquiry.ts';
import type { Bucket, Carrier, Key, Resource, Table } from '../model/app.ts';
import { at } from '../model/values.ts';
import { guardOf } from '../query/carriers.ts';
import { doorOf } from '../stores/doors.ts';
import { baseArn, policyFor, requestedOf, storeNamed } from '../stores/stores.ts';
import type { QuestionTarget } from './find-target.ts';

/** Reads that hand out content themselves: others change a rule, or have a copy made, first. */
const HANDS_OUT = /:((Batch)?Get|Query|Scan|PartiQLSelect|Receive|Filter|Subscribe|StartQuery|StartLiveTail)/;

/** What may be asked about a principal. An action of AWS, such as s3:PutObject, is asked as it is. */
const VERBS = ['read', 'decrypt', 'write', 'invoke', 'assume'] as const;

/** Requests that open what is asked for; those of the control plane change a rule first. */
export interface AskedOpening extends Opening {
  readonly plane: 'data' | 'control';
}

/** What reaching a target takes: one of several sets of requests, or being a role. */
export interface Reaching {
  readonly found: FoundClass;
  readonly openings: readonly AskedOpening[];
  /** Of a role, its ARN: a principal that becomes it has arrived. */
  readonly role?: string;
}

const nobody = (name: string): FoundClass => ({
  declared: { name, approvedReaders: [] },
  name,
  buckets: [],
  keys: [],
  tables: [],
  channels: [],
  exempt: [],
});

/** @throws StrongroomError ask.verb for what cannot be done with such a thing */
export function reachingOf(inquiry: Inquiry, verb: string, target: QuestionTarget): Reaching {
  if (target.kind === 'class') return ofClass(inquiry, verb, target.found);
  const { resource } = target;
  const own = verb.includes(':') ? actions(inquiry, resource, [verb]) : ofResource(inquiry, verb, resource);
  if (own) return own;
  throw noSuch(verb, resource.type);
}

function noSuch(verb: string, subject: string): StrongroomError {
  const near = didYouMean(verb, VERBS);
  return new StrongroomError(
    'ask.verb',
    `it is not known which actions ${verb} ${subject}`,
    `${near === undefined || VERBS.some((word) => word === verb) ? '' : `${near} `}ask ${VERBS.join(', ')}, or an action of AWS such as s3:PutObject`,
  );
}

function ofClass({ app, ...inquiry }: Inquiry, verb: string, dataClass: FoundClass): Reaching {
  const own = { ...dataClass, exempt: [] };
  const opening = (openings: readonly AskedOpening[]): Reaching => ({ found: own, openings });
  const all = { app, ...inquiry };
  if (verb === 'read') {
    // A principal that reads one of the stores reads the class.
    const channels = dataClass.channels.flatMap((channel) => ofResource(all, 'read', channel)?.openings ?? []);
    if (dataClass.buckets.length + dataClass.tables.length > 0) {
      const read = reading(own);
      return { ...read, openings: [...read.openings, ...channels] };
    }
    return opening(channels.length > 0 ? channels : dataClass.keys.flatMap(decrypting));
  }
  if (verb === 'decrypt') return opening(dataClass.keys.flatMap(decrypting));
  const stores = [...dataClass.buckets, ...dataClass.channels];
  const openings = verb.includes(':')
    ? stores.flatMap((store) => actions(all, store, [verb])?.openings ?? [])
    : stores.flatMap((store) => ofResource(all, verb, store)?.openings ?? []);
  if (openings.length === 0) throw noSuch(verb, dataClass.name);
  return opening(openings);
}

function ofResource(inquiry: Inquiry, verb: string, resource: Resource): Reaching | undefined {
  const { app } = inquiry;
  const { type } = resource;
  if (type === 'AWS::IAM::Role' || type === 'AWS::IAM::User')
    return verb === 'assume' && resource.arn !== undefined
      ? { found: nobody(resource.name), openings: [], role: resource.arn }
      : undefined;
  if (type === 'AWS::KMS::Key' && (verb === 'decrypt' || verb === 'read'))
    return { found: nobody(resource.name), openings: decrypting(resource as Key) };
  if (verb === 'read' && type === 'AWS::S3::Bucket') return reading(bucketClass(inquiry, resource as Bucket));
  if (verb === 'read' && type === 'AWS::Glue::Table') return reading(tableClass(inquiry, resource as Table));
  if (verb === 'invoke' && type === 'AWS::Lambda::Function')
    return actions(inquiry, resource, ['lambda:InvokeFunction', 'lambda:InvokeFunctionUrl']);
  const door = doorOf(type);
  if (!door || resource.arn === undefined) return undefined;
  if (verb === 'write') return actions(inquiry, resource, door.writes);
  if (verb !== 'read' || door.reads.length === 0) return undefined;
  const store = storeNamed(app, resource.arn) ?? (resource as Carrier);
  const keys = app.keys.filter((key) => key.arn === store.keyArn);
  const resources = requestedOf(baseArn(resource.arn));
  return {
    found: nobody(resource.name),
    openings: door.reads
      .filter(({ when }) => when === undefined || at(resource.properties, when) !== undefined)
      .map(({ action, needsKey }) => ({
        piece: ALL,
        plane: HANDS_OUT.test(action) ? ('data' as const) : ('control' as const),
        acts: [
          { action, resources, policy: policyFor(app, action, store) },
          ...(needsKey
            ? keys.map((key): Act => ({ action: 'kms:Decrypt', resources: exactly(key.arn), policy: key.policy }))
            : []),
        ],
      })),
  };
}

function actions({ app }: Inquiry, resource: Resource, names: readonly string[]): Reaching | undefined {
  const { arn } = resource;
  if (arn === undefined) return undefined;
  const { policy } = guardOf(app, arn);
  return {
    found: nobody(resource.name),
    openings: names.map((action) => ({
      piece: ALL,
      plane: 'data',
      acts: [{ action, resources: requestedBy(action, arn), policy }],
    })),
  };
}

/** Requests on a bucket name it, or an object in it. */
const requestedBy = (action: string, arn: string): Act['resources'] =>
  !arn.includes(':s3:::')
    ? requestedOf(baseArn(arn))
    : action.includes('Object')
      ? [globPattern(`${arn}/?*`)]
      : exactly(arn);

const OPENERS = CATALOGUE.filter((entry) => entry.yields === 'opens');

const decrypting = (key: Key): AskedOpening[] =>
  OPENERS.filter((entry) => entry.target === 'key').flatMap((entry) =>
    openingsOf({ ...nobody(key.name), keys: [key] }, entry).map((opening) => ({
      ...opening,
      piece: ALL,
      plane: entry.plane,
    })),
  );

/** By the catalogue, and by Lake Formation, which reads for each grantee of a table. */
const reading = (dataClass: FoundClass): Reaching => ({
  found: dataClass,
  openings: [
    ...OPENERS.flatMap((entry) => openingsOf(dataClass, entry).map((opening) => ({ ...opening, plane: entry.plane }))),
    ...(dataClass.tables.length > 0
      ? [
          {
            piece: ALL,
            plane: 'data' as const,
            readersOnly: true as const,
            acts: [{ action: 'lakeformation:GetDataAccess', resources: ANY_RESOURCE }],
          },
        ]
      : []),
  ],
});

/** A bucket with the key that encrypts it and the tables that lie in it. */
const bucketClass = ({ app }: Inquiry, bucket: Bucket): FoundClass => ({
  ...nobody(bucket.name),
  buckets: [bucket],
  keys: app.keys.filter((key) => key.arn === bucket.keyArn),
  tables: app.tables.filter((table) => table.locations.some((place) => isIn(place, bucket))),
});

function tableClass(inquiry: Inquiry, table: Table): FoundClass {
  const buckets = inquiry.app.buckets.filter((bucket) => table.locations.some((place) => isIn(place, bucket)));
  const keys = new Set(buckets.map((bucket) => bucket.keyArn));
  return { ...nobody(table.name), buckets, tables: [table], keys: inquiry.app.keys.filter((key) => keys.has(key.arn)) };
}

export const isIn = (place: string, bucket: Bucket): boolean =>
  place === `s3://${bucket.name}` || place.startsWith(`s3://${bucket.name}/`);
