import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { serveWorkers } from '../../bin/embedded/worker-server.ts';
import { storeSegment } from '../../lambdas/ingest/store-segment.ts';
import { pseudonym } from '../../lambdas/pseudonym.ts';
import { askedNow, fileProposal } from '../../lambdas/restart.ts';
import { propose } from '../../lib/governance/gate/certificate.ts';
import type { Ports } from '../../lib/storage/ports.ts';
import { gzipLines, openOf, pointerAt, sealLines } from '../activity/build.ts';
import { PROPOSED } from '../governance/certificates.ts';
import { NOW, openTestLake, SETTINGS } from '../lambdas/lake.ts';
import { CHROMIUM, launch, picture, tooWide, violations } from './chromium.ts';

/** For what a busy machine may be slow to show. */
const WAIT_MS = 250_000;
const WORKER = 'worker-17';
const HOSTILE = '<img src=x onerror="document.title=1"><b>bold</b>';

if (CHROMIUM === undefined)
  console.warn(
    'The page of the workers was not tested: there is no Chromium here. Install one, or name it in CHROMIUM.',
  );

describe.skipIf(CHROMIUM === undefined)('the page of the workers, in Chromium', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser?.close());

  /** A page on a fresh lake with a little of the worker's in it, and whatever went wrong in its console. */
  async function open(options: BrowserContextOptions = {}, path = '/') {
    const lake = await openTestLake();
    await record(lake.ports);
    const shard = (await pseudonym(lake.ports.keys, 'wk', WORKER, 1)).slice(3, 4);
    const team = { reader: 'arn:aws:iam::1:role/strongroom-team-ui-agents', purpose: 'learn how people click' };
    lake.reads.record({ ...team, columns: ['x', 'y', 'kind'] }, [{ jurisdiction: 'XA', day: '2026-05-20', shard }]);
    const server = await serveWorkers(lake.ports, 0, { governor: lake.ports });
    const context = await browser.newContext({ viewport: { width: 1_000, height: 900 }, locale: 'en-GB', ...options });
    onTestFinished(async () => {
      await context.close();
      await server.close();
    });
    context.setDefaultTimeout(WAIT_MS);
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => {
      // Refusals of the API are answers.
      if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(`${server.origin}${path}`);
    return { ...lake, page, server, context, complaints };
  }

  test('worries nobody before the sign-in, and is accessible there', async () => {
    const { page, complaints } = await open();
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    expect(await page.getByText('This is a demonstration').isVisible()).toBe(true);
    expect(await violations(page)).toEqual([]);
    await picture(page, 'signed-out');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('There are no passwords and no real people').waitFor();
    expect(await violations(page)).toEqual([]);
    await picture(page, 'demonstration-sign-in');
    expect(complaints).toEqual([]);
  });

  const LOOKS: [string, BrowserContextOptions][] = [
    ['light', { colorScheme: 'light' }],
    ['dark', { colorScheme: 'dark' }],
    ['phone', { viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true }],
  ];
  test.each(LOOKS)('shows what is held, who can read it and who did: %s', async (name, options) => {
    const { page, complaints } = await open(options);
    await signIn(page, WORKER);
    await page
      .getByRole('row', { name: /Mouse movements.*3/ })
      .first()
      .waitFor();
    await page.getByText('Purpose: learn how people click').waitFor();
    await page.locator('#reads').getByText('where you pointed, clicked and scrolled').waitFor();
    await page.getByText('nobody but those listed here can read it').waitFor();
    expect(await violations(page)).toEqual([]);
    // Folded, it can be looked over; on paper, and for a test of what is in it, nothing is.
    expect(await page.locator('#contents a').count()).toBe(await page.locator('#mine h2').count());
    const height = 'document.documentElement.scrollHeight';
    const short = Number(await page.evaluate(height));
    await picture(page, `${name}-folded`);
    await page.evaluate('window.dispatchEvent(new Event("beforeprint"))');
    expect(await page.locator('details:not([open])').count()).toBe(0);
    expect(Number(await page.evaluate(height))).toBeGreaterThan(short * 1.5);
    expect(await violations(page)).toEqual([]);
    const sideways = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
    expect(await page.evaluate(sideways)).toBe(0);
    for (const box of await Promise.all((await page.getByRole('button').all()).map((locator) => locator.boundingBox())))
      if (box !== null) expect(box.height).toBeGreaterThanOrEqual(44);
    await picture(page, name);
    expect(complaints).toEqual([]);
  });

  test('can be used with the keyboard alone: sign in, pause, end the pause', async () => {
    const { page, complaints } = await open();
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    await tabTo(page, 'Sign in');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Demonstration sign-in' }).waitFor();
    await tabTo(page, WORKER);
    await page.keyboard.press('Enter');
    await page.getByText('Your work may be recorded.').waitFor();
    await tabTo(page, '15 minutes');
    await page.keyboard.press('Enter');
    await page.getByText('Recording is paused until').waitFor();
    expect(await page.getByRole('status').textContent()).toBe('Recording is paused.');
    expect(await focused(page)).toBe('Right now');
    expect(await violations(page)).toEqual([]);
    await picture(page, 'paused');
    await tabTo(page, 'End the pause now');
    await page.keyboard.press('Enter');
    await page.getByText('Your work may be recorded.').waitFor();
    expect(await focused(page)).toBe('Right now');
    expect(complaints).toEqual([]);
  });

  test('an exemption: asked, refused, appealed, granted by somebody else, none of whom see a name', async () => {
    const { page, server, complaints, ports } = await open();
    const leaveFor = async (path: string, person: string) => {
      await page.getByRole('button', { name: 'Sign out' }).click();
      await page.goto(`${server.origin}${path}`);
      await signIn(page, person);
    };
    const decide = async (outcome: string, reason: string) => {
      await page.getByLabel(outcome, { exact: true }).check();
      await page.getByLabel('Reason (the person reads it, and it is kept)').fill(reason);
      await page.getByRole('button', { name: 'Record the decision' }).click();
      await page.getByText('Nothing waits for a decision.').waitFor();
      expect(await focused(page)).toBe('Waiting for a decision');
    };
    await signIn(page, WORKER);
    await page.getByLabel('Ground').selectOption('belief');
    await page.getByLabel('In your own words').fill(HOSTILE);
    await page.getByRole('button', { name: 'Ask for an exemption' }).click();
    await page.getByText('Waiting for a decision: Belief or conscience').waitFor();

    await leaveFor('/queue', 'demo-officer');
    await page.getByText(HOSTILE).waitFor();
    expect(await page.locator('img, b').count()).toBe(0);
    expect(await page.locator('main').textContent()).not.toMatch(/worker-17|clerk/);
    expect(await violations(page)).toEqual([]);
    await picture(page, 'queue');
    await decide('Refuse', 'It is not clear to me.');

    await leaveFor('/', WORKER);
    await page.getByText('It is not clear to me.').waitFor();
    await page.getByLabel('Why should the request be decided again?').fill('I explained it.');
    expect(await violations(page)).toEqual([]);
    await picture(page, 'refused');
    await page.getByRole('button', { name: 'Appeal' }).click();
    await page.getByText('Waiting for a second decision by another person').waitFor();
    expect(await focused(page)).toBe('Stop being recorded');

    await leaveFor('/queue', 'demo-officer');
    await page.getByText('You decided this request before.').waitFor();
    await leaveFor('/queue', 'demo-officer-2');
    await page.getByText('I explained it.').waitFor();
    await decide('Grant', 'As you ask.');

    await leaveFor('/', WORKER);
    await page.getByText('You are not recorded, because you are exempt.').waitFor();
    await page.getByText('As you ask.').waitFor();
    await picture(page, 'exempt');
    await expect(record(ports)).rejects.toThrow('the worker is exempt');
    expect(complaints).toEqual([]);
  });

  test('an objection, and a request that is asked twice: the page says what happened', async () => {
    const { page, complaints } = await open();
    await signIn(page, WORKER);
    await page.getByRole('button', { name: 'I object: stop recording me' }).click();
    await page.getByText('You are not recorded, because you object.').waitFor();
    const copy = page.getByRole('button', { name: 'Ask for a copy of my recordings' });
    await copy.click();
    await page.getByText('A copy of your recordings: asked on').waitFor();
    await copy.click();
    await page.getByRole('alert').getByText('You have asked for this already.').waitFor();
    expect(await violations(page)).toEqual([]);
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download it' }).click();
    expect((await download).suggestedFilename()).toBe('my-recordings-at-work.json');
    await picture(page, 'objection');
    expect(complaints).toEqual([]);
  });

  test.each(['de-DE', 'fr-FR', 'es-ES'])(
    'speaks the language of the browser, and asks before it destroys: %s',
    async (locale) => {
      const language = locale.slice(0, 2);
      const { default: words } = await import(`../../lambdas/page/page/words-${language}.js`);
      const { page, complaints } = await open({ locale });
      await page.getByRole('button', { name: words['sign-in'], exact: true }).click();
      await page
        .getByRole('link')
        .filter({ has: page.getByText(WORKER, { exact: true }) })
        .click();
      await page.getByRole('heading', { name: words['held-title'] }).waitFor();
      expect(await page.evaluate('document.documentElement.lang')).toBe(language);
      await page.getByText(words['kind-pointer']).first().waitFor();
      expect(await page.getByLabel(words.ground).inputValue()).toBe('');
      await page.getByRole('button', { name: words['ask-erasure'] }).click();
      expect(await focused(page)).toBe(words['erase-sure']);
      expect(await violations(page)).toEqual([]);
      await picture(page, `erase-${language}`);
      await page.getByRole('button', { name: words['erase-no'] }).click();
      expect(await page.locator('#requests li').count()).toBe(0);
      await page.getByRole('button', { name: words['ask-erasure'] }).click();
      await page.getByRole('button', { name: words['erase-yes'] }).click();
      await page.getByRole('button', { name: words['request-withdraw'] }).click();
      await page.locator('#requests').getByText(words['request-withdrawn']).waitFor();
      expect(await violations(page)).toEqual([]);
      expect(complaints).toEqual([]);
      await page.getByLabel(words.language).selectOption('en');
      await page.getByRole('heading', { name: 'What is kept about you' }).waitFor();
    },
  );

  const STAFF_LOOKS: [string, string, BrowserContextOptions][] = [
    ['en', 'light', { locale: 'en-GB' }],
    ['de', 'dark', { locale: 'de-DE', colorScheme: 'dark' }],
    ['fr', 'phone', { locale: 'fr-FR', viewport: { width: 390, height: 800 }, hasTouch: true, isMobile: true }],
    ['es', 'wide', { locale: 'es-ES', viewport: { width: 1_600, height: 900 } }],
  ];
  test.each(STAFF_LOOKS)('those who decide and approve read their pages in %s: %s', async (language, name, options) => {
    const { default: base } = await import(`../../lambdas/page/page/words-${language}.js`);
    const { default: words } = await import(`../../lambdas/page/page/staff-${language}.js`);
    const { page, ports, server, complaints } = await open(options);
    const enter = async (path: string, person: string) => {
      await page.goto(`${server.origin}${path}`);
      await page.getByRole('button', { name: base['sign-in'], exact: true }).click();
      await page
        .getByRole('link')
        .filter({ has: page.getByText(person, { exact: true }) })
        .click();
      await page.getByRole('button', { name: base['sign-out'] }).waitFor();
    };
    const looked = async (of: string) => {
      expect(await page.evaluate('document.documentElement.lang')).toBe(language);
      expect(await tooWide(page)).toEqual([]);
      expect(await violations(page)).toEqual([]);
      await picture(page, `${of}-${language}-${name}`);
    };
    await enter('/', WORKER);
    await page.getByLabel(base.ground).selectOption('belief');
    await page.getByRole('button', { name: base['exemption-ask'] }).click();
    await page.getByText(base['state-asked']).first().waitFor();
    await page.getByRole('button', { name: base['sign-out'] }).click();
    await enter('/queue', 'demo-officer');
    await page.getByText(base['ground-belief']).waitFor();
    await page.getByRole('heading', { name: words['queue-list'] }).waitFor();
    await page.getByLabel(words['queue-refuse'], { exact: true }).waitFor();
    await looked('queue');
    await page.getByRole('button', { name: base['sign-out'] }).click();

    const { after, now } = await askedNow(ports, SETTINGS);
    const proposal = propose({
      ...{ ...PROPOSED, after, issued: now.toISOString() },
      expires: new Date(now.getTime() + 86_400_000).toISOString(),
    });
    await fileProposal(ports, proposal);
    await enter('/approvals', 'demo-approver-1');
    await page.getByText(words['via-declared']).waitFor();
    await page.getByText(words['before-known']).waitFor();
    await page.getByText(words['approvals-same']).first().waitFor();
    await page.getByRole('button', { name: words['approvals-approve'] }).click();
    await page.getByText(words['approvals-sure'].replace('{you}', 'demo-approver-1')).waitFor();
    await looked('approvals');
    await page.getByRole('button', { name: words['approvals-yes'].replace('{you}', 'demo-approver-1') }).click();
    await page.getByText(words['not-now-done']).waitFor();
    expect(complaints).toEqual([]);
  });

  test('a page that is not accessible would be found out', async () => {
    const { page } = await open();
    await page.evaluate('document.querySelector("main").append(document.createElement("select"))');
    expect(await violations(page)).toEqual([expect.stringMatching(/^select-name: /)]);
  });

  test('a worker who opens the queue is told that it is not for them', async () => {
    const { page } = await open({}, '/queue');
    await signIn(page, WORKER);
    await page.getByRole('alert').getByText('Only people who decide about exemptions can do this.').waitFor();
    expect(await violations(page)).toEqual([]);
  });
});

/** Three pointer events of the worker, now. */
async function record(ports: Ports): Promise<void> {
  const clock = { ...openOf().clock, t0: NOW.toISOString() };
  const body = gzipLines(sealLines(openOf({ worker: WORKER, clock }), [0, 1, 2].map(pointerAt)));
  await storeSegment(body, 'd-4', ports, SETTINGS);
}

async function signIn(page: Page, person: string): Promise<void> {
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page
    .getByRole('link')
    .filter({ has: page.getByText(person, { exact: true }) })
    .click();
  await page.getByRole('button', { name: 'Sign out' }).waitFor();
}

/** What has the focus, as a person would name it. A string, because it is run by the browser, whose types are not ours. */
const focused = (page: Page): Promise<string> =>
  page.evaluate('(document.activeElement.closest("label") ?? document.activeElement).textContent.trim()');

/** Presses Tab until something of this name has the focus. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press('Tab');
    if ((await focused(page)).startsWith(name)) return;
  }
  throw new Error(`Tab does not lead to "${name}"`);
}
