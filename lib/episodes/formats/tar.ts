import { Tar } from '../../activity/tar.ts';
import { stepText } from './shape.ts';
import type { Shard } from './shard.ts';

/** A WebDataset tar: the members of one sample are adjacent and share a name up to the first dot. */
export function tarShard(): Shard {
  const tar = new Tar();
  return {
    get size() {
      return tar.size;
    },
    add: ({ step, image }) => {
      const key = `${step.episode}-${String(step.index).padStart(6, '0')}`;
      tar.add(`${key}.json`, Buffer.from(stepText(step)));
      if (image !== null) tar.add(`${key}.png`, image);
    },
    finish: () => tar.finish(),
  };
}
