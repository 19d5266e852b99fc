import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Certificate, propose, sha256Of } from '../../../lib/governance/gate/certificate.ts';
import { examine } from '../../../lib/governance/gate/examine.ts';
import {
  type Gate,
  type GateFacts,
  gateSchema,
  initialGate,
  isOpen,
  lapseOf,
  reasonOf,
  step,
  TRANSITIONS,
} from '../../../lib/governance/gate/gate.ts';
import { type GateLog, pauseKeysOf, placeIn, withFiled } from '../../../lib/governance/gate/log.ts';
import { present } from '../../present.ts';
import { APPROVALS, CERTIFIED, EXPIRES, newSigner, OPENED, PROPOSED, signed, TEMPLATES } from '../certificates.ts';

/** Digest of templates that are not certified at first. */
const OTHERS = sha256Of('others');
const HOUR = 3_600_000;
const NOW = new Date('2026-05-20T10:00:00Z');
const EMPTY: GateLog = { newest: [], number: 0, pauses: [], before: [] };
/** The log after one more pause. */
const pausedIn = (log: GateLog, unique = '1'): GateLog => ({
  ...log,
  pauses: [...log.pauses, ...pauseKeysOf(log, unique)],
});
const signer = newSigner();
const by = { id: 'gil', via: 'declared' } as const;
const FACTS: GateFacts = {
  now: NOW,
  log: EMPTY,
  templates: TEMPLATES,
  retention: new Date(NOW.getTime() - HOUR),
  retentionLag: 48 * HOUR,
  late: [],
  reviewers: 2,
  examine: (document) => examine(document, signer.anchor),
};
/** The same once the certificate is filed, as happens when the gate opens under it. */
let FILED: GateFacts;
let certificate: Certificate;
let running: Gate;
beforeAll(async () => {
  certificate = await signed(CERTIFIED, signer);
  running = step(initialGate(NOW), { on: 'resume', by, certificate }, FACTS);
  FILED = { ...FACTS, log: withFiled(certificate, EMPTY) };
});

