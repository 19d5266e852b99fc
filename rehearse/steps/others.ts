import { there } from '../../lib/activity/there.ts';
import { shortSegment } from '../segments.ts';
import { hold, type Step } from './step.ts';

const ANSWER_TO = 'https://cloudformation-custom-resource-response-euc1.s3.eu-central-1.amazonaws.com/answer';

export const OTHER_STEPS: readonly Step[] = [
  {
    id: 'worker',
    after: ['certify'],
    run: async (world) => {
      const segment = shortSegment();
      const sent = await world.post(segment);
      hold(sent.status === 200, `ingest answered ${sent.status} ${sent.answer.code}`);
      for (const path of ['/api/me', '/api/held', '/api/readers', '/api/reads', '/api/copy']) {
        const { status, answer } = await world.ask('GET', path, segment.worker);
        hold(status === 200, `GET ${path} answered ${status} ${answer.code}`);
      }
      const pause = await world.ask('POST', '/api/pauses', segment.worker, { seconds: 60 });
      hold(pause.status === 200, `a pause: ${pause.status} ${pause.answer.code}`);
      const during = await world.post(shortSegment(segment.worker));
      hold(
        during.status === 200 && Number(during.answer.pause_s) > 0,
        `in a pause ingest answered ${JSON.stringify(during)}`,
      );
      const end = await world.ask('POST', '/api/pauses/end', segment.worker, {});
      hold(end.status === 200, `the end of a pause: ${end.status} ${end.answer.code}`);
      return 'a worker signs in, sees what is held, begins a pause that the device is told of, and ends it';
    },
  },
  {
    id: 'page',
    run: async (world) => {
      const api = world.services.apiId('strongroom-worker');
      const event = {
        version: '2.0',
        rawPath: '/',
        headers: {},
        isBase64Encoded: false,
        requestContext: { http: { method: 'GET', path: '/' } },
      };
      const outcome = await world.services.api(api, 'GET /', world.fn('page'), event);
      hold(outcome.ok, `page ended with ${outcome.ok || outcome.error}`);
      const { statusCode, body } = outcome.value as { statusCode: number; body: string };
      hold(statusCode === 200 && body.includes('<!doctype html>'), `page answered ${statusCode}`);
      return 'the function of the page hands it out, and makes no request';
    },
  },
  {
    id: 'revoke',
    run: async (world) => {
      const [table] = world.account.app.tables;
      const { database, name } = there(table, 'the lake table');
      for (const Table of [undefined, name]) {
        await world.stores.openToIam(database, Table);
        const request = {
          ...{ RequestType: 'Create', ResponseURL: ANSWER_TO, StackId: 's', RequestId: 'r', LogicalResourceId: 'l' },
          ResourceProperties: { Database: database, ...(Table !== undefined && { Table }) },
        };
        const outcome = await world.fn('revoke').invoke(request);
        hold(outcome.ok, `revoke ended with ${outcome.ok || outcome.error}`);
        const answer = JSON.parse(world.outside.received.at(-1) ?? '{}') as { Status?: string; Reason?: string };
        hold(answer.Status === 'SUCCESS', `revoke answered ${answer.Status}: ${answer.Reason}`);
      }
      const left = await world.stores.heldByIam();
      hold(left === 0, `${left} permissions are still held by IAM principals`);
      return 'the custom resource takes from IAM principals what they held on the database and the table, and answers';
    },
  },
];

/** Steps that cannot be shown here, named in the same list. */
export const NOT_HERE: readonly Step[] = [
  {
    id: 'query',
    run: async () => ({
      skipped:
        'no stand-in under an open licence filters rows and columns as Lake Formation and Athena do; the embedded engine is tested instead',
    }),
  },
  {
    id: 'export',
    run: async () => ({
      skipped:
        'an export is the answer to queries of its team, and those are not rehearsed; its crashes are tested on the embedded lake',
    }),
  },
];
