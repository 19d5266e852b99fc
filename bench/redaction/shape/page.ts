import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import type { Box } from '../../../lib/activity/events.ts';

const CHROMIUM = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser'].find(
  (path) => path !== undefined && existsSync(path),
);

export const FONTS = ['DejaVu Sans', 'DejaVu Serif', 'DejaVu Sans Mono'] as const;

/** Layouts of a name on a page: the text beside it moves with it, or not. `{}` is the name. */
export const LAYOUTS = {
  'at the left, under a heading': { style: 'left:120px', html: '{}' },
  'in the middle of a page': { style: 'left:100px;width:700px;text-align:center', html: '{}' },
  'at the right': { style: 'left:100px;width:700px;text-align:right', html: '{}' },
  'as a heading': { style: 'left:120px;font-size:24px;font-weight:bold', html: '{}' },
  'in a sentence': { style: 'left:120px', html: 'Please ask {} about the invoice' },
  'as a button that fits it': { style: 'left:120px;padding:6px 12px;border:1px solid', html: '{}' },
  'word by word, as OCR reads': { style: 'left:120px', html: '{}' },
  'with a link behind it': { style: 'left:120px', html: '{} <a>Edit</a>' },
} as const;
export type Layout = keyof typeof LAYOUTS;

/** The place of a name, its words, and the text after it. */
export interface Drawn {
  readonly box: Box;
  readonly words: readonly Box[];
  readonly behind: Box | undefined;
}

/**
 * Measures names as Chromium draws them.
 * @returns undefined when Chromium is not installed
 */
export async function draw(names: readonly string[]): Promise<Map<string, Drawn[]> | undefined> {
  if (CHROMIUM === undefined) return undefined;
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1000, height: 600 } });
    const drawn = new Map<string, Drawn[]>();
    for (const font of FONTS)
      for (const [layout, { style, html }] of Object.entries(LAYOUTS)) {
        await page.setContent(
          `<style>body{font:14px '${font}'}p{position:absolute;top:103px;margin:0;white-space:nowrap}</style><p style="${style}"></p>`,
        );
        drawn.set(`${font}/${layout}`, await page.evaluate(measure, { names, html }));
      }
    return drawn;
  } finally {
    await browser.close();
  }
}

interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The part of an element of a page that is used here: the program itself runs in Node, whose types know no page. */
interface PageNode {
  innerHTML: string;
  textContent: string | null;
  readonly firstChild: PageNode | null;
  querySelector(selector: string): PageNode | null;
  getBoundingClientRect(): Rectangle;
}

interface PageRange {
  setStart(node: PageNode | null, offset: number): void;
  setEnd(node: PageNode | null, offset: number): void;
  selectNodeContents(node: PageNode): void;
  getBoundingClientRect(): Rectangle;
}

declare const document: {
  querySelector(selector: string): PageNode | null;
  createRange(): PageRange;
};

/** Runs in the page. */
function measure({ names, html }: { names: readonly string[]; html: string }): Drawn[] {
  // The function travels to the page as its text, so all that it needs is in it.
  const there = <T>(value: T | null): T => {
    if (value === null) throw new Error('the page lacks an element');
    return value;
  };
  const p = there(document.querySelector('p'));
  const boxOf = (r: Rectangle): Box => [r.x, r.y, r.width, r.height].map((n) => Math.round(n * 10) / 10) as Box;
  return names.map((name) => {
    p.innerHTML = html.replace('{}', '<span></span>');
    const span = there(p.querySelector('span'));
    span.textContent = name;
    const link = p.querySelector('a');
    const words: Box[] = [...name.matchAll(/\S+/g)].map((word) => {
      const range = document.createRange();
      range.setStart(span.firstChild, word.index);
      range.setEnd(span.firstChild, word.index + word[0].length);
      return boxOf(range.getBoundingClientRect());
    });
    const whole = document.createRange();
    if (link === null) whole.selectNodeContents(p);
    else whole.selectNodeContents(span);
    const fits = getComputedStyle(p).paddingLeft !== '0px';
    return {
      box: boxOf((fits ? p : whole).getBoundingClientRect()),
      words,
      behind: link === null ? undefined : boxOf(link.getBoundingClientRect()),
    };
  });
}
declare function getComputedStyle(of: PageNode): { paddingLeft: string };
