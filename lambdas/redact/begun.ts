import type { Control } from '../../lib/storage/ports.ts';

/**
 * How often work on a segment was begun and did not come to an end. It is written down before the work, so that it stays
 * when the function is killed, and only where an earlier delivery left no answer: there one segment ends the function, and
 * nobody knows which. One mark is open at a time in each process, so it says which one it was.
 */
const keyOf = (batch: string) => ({ pk: `segment#${batch}`, sk: 'begun' });

export async function endings(control: Control, batch: string): Promise<number> {
  const { pk, sk } = keyOf(batch);
  return Number((await control.get(pk, sk))?.data.times ?? 0);
}

export const begin = (control: Control, batch: string): Promise<void> => change(control, batch, (times) => times + 1);

/** The work goes on with another segment for now. */
export const leave = (control: Control, batch: string): Promise<void> =>
  change(control, batch, (times) => Math.max(0, times - 1));

export const finish = (control: Control, batch: string): Promise<void> => change(control, batch, () => 0);

/** When two change it at once, one of the two changes counts. */
async function change(control: Control, batch: string, to: (times: number) => number): Promise<void> {
  const { pk, sk } = keyOf(batch);
  const item = await control.get(pk, sk);
  const before = Number(item?.data.times ?? 0);
  const times = to(before);
  if (times !== before) await control.write([{ pk, sk, ifRev: item?.rev ?? 0, data: { times } }]);
}
