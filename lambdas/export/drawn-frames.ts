import type { Shot } from '../../lib/episodes/formats/shard.ts';
import { type MadeUpFrame, madeUpFrame, type Step } from '../../lib/episodes/index.ts';

/**
 * The frames of one episode with surrogates drawn in. Steps that share a frame share one file of the export, so the picture drawn
 * for the first step serves all of them.
 */
export class DrawnFrames {
  #last: { readonly path: string; readonly drawn: MadeUpFrame | undefined } | undefined;

  /** @param made with surrogates @param shown the same step with placeholders */
  shot(made: Shot, shown: Step): Shot {
    const { step, image } = made;
    if (step.frame === null || image === null) return made;
    const { path } = step.frame;
    if (this.#last?.path !== path) this.#last = { path, drawn: madeUpFrame(image, shown, step) };
    const { drawn } = this.#last;
    if (drawn === undefined) return made;
    const masks = step.frame.masks?.map((mask, i) => ({ ...mask, made_up: drawn.madeUp[i] ?? false })) ?? null;
    return { step: { ...step, frame: { ...step.frame, masks } }, image: drawn.image };
  }
}