describe('the gate', () => {
  test('starts paused', () => {
    expect(isOpen(initialGate(NOW), FACTS)).toBe(false);
    expect(reasonOf(initialGate(NOW), FACTS)).toBe('never-certified');
  });

  test('defines the result of each request in each state', () => {
    expect(Object.keys(TRANSITIONS)).toEqual(['paused', 'running']);
    for (const moves of Object.values(TRANSITIONS)) expect(Object.keys(moves)).toEqual(['pause', 'resume', 'settle']);
  });

  const lapses: [string, Partial<GateFacts>][] = [
    ['certificate-expired', { now: new Date(EXPIRES) }],
    ['certificate-not-yet', { now: new Date('2026-04-30T00:00:00Z') }],
    ['templates-changed', { templates: OTHERS }],
    ['templates-unknown', { templates: undefined }],
    ['too-few-approvers', { reviewers: 3 }],
    ['certificate-invalid', { examine: (document) => examine(document, newSigner().anchor) }],
    ['retention-late', { retention: new Date(NOW.getTime() - 48 * HOUR - 1) }],
    ['retention-late', { retention: undefined, now: new Date(NOW.getTime() + 48 * HOUR + 1) }],
    ['retention-late', { retention: new Date(NOW.getTime() + HOUR) }],
    ['retention-late', { retention: new Date(Number.NaN) }],
    ['retention-late', { late: ['XA', '*'] }],
    ['certificate-superseded', { log: { newest: ['00000009-x'], number: 9, pauses: [], before: [] } }],
  ];
  test.each(lapses)(
    '%s closes it at once, keeps it from opening, and is recorded at the next settle',
    (lapse, change) => {
      const facts = { ...FILED, ...change };
      expect([isOpen(running, FILED), isOpen(running, facts), lapseOf(running, facts)]).toEqual([true, false, lapse]);
      expect(step(running, { on: 'settle' }, facts)).toMatchObject({ state: 'paused', reason: lapse, by: null });
      expect(step(running, { on: 'settle' }, FILED)).toBe(running);
      // Before its first run, retention cannot be late.
      if (change.retention === undefined && 'retention' in change) return;
      const opening = { ...FACTS, ...change };
      expect(() => step(initialGate(NOW), { on: 'resume', by, certificate }, opening)).toThrow(/refused|retention/);
    },
  );

  test('a claimed earlier first run hides no silence of retention: the certificate holds the opening time', () => {
    const facts = { ...FILED, retention: undefined, now: new Date(Date.parse(OPENED.at) + 48 * HOUR + 1) };
    for (const first of [null, facts.now.toISOString()])
      expect(lapseOf({ ...running, first }, facts)).toBe('retention-late');
  });

  test('before its first run retention cannot be late: the silence begins with the opening', () => {
    const opened = Date.parse(OPENED.at);
    for (const first of [null, OPENED.at]) {
      const silent = (ms: number) =>
        lapseOf({ ...running, first }, { ...FILED, retention: undefined, now: new Date(opened + ms) });
      expect([silent(48 * HOUR), silent(48 * HOUR + 1)]).toEqual([undefined, 'retention-late']);
    }
  });

  test('the reason of a pause has at most 64 characters', () => {
    const paused = (length: number) =>
      gateSchema.safeParse({ ...initialGate(NOW), reason: 'x'.repeat(length) }).success;
    expect([0, 1, 64, 65].map(paused)).toEqual([false, true, true, false]);
  });

  test('an approval dated in the future does not count yet', async () => {
    const approvals = APPROVALS.with(1, { ...present(APPROVALS[1]), at: new Date(NOW.getTime() + 1).toISOString() });
    const early = await signed({ ...CERTIFIED, approvals }, signer);
    const resume = (facts: GateFacts) => step(initialGate(NOW), { on: 'resume', by, certificate: early }, facts);
    expect(() => resume(FACTS)).toThrow(expect.objectContaining({ code: 'certificate.expired' }));
    expect(resume({ ...FACTS, now: new Date(NOW.getTime() + 1) })).toMatchObject({ state: 'running' });
  });

  test('a pause closes it whatever the stored state, and it opens under a certificate that names the pause', async () => {
    const log = pausedIn(FILED.log);
    expect(lapseOf(running, { ...FILED, log })).toBe('pause-recorded');
    const resume = (document: unknown, facts: GateFacts) =>
      step(running, { on: 'resume', by, certificate: document }, facts);
    const stale = expect.objectContaining({ code: 'certificate.stale' });
    expect(() => resume(certificate, { ...FILED, log })).toThrow(stale);
    const proposal = propose({ ...PROPOSED, after: placeIn(log) });
    const next = await signed({ ...proposal, approvals: [...APPROVALS], opened: OPENED }, signer);
    expect(resume(next, { ...FILED, log })).toMatchObject({ state: 'running' });
    // A pause between the request and the decision, whether or not the certificate was filed first.
    const late = pausedIn(log, '2');
    expect(() => resume(next, { ...FILED, log: late })).toThrow(stale);
    for (const raced of [{ ...withFiled(next, log), before: late.pauses }, pausedIn(withFiled(next, log))])
      expect(lapseOf({ ...running, certificate: next } as Gate, { ...FILED, log: raced })).toBe('pause-recorded');
  });
});

/** Possible actions of a history. */
type Deed =
  | { readonly do: 'pause' | 'settle' | 'retain' | 'deploy-other' | 'deploy-same' | 'forget-deployed' }
  | { readonly do: 'wait'; readonly hours: number }
  /** By a principal that can write the control table: any earlier state. */
  | { readonly do: 'write-back'; readonly which: number }
  | { readonly do: 'resume'; readonly which: number };

