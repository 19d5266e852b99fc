// Records the sample anew: drives Debian's Chromium through samples/pages and writes samples/office-day, a real capture/1
// recording of two made-up workers, with truth.json beside it. Needs /usr/bin/chromium (or CHROMIUM=path); nothing else does.
import { randomUUID } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { withBrowser } from './recorder/browser.ts';
import { Hands, seeded } from './recorder/hands.ts';
import { opening, SessionRecorder } from './recorder/session.ts';
import { truthJson, truthOf } from './recorder/truth.ts';

const OUT = join(import.meta.dirname, 'office-day');
const DAY_MS = 86_400_000;
const noticed = (id: string) => ({
  id,
  ver: 1,
  given_at: new Date(Date.now() - 60 * DAY_MS).toISOString(),
  ack_at: new Date(Date.now() - 58 * DAY_MS).toISOString(),
  channel: 'mail',
});

interface Desk {
  readonly page: Page;
  readonly hands: Hands;
  readonly recorder: SessionRecorder;
  go(host: string, name: string): Promise<void>;
  /** A frame, when the page has come to rest. */
  look(): Promise<void>;
}

async function serviceDesk({ hands, go, look, recorder }: Desk): Promise<void> {
  await go('crm.tidewater.example', 'sign-in');
  await look();
  await hands.click('#email');
  await hands.type('{ines.varga@tidewater.example}');
  await hands.press('Tab');
  await hands.type('{Blue!Kettle-48}');
  await look();
  await hands.click('#show');
  await look();
  await hands.click('#password');
  await hands.press('End');
  await hands.mark('Blue!Kettle-489');
  await hands.type('9');
  await hands.mark(null);
  await look();
  await hands.click('#enter');
  await recorder.cut();

  await go('crm.tidewater.example', 'customer');
  await look();
  await hands.scroll(240);
  await look();
  await hands.click('#note');
  await hands.type('Spoke with ');
  await hands.mark('Marta Oyelaran');
  await hands.type('Marta Oyelran');
  await hands.rest(300, 500);
  await hands.press('ArrowLeft', 3);
  await hands.type('a');
  await hands.press('End');
  await hands.mark(null);
  await hands.type(' about {SO-771390}, the lamp arrives on Friday.');
  await hands.press('Enter');
  await hands.type('Next step: confirm the collection day.');
  await look();
  await hands.click('#save');
  await recorder.cut();

  await go('help.tidewater.example', 'help');
  await hands.click('#search');
  await hands.type('damaged delivery');
  await look();
  await hands.press('Enter');
  await hands.scroll(420);
  await look();

  const until = new Date(Date.now() + 300_000).toISOString();
  recorder.control({ op: 'pause', by: 'worker', reason: 'worker', until });
  await hands.rest(900, 1100);
  recorder.control({ op: 'resume', by: 'worker', reason: 'worker' });
  await recorder.cut();

  await go('mail.tidewater.example', 'mail');
  await look();
  await hands.select('#number');
  await hands.press('Control+KeyC');
  await hands.click('#reply');
  await hands.type('Hello {Marta}, thank you for your patience. I found your number ');
  await hands.press('Control+KeyV');
  await hands.type(' and the lamp is on its way.');
  await look();
  await hands.click('#send');

  await go('huddle.tidewater.example', 'chat');
  await look();
  await hands.click('#message');
  await hands.type('{The results come on Thursday, please keep it to yourself.}');
  await look();
  await hands.press('Enter');
  await look();
}

async function buildDesk({ hands, go, look, recorder }: Desk): Promise<void> {
  await go('terminal.tidewater.example', 'terminal');
  await hands.click('#screen');
  await hands.type('git status');
  await hands.press('Enter');
  await look();
  await hands.type('export DEPLOY_TOKEN={tdw_9fQx72LkVbR4sZp1}');
  await hands.press('Enter');
  await look();
  await hands.type('psql -h db.tidewater.example -U reports');
  await hands.press('Enter');
  await hands.type('{copper-lantern-7}');
  await look();
  await hands.press('Enter');
  await look();
  await hands.type('npm test');
  await hands.press('Enter');
  await look();
  await recorder.cut();

  await go('help.tidewater.example', 'help');
  await hands.click('#search');
  await hands.type('gift card');
  await hands.press('Enter');
  await look();
  await hands.scroll(300);
  await look();
  await recorder.cut();

  await go('people.tidewater.example', 'review');
  await look();
  await hands.press('Tab');
  await hands.mark('Meets expectations');
  await hands.press('KeyM');
  await hands.mark(null);
  await hands.click('#strengths');
  await hands.type('{Tomas is patient with difficult callers and explains every step.}');
  await look();
  await hands.click('#growth');
  await hands.type('{He was late with two handovers in April and should plan ahead.}');
  await look();
  await hands.click('#submit');
}

const SESSIONS = [
  { name: 'service', worker: 'worker-17', device: 'device-4', jur: 'XA', act: serviceDesk },
  { name: 'build', worker: 'worker-23', device: 'device-9', jur: 'XB', act: buildDesk },
];

rmSync(OUT, { recursive: true, force: true });
const truths: Parameters<typeof truthOf>[0][number][] = [];
for (const [i, { name, act, jur, ...who }] of SESSIONS.entries()) {
  const session = opening({ ...who, jur, sid: randomUUID(), profile: `${jur}@1`, notice: noticed(`notice-${i + 1}`) });
  const recorder = new SessionRecorder(OUT, name, session);
  await withBrowser(async (page, go, listen) => {
    listen((event) => recorder.take(event));
    recorder.control({ op: 'start', by: 'worker', reason: 'shift' });
    const look = async () => {
      await page.waitForTimeout(150);
      await recorder.frame(page);
    };
    const hands = new Hands(page, seeded(7 + i), look);
    await act({ page, hands, recorder, go, look });
    recorder.control({ op: 'stop', by: 'worker', reason: 'shift' });
    await recorder.cut();
  });
  truths.push(recorder.truth.spans((seq) => recorder.batchOf(seq)));
}
writeFileSync(join(OUT, 'truth.json'), truthJson(truthOf(truths)));
