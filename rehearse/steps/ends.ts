import { PREFIXES, ZONE_NAMES } from '../../lib/activity/zones.ts';
import { lakeEvents, shortSegment } from '../segments.ts';
import { hold, type Step } from './step.ts';

/** A day that every promise of deletion has passed. */
const LONG_AGO = '2020-01-01';

export const END_STEPS: readonly Step[] = [
  {
    id: 'erase',
    after: ['redact'],
    run: async (world) => {
      const [own, other] = [shortSegment(), shortSegment()];
      for (const segment of [own, other]) {
        const { status, answer } = await world.post(segment);
        hold(status === 200, `ingest answered ${status} ${answer.code}`);
        await world.queue.drain();
      }
      const held = await world.ask('GET', '/api/held', own.worker);
      hold(held.status === 200, `what is held: ${held.status} ${held.answer.code}`);
      const asked = await world.ask('POST', '/api/requests', own.worker, { kind: 'erasure' });
      hold(asked.status === 200, `a request for erasure: ${asked.status} ${asked.answer.code}`);
      const outcome = await world.services.schedule(world.fn('retain'));
      hold(outcome.ok, `retain ended with ${outcome.ok || outcome.error}`);
      for (const zone of ZONE_NAMES.filter((name) => name !== 'audit')) {
        const left = (await world.stores.versions(world.bucket(zone))).filter(({ key }) => key.includes(own.batch));
        hold(left.length === 0, `${left.length} versions of an erased segment lie in the ${zone} zone`);
      }
      const counts = await lakeEvents(world.account, world.stores);
      hold(
        ![...counts.keys()].some((event) => event.startsWith(own.batch)),
        'rows of an erased segment are in the lake',
      );
      hold(
        [...counts.keys()].some((event) => event.startsWith(other.batch)),
        'another worker’s rows were destroyed',
      );
      const records = await world.stores.keys(world.bucket('audit'), PREFIXES.destructions);
      hold(records.length > 0, 'no record of the destruction was signed');
      return `all versions of the worker’s segment and rows are gone, another’s stay, and ${records.length} signed records say so`;
    },
  },
  {
    id: 'retain',
    after: ['redact'],
    run: async (world) => {
      const old = `jurisdiction=XA/day=${LONG_AGO}`;
      const raw = `${PREFIXES.segments}${old}/11111111-1111-4111-8111-111111111111.ndjson.gz`;
      const rows = `${PREFIXES.table}${old}/shard=a/0123456789abcdef0123456789abcdef.parquet`;
      // Two versions of each, as a take-apart leaves them.
      for (const body of ['first', 'second']) {
        await world.stores.put(world.bucket('raw'), raw, Buffer.from(body));
        await world.stores.put(world.bucket('redacted'), rows, Buffer.from(body));
      }
      const before = await lakeKeys(world);
      const outcome = await world.services.schedule(world.fn('retain'));
      hold(outcome.ok, `retain ended with ${outcome.ok || outcome.error}`);
      const left = [
        ...(await world.stores.versions(world.bucket('raw'), raw)),
        ...(await world.stores.versions(world.bucket('redacted'), rows)),
      ];
      hold(left.length === 0, `${left.length} versions that are due are still there`);
      const after = await lakeKeys(world);
      hold(after === before - 1, 'retain destroyed what was not due');
      return 'every version of what is due is gone, and nothing else';
    },
  },
];

const lakeKeys = async (world: Parameters<Step['run']>[0]): Promise<number> =>
  (await world.stores.keys(world.bucket('redacted'), PREFIXES.table)).length;
