import type { Page } from 'playwright-core';
import { nth, there } from '../../lib/activity/there.ts';

/** A small seeded generator (mulberry32), so that the same sample is typed with the same mistakes. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Keys of a US layout that need Shift, and the key that makes them. */
const SHIFTED: Record<string, string> = Object.fromEntries(
  [...'~!@#$%^&*()_+{}|:"<>?'].map((char, i) => [char, nth([..."`1234567890-=[]\\;',./"], i)]),
);
const NEIGHBOURS: Record<string, string> = {
  a: 's',
  e: 'r',
  i: 'o',
  o: 'p',
  n: 'm',
  t: 'y',
  r: 't',
  s: 'd',
  l: 'k',
  d: 'f',
};
const MISTAKES = 0.05;

/** A person at a keyboard and a mouse: pauses, overshoots, mistypes and corrects. */
export class Hands {
  readonly #page: Page;
  readonly #random: () => number;
  readonly #look: () => Promise<void>;
  #at = { x: 640, y: 400 };

  /** @param look takes a frame: called right before each press of a button and each turn of the wheel, as recorders do */
  constructor(page: Page, random: () => number, look: () => Promise<void>) {
    this.#page = page;
    this.#random = random;
    this.#look = look;
  }

  /** Types text in which `{value}` marks a sensitive value, so that the keys which typed it are known. */
  async type(text: string): Promise<void> {
    for (const part of text.split(/(\{[^}]*\})/)) {
      const marked = part.startsWith('{');
      if (marked) await this.mark(part.slice(1, -1));
      for (const char of marked ? part.slice(1, -1) : part) await this.#char(char);
      if (marked) await this.mark(null);
    }
  }

  /** From now on keys belong to this sensitive value. */
  async mark(value: string | null): Promise<void> {
    await this.#page.evaluate(`mark = ${JSON.stringify(value)}`);
  }

  async press(key: string, times = 1): Promise<void> {
    for (let i = 0; i < times; i++) {
      await this.#page.keyboard.press(key, { delay: 20 + this.#random() * 30 });
      await this.rest(30, 90);
    }
  }

  async click(selector: string): Promise<void> {
    const box = there(await this.#page.locator(selector).boundingBox(), 'the box of an element');
    await this.#moveTo(box.x + Math.min(box.width - 4, 20 + this.#random() * 60), box.y + box.height / 2);
    await this.#look();
    await this.#page.mouse.down();
    await this.rest(40, 90);
    await this.#page.mouse.up();
    await this.rest(120, 300);
  }

  /** Selects the text of an element by dragging over it. */
  async select(selector: string): Promise<void> {
    const box = there(await this.#page.locator(selector).boundingBox(), 'the box of an element');
    await this.#moveTo(box.x, box.y + box.height / 2);
    await this.#look();
    await this.#page.mouse.down();
    await this.#moveTo(box.x + box.width, box.y + box.height / 2);
    await this.#page.mouse.up();
    await this.rest(100, 200);
  }

  async scroll(dy: number): Promise<void> {
    await this.#look();
    for (let left = Math.abs(dy); left > 0; left -= 60) {
      await this.#page.mouse.wheel(0, Math.sign(dy) * Math.min(60, left));
      await this.rest(30, 70);
    }
    await this.rest(200, 300);
  }

  async rest(least: number, most: number): Promise<void> {
    await this.#page.waitForTimeout(least + this.#random() * (most - least));
  }

  async #char(char: string): Promise<void> {
    const wrong = NEIGHBOURS[char];
    if (wrong !== undefined && this.#random() < MISTAKES) {
      await this.press(wrong);
      await this.rest(80, 200);
      await this.press('Backspace');
    }
    const upper = char !== char.toLowerCase();
    const key = SHIFTED[char] ?? char.toLowerCase();
    if (upper || SHIFTED[char] !== undefined) await this.press(`Shift+${codeOf(key)}`);
    else await this.press(codeOf(key));
  }

  async #moveTo(x: number, y: number): Promise<void> {
    const { x: fromX, y: fromY } = this.#at;
    const steps = 14 + Math.floor(this.#random() * 14);
    for (let i = 1; i <= steps; i++) {
      const ease = 1 - (1 - i / steps) ** 2;
      const bend = Math.sin((i / steps) * Math.PI) * 12;
      await this.#page.mouse.move(fromX + (x - fromX) * ease + bend, fromY + (y - fromY) * ease - bend);
      await this.rest(6, 14);
    }
    this.#at = { x, y };
  }
}

const PUNCTUATION: Record<string, string> = {
  '-': 'Minus',
  '=': 'Equal',
  '[': 'BracketLeft',
  ']': 'BracketRight',
  '\\': 'Backslash',
  ';': 'Semicolon',
  "'": 'Quote',
  ',': 'Comma',
  '.': 'Period',
  '/': 'Slash',
  '`': 'Backquote',
  ' ': 'Space',
};
/** UI Events code of an unshifted character on a US layout. */
const codeOf = (char: string): string =>
  /[a-z]/.test(char) ? `Key${char.toUpperCase()}` : /\d/.test(char) ? `Digit${char}` : (PUNCTUATION[char] ?? char);
