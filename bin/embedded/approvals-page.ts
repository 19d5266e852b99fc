import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { jwtVerify } from 'jose';
import { z } from 'zod';
import { beforeApprover } from '../../lambdas/approvals.ts';
import { browserHeaders } from '../../lambdas/page/headers.ts';
import { approve } from '../../lambdas/restart.ts';
import type { Settings } from '../../lambdas/settings.ts';
import { StrongroomError } from '../../lib/activity/errors.ts';
import type { Person } from '../../lib/governance/gate/certificate.ts';
import type { Ports } from '../../lib/storage/ports.ts';
import { APPROVER } from './demo-people.ts';
import type { DemoAnswer, DemoSignIn } from './demo-sign-in.ts';

const FOLDER = join(import.meta.dirname, '../../lambdas/page/page');
const FILES: Readonly<Record<string, readonly [file: string, type: string]>> = {
  '/approvals': ['approvals.html', 'text/html; charset=utf-8'],
  '/approvals.js': ['approvals.js', 'text/javascript; charset=utf-8'],
};

const approving = z.strictObject({ id: z.string().regex(/^[0-9a-f]{64}$/) });

/**
 * The page on which approvers read a proposal and approve it, for those who have no terminal. On this machine only: the function
 * behind the workers' page on AWS must not hold the governor's rights.
 * @param ports with the permissions of the governor's role
 */
export class ApprovalsPage {
  readonly #ports: Ports;
  readonly #settings: Settings;
  readonly #signIn: DemoSignIn;

  constructor(ports: Ports, settings: Settings, signIn: DemoSignIn) {
    this.#ports = ports;
    this.#settings = settings;
    this.#signIn = signIn;
  }

  /** Answers requests about approvals; undefined for any other. */
  async answer(
    method: string,
    path: string,
    authorization: string | undefined,
    body: string,
  ): Promise<DemoAnswer | undefined> {
    const file = method === 'GET' && Object.hasOwn(FILES, path) ? FILES[path] : undefined;
    if (file !== undefined) return this.#reply(200, readFileSync(join(FOLDER, file[0]), 'utf8'), file[1]);
    if (!path.startsWith('/approvals/')) return undefined;
    const person = await this.#personOf(authorization);
    if (person === undefined)
      return this.#json(401, { message: 'You are not signed in as somebody who approves.', todo: 'Sign in as one.' });
    try {
      if (`${method} ${path}` === 'GET /approvals/list')
        return this.#json(200, {
          you: person.id,
          proposals: await beforeApprover(this.#ports, this.#settings, person),
        });
      if (`${method} ${path}` === 'POST /approvals/approve') {
        const { id } = approving.parse(JSON.parse(body));
        const approvals = await approve(this.#ports, this.#settings, id, person);
        return this.#json(200, { approvals });
      }
    } catch (error) {
      if (error instanceof StrongroomError)
        return this.#json(409, { message: `${error.message}.`, todo: `Next: ${error.todo}.` });
      if (error instanceof z.ZodError || error instanceof SyntaxError)
        return this.#json(400, { message: 'The request was not understood.', todo: 'Look at the page again.' });
      throw error;
    }
    return this.#json(404, { message: 'There is nothing at this address.', todo: 'Go back to the start page.' });
  }

  /** Nothing verifies who signs in to the demonstration, so the certificate says `declared` of them. */
  async #personOf(authorization = ''): Promise<Person | undefined> {
    const token = /^Bearer (\S+)$/i.exec(authorization)?.[1];
    if (token === undefined) return undefined;
    const { issuer, audience, claims } = this.#signIn.signIn;
    const currentDate = this.#ports.clock.now();
    const verified = await jwtVerify(token, this.#signIn.keySet, { issuer, audience, currentDate }).catch(
      () => undefined,
    );
    const { sub, [claims.duties]: duties } = verified?.payload ?? {};
    if (sub === undefined || ![duties].flat().includes(APPROVER)) return undefined;
    return { id: sub, via: 'declared' };
  }

  #json(status: number, document: object): DemoAnswer {
    return this.#reply(status, JSON.stringify(document), 'application/json');
  }

  #reply(status: number, body: string, type: string): DemoAnswer {
    return { status, headers: { ...browserHeaders(this.#signIn.signIn), 'content-type': type }, body };
  }
}
