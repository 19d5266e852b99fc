import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createWorkspace } from '../../bin/embedded/workspace.ts';
import { run } from '../../bin/run.ts';
import { openDatabase } from '../../lib/storage/local/database.ts';
import { testFolder } from '../storage/folder.ts';

const out = join(testFolder(afterAll), 'out');
const BODY = JSON.stringify({
  Records: [{ eventName: 'ObjectCreated:Put', s3: { object: { key: 'something-else' } } }],
});

/** A command's standard output, parsed as JSON, and its exit code. */
async function said(...args: string[]): Promise<{ status: number; document: unknown }> {
  let text = '';
  const spies = [
    vi.spyOn(process.stdout, 'write').mockImplementation((piece) => {
      text += String(piece);
      return true;
    }),
    vi.spyOn(process.stderr, 'write').mockImplementation(() => true),
  ];
  try {
    const status = await run(['deadletters', ...args, '--json', '--out', out]);
    return { status, document: text === '' ? undefined : JSON.parse(text) };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

/** A message that redaction gave up on five times. */
beforeAll(async () => {
  const workspace = await createWorkspace(out, { now: () => new Date() }, async () => {});
  const [queue] = [...workspace.lake.queues.values()];
  expect(queue).toBeDefined();
  workspace.close();
  const db = openDatabase(join(out, 'lake/control.sqlite'));
  db.prepare('INSERT INTO message (queue, body, sent, visible, received) VALUES (?, ?, 1, 1, 5)').run(
    'arn:aws:sqs:region:000000000000:strongroom-segments-dead',
    BODY,
  );
  db.close();
});

test('a dead letter is listed, dies again when nothing was repaired, and is removed only on request', async () => {
  const listed = await said('list');
  expect(listed).toMatchObject({ status: 0, document: [{ batch: null, tries: 5, since: expect.any(String) }] });
  const [{ message }] = listed.document as [{ message: string }];
  expect(await said('retry', '--all')).toMatchObject({
    status: 1,
    document: { retried: [message], dead: [{ reason: 'notification.unknown' }] },
  });
  expect((await said('drop', message)).status).toBe(2);
  expect(await said('list')).toMatchObject({ document: [{ message }] });
  expect(await said('drop', message, '--yes', '--reason', 'not-ours')).toEqual({
    status: 0,
    document: { dropped: [message] },
  });
  expect(await said('list')).toEqual({ status: 0, document: [] });
});
