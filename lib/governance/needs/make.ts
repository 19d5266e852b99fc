import type { CallNeed, Need } from '../../access/index.ts';

/** Makes the need of one call. @param source of the fact that the service makes it */
export type Make = (
  id: string,
  principal: string,
  why: string,
  source: string,
  call: Pick<CallNeed, 'actions' | 'resource' | 'context' | 'unsure'>,
) => Need;
