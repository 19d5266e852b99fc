import { listDead } from '../../lambdas/dead-letters.ts';
import type { DeadLetterDesk } from '../dead-letter-desk.ts';
import { personOf } from './person.ts';
import { OUT, openWorkspace } from './workspace.ts';

/** The dead letters of the embedded lake from the last run. */
export async function openEmbeddedDeadLetters(out = OUT): Promise<DeadLetterDesk> {
  const workspace = await openWorkspace(out, 'deadletters');
  const tools = workspace.deadLetterTools();
  return {
    ...tools,
    person: personOf,
    redact: async () => {
      await workspace.redact();
      return listDead(tools);
    },
    close: () => workspace.close(),
  };
}
