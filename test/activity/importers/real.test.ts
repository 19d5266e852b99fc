import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { wordOf } from '../../../lib/activity/vocabulary/index.ts';
import { present } from '../../present.ts';
import { gaps, importAll, ofKind } from './build.ts';

/** Recordings of others, kept beside the project and never in it. No assertion here may print what they hold. */
const DATA = join(import.meta.dirname, '../../../../shared/data/recordings');
const here = existsSync(DATA);
if (!here) console.warn('skipped: ../shared/data/recordings is not here');

describe.skipIf(!here)('a real recording', () => {
  test.each(['ducktrack', 'openadapt-mockmed', 'agentnet-settings'])('keeps its words: %s', async (name) => {
    const { events } = await importAll(join(DATA, name));
    const roles = events.flatMap((event) =>
      event.kind === 'screen.text' ? (event.d.role ?? []) : event.kind === 'click' ? (event.d.el?.role ?? []) : [],
    );
    const reasons = events.flatMap((event) => (event.kind === 'control' ? event.d.reason : []));
    const others = (vocabulary: 'role' | 'control_reason', names: readonly string[]) =>
      names.filter((candidate) => wordOf(vocabulary, candidate) === 'other').length;
    expect([others('role', roles), others('control_reason', reasons)]).toEqual([0, 0]);
  });

  test('of DuckTrack imports whole', async () => {
    const imported = await importAll(join(DATA, 'ducktrack'));
    expect([imported.format, imported.faults, imported.report.records]).toEqual(['ducktrack', 0, 13_401]);
    expect(imported.events.length).toBeGreaterThan(250);
    expect(imported.events.length).toBeLessThan(450);
    expect(ofKind(imported, 'text').map(({ d }) => d.n)).toEqual([9, 17]);
    const typed = ofKind(imported, 'text').map(
      ({ d }) =>
        ofKind(imported, 'key').filter((k) => k.d.ph === 'down' && k.seq >= present(d.from) && k.seq <= present(d.to))
          .length,
    );
    expect(typed).toEqual([9, 17]);
    expect(gaps(imported)).toEqual([]);
    const written = JSON.stringify([imported.opens, imported.events]);
    expect(/192-0-2-17|2200600335105|Darwin|arm64|Mac14/.test(written)).toBe(false);
  });

  test('of openadapt-flow imports whole, without the text that runs together', async () => {
    const imported = await importAll(join(DATA, 'openadapt-mockmed'));
    expect([imported.format, imported.faults, imported.report.records]).toEqual(['openadapt-flow', 0, 6]);
    expect(ofKind(imported, 'click')).toHaveLength(5);
    expect(ofKind(imported, 'text').map(({ d }) => d.n)).toEqual([32]);
    expect(imported.frames).toHaveLength(7);
    expect(imported.frames.every(({ fits }) => fits)).toBe(true);
    expect(ofKind(imported, 'screen.frame').every(({ d }) => d.w === 1280 && d.h === 800)).toBe(true);
    expect(imported.report.unknown['field.structured_identity']).toBe(5);
    expect(/Sample|MRN|1980/.test(JSON.stringify(imported.events))).toBe(false);
  });
});
