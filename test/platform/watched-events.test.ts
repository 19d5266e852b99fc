import { expect, test } from 'vitest';
import { CATALOGUE } from '../../lib/access/escalate/catalogue.ts';
import { watchedBy } from '../../lib/access/escalate/events.ts';
import { RUNNING } from '../../lib/access/escalate/running.ts';
import { readApp } from '../../lib/access/index.ts';
import { concernsUs, OWN_COMPUTE, TRUSTED_SERVICES, UNWATCHED } from '../../lib/platform/audit/watched-events.ts';
import { place } from '../access/fixtures/platform.ts';
import { platformTemplates } from './synthesized.ts';

const app = readApp((await platformTemplates()) as Parameters<typeof readApp>[0], place);

test('a deployed rule matches every step of the catalogue that concerns the platform', () => {
  const watched = watchedBy(app);
  const steps = CATALOGUE.filter(concernsUs);
  expect(steps.length).toBeGreaterThan(80);
  const silent = steps.filter(
    ({ actions }) => actions.length > 0 && !actions.some((action) => watched(action) || action in UNWATCHED),
  );
  expect(silent.map(({ id }) => id)).toEqual([]);
});

test('each unwatched step is in the catalogue', () => {
  const actions = CATALOGUE.flatMap((entry) => entry.actions);
  expect(Object.keys(UNWATCHED).filter((action) => !actions.includes(action))).toEqual([]);
});

test('the steps are chosen by the services that roles trust and the existing compute', () => {
  const trusts = JSON.stringify(app.roles.map(({ trust }) => trust.statements.map(({ raw }) => raw)));
  const services = new Set([...trusts.matchAll(/"([a-z0-9.-]+)\.amazonaws\.com"/g)].map(([, service]) => service));
  expect([...services].sort()).toEqual([...TRUSTED_SERVICES]);
  const types = new Set(app.resources.map(({ type }) => type));
  expect(Object.keys(RUNNING).filter((type) => types.has(type) && !OWN_COMPUTE.includes(type))).toEqual([]);
});
