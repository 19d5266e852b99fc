import { errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { canonicalId } from '../../lib/activity/ids.ts';
import { shortageOf } from '../../lib/activity/shortage.ts';
import { WorkerRefusedError } from '../../lib/governance/participation/refusals.ts';
import type { SignIn } from '../../lib/governance/sign-in.ts';
import type { Ports } from '../../lib/storage/ports.ts';
import { participantOf, pseudonym } from '../pseudonym.ts';

/** The caller, from their token and from nothing else. */
export interface Caller {
  /** The pseudonym under which their decisions and counts are kept. */
  readonly participant: string;
  /** The pseudonym of an officer who decides about exemptions; null for every other caller. */
  readonly officer: string | null;
  readonly level: string;
  /** Where they work, if the token names it. */
  readonly jurisdiction: string | null;
  /** Their pseudonym in the lake. */
  pseudonym(epoch: number): Promise<string>;
}

/** The only signatures that API Gateway accepts (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html). */
const ALGORITHMS = ['RS256', 'RS384', 'RS512'];
const NOT_STATED = 'not stated';
const LONGEST_LEVEL = 64;

/**
 * Checks the token again, though API Gateway has: a principal that may invoke the function directly could otherwise claim any
 * signed-in user.
 * @param authorization the request header
 * @throws WorkerRefusedError caller.unknown
 */
export async function callerOf(
  authorization: string | undefined,
  signIn: SignIn,
  keySet: JWTVerifyGetKey,
  { keys, clock }: Ports,
): Promise<Caller> {
  const claims = await verified(authorization, signIn, keySet, clock.now());
  const sub = typeof claims.sub === 'string' ? canonicalId(claims.sub) : undefined;
  if (sub === undefined) throw new WorkerRefusedError('caller.unknown');
  const officer = listOf(claims[signIn.claims.duties]).includes(signIn.exemptionOfficer);
  const [participant, name] = await Promise.all([
    participantOf(keys, sub),
    officer ? pseudonym(keys, 'of', sub, 0) : null,
  ]);
  return {
    participant,
    officer: name,
    level: textOf(claims[signIn.claims.level])?.slice(0, LONGEST_LEVEL) ?? NOT_STATED,
    jurisdiction: textOf(claims[signIn.claims.jurisdiction]) ?? null,
    pseudonym: (epoch) => pseudonym(keys, 'wk', sub, epoch),
  };
}

async function verified(
  authorization: string | undefined,
  { issuer, audience }: SignIn,
  keySet: JWTVerifyGetKey,
  currentDate: Date,
): Promise<JWTPayload> {
  const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization ?? '')?.[1];
  if (token === undefined) throw new WorkerRefusedError('caller.unknown');
  try {
    const options = { issuer, algorithms: ALGORITHMS, currentDate, requiredClaims: ['exp', 'sub'] };
    const { payload } = await jwtVerify(token, keySet, options);
    // Access tokens of Cognito have no audience and name the client instead; API Gateway takes either.
    const meant = payload.aud === undefined ? [payload.client_id] : [payload.aud].flat();
    if (meant.includes(audience)) return payload;
  } catch (error) {
    if (!(error instanceof errors.JOSEError) || shortageOf(error) !== undefined) throw error;
  }
  throw new WorkerRefusedError('caller.unknown');
}

const textOf = (claim: unknown): string | undefined => (typeof claim === 'string' ? canonicalId(claim) : undefined);

/** A claim that is a list, or one word. */
const listOf = (claim: unknown): readonly unknown[] => (Array.isArray(claim) ? claim : [claim]);
