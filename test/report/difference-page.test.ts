import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AccessChange, SettingChange } from '../../lib/access/differences/index.ts';
import { differenceHtml } from '../../lib/report/difference/html.ts';
import { type DifferenceView, itemsOf } from '../../lib/report/difference/view.ts';
import { CHROMIUM, launch, picture, tooWide, violations } from '../e2e/chromium.ts';

const gained: AccessChange = {
  ...{ id: 'gained/team/redacted/read#1a', who: 'strongroom-team-ui-agents', change: 'gained', class: 'redacted' },
  ...{
    verb: 'read',
    actions: [],
    resources: [],
    columns: ['text'],
    rows: 'where zone = eu',
    sure: true,
    severity: 'critical',
  },
  ...{ text: 'strongroom-team-ui-agents can now read text of redacted, where zone = eu' },
  ...{
    statement: 'cells filter <img src=x onerror=alert(1)> of a name as long as names of the CDK are: A'.padEnd(
      160,
      'b',
    ),
  },
  ...{ source: 'lib/platform/access/team.ts:41' },
};
const longer: SettingChange = {
  ...{ id: 'setting/1', resource: 'Raw', type: 'AWS::S3::Bucket', setting: 'days', before: '30', after: '90' },
  ...{ source: 'strongroom.template.json#Raw', severity: 'high', text: 'raw is kept 90 days, 30 before' },
};
const VIEW: DifferenceView = {
  ...{
    older: 'main',
    newer: 'HEAD & <b>more</b>',
    verdict: 'widened',
    textOnly: 2,
    complete: true,
    claims: [],
    kept: [],
  },
  changes: [gained, { ...gained, id: 'gained/other', who: 'other', text: 'other can now read text of redacted' }],
  settings: [longer],
  accepted: [{ id: 'gained/other', reason: 'a study', approver: 'privacy board', expires: '2999-12-31' }],
  expired: [{ id: gained.id, reason: 'a study', approver: 'privacy board', expires: '2020-01-01' }],
  notes: ['Claims are not compared.'],
};
const SAME: DifferenceView = {
  ...VIEW,
  verdict: 'same',
  changes: [],
  settings: [],
  accepted: [],
  expired: [],
  notes: [],
};

describe.skipIf(CHROMIUM === undefined)('the page of a difference, in Chromium', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser.close());

  test.each([
    ['wide', 1280, 'light', VIEW],
    ['phone', 390, 'light', VIEW],
    ['phone-dark', 390, 'dark', VIEW],
    ['wide-dark', 1280, 'dark', VIEW],
    ['same', 390, 'light', SAME],
  ] as const)(
    '%s: is complete, requests nothing from any network, and has no accessibility violation',
    async (name, width, colorScheme, view) => {
      const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme });
      const page = await context.newPage();
      const asked: string[] = [];
      page.on('request', (request) => asked.push(request.url()));
      await page.setContent(differenceHtml(view));
      await picture(page, `difference-${name}`);
      expect(await violations(page)).toEqual([]);
      expect(await tooWide(page)).toEqual([]);
      const said = (await page.locator('body').innerText()).replaceAll(/\s+/g, ' ');
      for (const { text, why, sources, severity } of itemsOf(view))
        for (const part of [text, why, severity, ...sources]) expect(said).toContain(part);
      for (const { approver, expires, reason } of view.accepted)
        expect(said).toContain(`Accepted by ${approver} until ${expires}: ${reason}`);
      for (const note of view.notes) expect(said).toContain(note);
      for (const { id, expires } of view.expired) expect(said).toContain(`${id} ended on ${expires}`);
      expect(await page.locator('img, script, b').count()).toBe(0);
      expect(asked).toEqual([]);
      await context.close();
    },
  );
});