describe('whatever happens', () => {
  /** Certificates, with their faults; fresh ones are approved at the moment of use. */
  let pool: { readonly document: unknown; readonly about?: string }[];
  beforeAll(async () => {
    const proposal = propose({ ...PROPOSED, digests: { ...PROPOSED.digests, templates: OTHERS } });
    const other = await signed({ ...proposal, approvals: [...APPROVALS], opened: OPENED }, signer);
    pool = [
      { document: certificate, about: TEMPLATES },
      { document: await signed(CERTIFIED, newSigner()) },
      { document: { ...certificate, incident: null } },
      { document: { ...certificate, approvals: [...certificate.approvals, certificate.approvals[0]] } },
      { document: await signed({ ...CERTIFIED, approvals: [present(APPROVALS[0])] }, signer) },
      { document: { ...certificate, expires: '2027-05-31T00:00:00.000Z' } },
      { document: other, about: OTHERS },
      { document: null },
      { document: 'running' },
      { document: {} },
    ];
  });

  const deed: fc.Arbitrary<Deed> = fc.oneof(
    fc.constantFrom<Deed>(
      { do: 'pause' },
      { do: 'settle' },
      { do: 'retain' },
      { do: 'deploy-other' },
      { do: 'deploy-same' },
      { do: 'forget-deployed' },
    ),
    fc.record({ do: fc.constant('wait' as const), hours: fc.integer({ min: 1, max: 60 }) }),
    fc.record({ do: fc.constant('resume' as const), which: fc.nat({ max: 9 }) }),
    fc.record({ do: fc.constant('write-back' as const), which: fc.nat({ max: 20 }) }),
    fc.constant<Deed>({ do: 'resume', which: 0 }),
  );

  test('10,000 histories: nothing passes without a valid certificate, or while retention is dead', () => {
    // Each document is examined once, because signatures are slow; asserts that all but one are refused.
    const accepted = new Map<unknown, Certificate>();
    for (const { document } of pool) {
      try {
        const genuine = examine(document, signer.anchor);
        accepted.set(document, genuine).set(genuine, genuine);
      } catch {}
    }
    expect(pool.filter(({ document }) => accepted.has(document)).map(({ document }) => document)).toEqual([
      certificate,
      present(pool[6]).document,
    ]);
    const known = (document: unknown): Certificate => {
      const genuine = accepted.get(document);
      if (genuine === undefined) throw new Error('not genuine');
      return genuine;
    };
    let opened = 0;
    fc.assert(
      fc.property(fc.array(deed, { maxLength: 12 }), (deeds) => {
        const world = { ...FACTS, examine: known } as { -readonly [K in keyof GateFacts]: GateFacts[K] };
        let gate: Gate = initialGate(NOW);
        // The expected state, kept apart from the gate: opened by a good certificate, and not paused since.
        let allowed: string | undefined;
        let pausedAt: number | undefined;
        const states: Gate[] = [gate];
        let meddled = false;
        for (const one of deeds) {
          if (one.do === 'write-back') {
            gate = present(states[one.which % states.length]);
            meddled = true;
          }
          const was = gate;
          try {
            if (one.do === 'wait') world.now = new Date(world.now.getTime() + one.hours * HOUR);
            if (one.do === 'retain') world.retention = world.now;
            if (one.do === 'deploy-other') world.templates = OTHERS;
            if (one.do === 'deploy-same') world.templates = TEMPLATES;
            if (one.do === 'forget-deployed') world.templates = undefined;
            if (one.do === 'settle') gate = step(gate, { on: 'settle' }, world);
            if (one.do === 'pause') gate = step(gate, { on: 'pause', by, reason: 'drill' }, world);
            if (one.do === 'resume') {
              const { document, about } = present(pool[one.which]);
              gate = step(gate, { on: 'resume', by, certificate: document }, world);
              expect([about, pausedAt]).toEqual([world.templates, undefined]);
              allowed = about;
              world.log = withFiled(document as Certificate, world.log);
            }
          } catch (error) {
            if ((error as Error).name === 'AssertionError') throw error;
            expect(gate).toBe(was);
          }
          if (gate.state === 'paused' && was !== gate) {
            allowed = undefined;
            pausedAt ??= world.now.getTime();
            world.log = pausedIn(world.log, String(world.log.pauses.length));
          }
          if (was !== gate) states.push(gate);
          const alive = world.now.getTime() - (world.retention?.getTime() ?? 0) <= world.retentionLag;
          const valid = world.now.getTime() < Date.parse(EXPIRES);
          const may = allowed !== undefined && allowed === world.templates && alive && valid;
          if (isOpen(gate, world)) opened++;
          // A tampering principal may close it, but never open it.
          if (meddled) expect(may || !isOpen(gate, world)).toBe(true);
          else expect(isOpen(gate, world)).toBe(may);
        }
      }),
      { numRuns: 10_000 },
    );
    // A property about a gate that never opens would prove nothing.
    expect(opened).toBeGreaterThan(5_000);
  });
});
