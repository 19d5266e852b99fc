import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type Axe from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';

const PLACES = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** A Chromium of this machine, or undefined. `CHROMIUM` names one that is elsewhere. */
export const CHROMIUM = PLACES.find((path) => path !== undefined && existsSync(path));

export const launch = (): Promise<Browser> =>
  chromium.launch({
    executablePath: CHROMIUM as string,
    // Tests may run as root in a container, where the sandbox of Chromium cannot.
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking', '--no-first-run'],
  });

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe-core finds wrong with a page, by rule and place; empty when nothing. */
export async function violations(page: Page): Promise<string[]> {
  // By the debugger, because the page's own policy lets no script in but its own. Half a megabyte, once for each document.
  if (!(await page.evaluate('"axe" in globalThis'))) await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { axe } = globalThis as typeof globalThis & { readonly axe: typeof Axe };
    const { violations: found } = await axe.run({
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    });
    return found.flatMap((item) =>
      item.nodes.map(({ target, failureSummary }) => `${item.id}: ${target.join(' ')}: ${failureSummary}`),
    );
  });
}

/**
 * What makes a page scroll sideways, with where it ends; empty when nothing does. Looks once fonts are there and the page was drawn:
 * `setContent` ends before.
 */
export const tooWide = (page: Page): Promise<string[]> =>
  page.evaluate(`(async () => {
    await document.fonts.ready;
    for (let frames = 0; frames < 2; frames++) await new Promise((drawn) => requestAnimationFrame(drawn));
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const beyond = [...document.querySelectorAll('body *')].filter(
      (element) => !element.parentElement.closest('.scroll') && element.getBoundingClientRect().right > clientWidth,
    );
    const told = beyond.map((element) => element.tagName + '.' + element.className + ' ends at ' + element.getBoundingClientRect().right);
    return ['the page is ' + scrollWidth + ' wide, and its view ' + clientWidth, ...told];
  })()`);

/** Keeps a picture of the page where `SCREENSHOTS` names a folder. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.SCREENSHOTS;
  if (folder) await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}
