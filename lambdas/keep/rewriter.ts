import { StrongroomError } from '../../lib/activity/errors.ts';
import type { Rewriter, Rewriting, Rewritten } from '../../lib/storage/rewriter.ts';
import { type Asked, answerSchema, askFor } from '../compact/message.ts';

/** Runs the function that writes generations, and gives back what it answers. */
type Invoke = (asked: Asked) => Promise<unknown>;

/** Has generations written by another function, under another role: who leads readers to rows reads none. */
export class AskingRewriter implements Rewriter {
  readonly #invoke: Invoke;

  constructor(invoke: Invoke) {
    this.#invoke = invoke;
  }

  async rewrite(work: Rewriting): Promise<Rewritten> {
    return this.#ask(askFor(work));
  }

  /** Clears away what died, while nothing else is under way. @returns how much it was */
  async sweep(): Promise<number> {
    return (await this.#ask({ sweep: true })).rows;
  }

  async #ask(asked: Asked): Promise<Rewritten> {
    const answer = answerSchema.parse(await this.#invoke(asked));
    if (answer.state === 'refused') throw new StrongroomError(answer.code, answer.message, answer.todo);
    return answer;
  }
}
