import { StrongroomError } from '../../lib/activity/errors.ts';
import type { Rewriter, Rewriting, Rewritten } from '../../lib/storage/rewriter.ts';
import { answerSchema, askFor, type CompactRequest } from '../compact/message.ts';

/** Invokes the function that writes generations, and returns the answer of that function. */
type Invoke = (asked: CompactRequest) => Promise<unknown>;

/** Has generations written by another function, under another role: the function that moves readers to rows reads no rows. */
export class AskingRewriter implements Rewriter {
  readonly #invoke: Invoke;

  constructor(invoke: Invoke) {
    this.#invoke = invoke;
  }

  async rewrite(work: Rewriting): Promise<Rewritten> {
    return this.#ask(askFor(work));
  }

  /**
   * Removes the remains of dead attempts, while no other rewrite runs.
   * @returns how much it was
   */
  async sweep(): Promise<number> {
    return (await this.#ask({ sweep: true })).rows;
  }

  async #ask(asked: CompactRequest): Promise<Rewritten> {
    const answer = answerSchema.parse(await this.#invoke(asked));
    if (answer.state === 'refused') throw new StrongroomError(answer.code, answer.message, answer.todo);
    return answer;
  }
}
