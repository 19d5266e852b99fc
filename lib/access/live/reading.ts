import { canonicalJson, type Json } from '../../activity/canonical-json.ts';

export type Input = Readonly<Record<string, unknown>>;

/** The answer of AWS to one call, every page of it; null when it answers that there is no such thing. */
export type CallOutcome =
  | { readonly output: unknown }
  | { readonly error: { readonly code: string; readonly why: string } };

/** One call of a reading, by the name of the API: `s3:GetBucketPolicy`. */
export type CallAnswer = CallOutcome & { readonly call: string; readonly input: Input };

/** Calls AWS, or a stand-in for it. Never throws. */
export type Ask = (call: string, input: Input) => Promise<CallOutcome>;

/** A reading of an account at one moment: each call with its answer, as AWS gave it. */
export interface AccountReading {
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly accountId: string;
  readonly region: string;
  readonly partition: string;
  /** ARN of the principal that read. */
  readonly caller: string;
  /** Stacks whose templates and resources were read. */
  readonly stacks: readonly string[];
  readonly answers: readonly CallAnswer[];
}

const keyOf = (call: string, input: Input): string => `${call} ${canonicalJson(input as Json)}`;

/** The calls of a reading, to look up. */
export class Answers {
  readonly #found: ReadonlyMap<string, CallAnswer>;

  constructor(answers: readonly CallAnswer[]) {
    this.#found = new Map(answers.map((answer) => [keyOf(answer.call, answer.input), answer]));
  }

  of(call: string, input: Input = {}): CallAnswer | undefined {
    return this.#found.get(keyOf(call, input));
  }
}

/** Answers a walk from a record. A call that is not in the record was not made: code `live.not-recorded`. */
export function replayOf({ answers }: AccountReading): Ask {
  const recorded = new Answers(answers);
  return async (call, input) =>
    recorded.of(call, input) ?? { error: { code: 'live.not-recorded', why: 'the record does not have this call' } };
}
