import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { jwtVerify } from 'jose';
import { z } from 'zod';
import { type BeforeApprover, beforeApprover } from '../../lambdas/approvals.ts';
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
  '/approvals': ['staff.html', 'text/html; charset=utf-8'],
  '/approvals.js': ['approvals.js', 'text/javascript; charset=utf-8'],
};

/** Lines that say who gained what between two versions of the templates, by their digests. */
export type Differences = (older: string, newer: string) => readonly string[];

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
  readonly #differences: Differences;
  readonly #known = new Map<string, readonly string[]>();

  constructor(ports: Ports, settings: Settings, signIn: DemoSignIn, differences: Differences) {
    this.#differences = differences;
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
      return this.#refuse(401, 'caller.unknown', 'You are not signed in.', 'Sign in and try again.');
    if (person === 'other')
      return this.#refuse(403, 'caller.not-approver', 'You do not approve restarts.', 'Sign in as somebody who does.');
    try {
      if (`${method} ${path}` === 'GET /approvals/list')
        return this.#json(200, {
          you: person.id,
          proposals: (await beforeApprover(this.#ports, this.#settings, person)).map((proposal) => ({
            ...proposal,
            difference: this.#differenceOf(proposal),
          })),
        });
      if (`${method} ${path}` === 'POST /approvals/approve') {
        const { id } = approving.parse(JSON.parse(body));
        const approvals = await approve(this.#ports, this.#settings, id, person);
        return this.#json(200, { approvals });
      }
    } catch (error) {
      if (error instanceof StrongroomError)
        return this.#refuse(409, error.code, `${error.message}.`, `Next: ${error.todo}.`);
      if (error instanceof z.ZodError || error instanceof SyntaxError)
        return this.#refuse(400, 'body.invalid', 'The request was not understood.', 'Look at the page again.');
      throw error;
    }
    return this.#refuse(404, 'route.unknown', 'There is nothing at this address.', 'Go back to the start page.');
  }

  /** The demonstration does not verify people who sign in, so the certificate calls them `declared`. */
  async #personOf(authorization = ''): Promise<Person | 'other' | undefined> {
    const token = /^Bearer (\S+)$/i.exec(authorization)?.[1];
    if (token === undefined) return undefined;
    const { issuer, audience, claims } = this.#signIn.signIn;
    const currentDate = this.#ports.clock.now();
    const verified = await jwtVerify(token, this.#signIn.keySet, { issuer, audience, currentDate }).catch(
      () => undefined,
    );
    const { sub, [claims.duties]: duties } = verified?.payload ?? {};
    if (sub === undefined) return undefined;
    if (![duties].flat().includes(APPROVER)) return 'other';
    return { id: sub, via: 'declared' };
  }

  /** Cached: proving both versions takes seconds, and the versions do not change. */
  #differenceOf({ proposal, templatesBefore }: BeforeApprover): readonly string[] {
    if (templatesBefore === null) return [];
    const pair = `${templatesBefore} ${proposal.digests.templates}`;
    const found = this.#known.get(pair) ?? this.#differences(templatesBefore, proposal.digests.templates);
    this.#known.set(pair, found);
    return found;
  }

  #refuse(status: number, code: string, message: string, todo: string): DemoAnswer {
    return this.#json(status, { code, message, todo });
  }

  #json(status: number, document: object): DemoAnswer {
    return this.#reply(status, JSON.stringify(document), 'application/json');
  }

  #reply(status: number, body: string, type: string): DemoAnswer {
    return { status, headers: { ...browserHeaders(this.#signIn.signIn), 'content-type': type }, body };
  }
}
