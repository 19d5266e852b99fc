import { DemoSignIn } from '../../bin/embedded/demo-sign-in.ts';
import { contextOf } from '../../bin/embedded/invoke.ts';
import { quietPowertools } from '../../bin/embedded/quiet.ts';
import { pageHandler } from '../../lambdas/page/handler.ts';
import { workerHandler } from '../../lambdas/worker/handler.ts';
import { workerConfigured } from '../../lambdas/worker/settings.ts';
import type { Ports } from '../../lib/storage/ports.ts';

export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: documents of the API, as a test reads them
  readonly body: any;
  readonly headers: Readonly<Record<string, string>>;
}

export interface Person {
  get(path: string): Promise<Answer>;
  post(path: string, body?: unknown): Promise<Answer>;
  readonly token: string;
}

/** The handler of the workers' API with real tokens, whose key only the test has. */
export async function workersOn(ports: Ports) {
  quietPowertools();
  const sign = await DemoSignIn.open('http://127.0.0.1:1', workerConfigured().signIn, ports.clock);
  const settings = { ...workerConfigured(), signIn: sign.signIn, demonstration: true };
  const handler = workerHandler(ports, settings, sign.keySet);
  const page = pageHandler(settings);
  const send = async (event: { readonly rawPath: string; readonly [name: string]: unknown }): Promise<Answer> => {
    const run = event.rawPath.startsWith('/api/') ? handler : page;
    const { statusCode, body, headers } = (await run(event as never, contextOf('worker'))) as {
      statusCode: number;
      body: string;
      headers: Record<string, string>;
    };
    const json = headers['content-type'] === 'application/json';
    return { status: statusCode, body: json ? JSON.parse(body) : body, headers };
  };
  const request = (method: string, path: string, token: string | null, body?: unknown, more: object = {}) =>
    send({
      rawPath: path,
      headers: token === null ? {} : { Authorization: `Bearer ${token}` },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      isBase64Encoded: false,
      requestContext: { http: { method } },
      ...more,
    });
  const as = async (sub: string, claims: Record<string, unknown> = {}): Promise<Person> => {
    const token = await sign.token({ sub, claims: { work_jurisdiction: 'XA', job_level: 'clerk', ...claims } });
    return {
      token,
      get: (path) => request('GET', path, token),
      post: (path, body) => request('POST', path, token, body),
    };
  };
  const officer = (sub: string) => as(sub, { groups: [settings.signIn.exemptionOfficer], job_level: 'lead' });
  return { as, officer, request, send, sign, settings };
}
