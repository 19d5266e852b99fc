import { editDistance } from '../lib/activity/edit-distance.ts';

/** Two letters beside each other in the wrong order count as two changes. */
const NEAR = 2;

/** The closest name, if one is close enough. A prefix of a name stands for it. */
export function nearest(written: string, names: readonly string[]): string | undefined {
  const [near] = names
    .map((name) => ({ name, distance: editDistance(written, name, NEAR) }))
    .filter(({ distance }) => distance <= NEAR)
    .sort((a, b) => a.distance - b.distance);
  return near?.name ?? names.find((name) => written.length > NEAR && name.startsWith(written));
}
