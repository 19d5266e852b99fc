import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { nth } from '../../lib/activity/there.ts';
import type { PageEvent } from './session.ts';

const PAGES = join(import.meta.dirname, '../pages');
const TYPES: Record<string, string> = { html: 'text/html; charset=utf-8', css: 'text/css', js: 'text/javascript' };
const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';

/**
 * Opens one page of a new browser that sees nothing but our own pages, under made-up host names, and hands on what happens in
 * it. `go('crm.tidewater.example', 'customer')` shows a page.
 */
export async function withBrowser(
  use: (
    page: Page,
    go: (host: string, name: string) => Promise<void>,
    listen: (to: (event: PageEvent) => void) => void,
  ) => Promise<void>,
): Promise<void> {
  const server = createServer(async (request, response) => {
    const name = /^\/([a-z-]+\.(html|css|js))$/.exec(request.url ?? '');
    if (name === null) return void response.writeHead(404).end();
    response.writeHead(200, { 'content-type': TYPES[nth(name, 2)] }).end(await readFile(join(PAGES, nth(name, 1))));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const profile = await mkdtemp(join(tmpdir(), 'strongroom-sample-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: CHROMIUM,
    headless: true,
    viewport: { width: 1280, height: 800 },
    locale: 'en-US',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-features=HttpsUpgrades,HttpsFirstBalancedModeAutoEnable',
      '--host-resolver-rules=MAP *.example 127.0.0.1, EXCLUDE 127.0.0.1',
    ],
  });
  try {
    let listener: (event: PageEvent) => void = () => {};
    await context.exposeBinding('capture', (_, event: PageEvent) => listener(event));
    await context.addInitScript({ content: await inPage() });
    const page = context.pages()[0] ?? (await context.newPage());
    const go = async (host: string, name: string) => {
      await page.goto(`http://${host}:${port}/${name}.html`);
      await page.waitForTimeout(200);
    };
    await use(page, go, (to) => {
      listener = to;
    });
  } finally {
    await context.close();
    server.close();
    await rm(profile, { recursive: true, force: true });
  }
}

/** One script, because the order of several is not defined (https://playwright.dev/docs/api/class-browsercontext#browser-context-add-init-script). */
async function inPage(): Promise<string> {
  const parts = ['dom', 'events', 'reading'].map((name) =>
    readFile(join(import.meta.dirname, `in-page/${name}.js`), 'utf8'),
  );
  return (await Promise.all(parts)).join('\n');
}
