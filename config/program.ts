import { defineProgram } from '../lib/governance/program-config.ts';

/** Days for which each zone keeps data, and the promises to the people whose work is recorded. */
export const program = defineProgram({
  name: 'Strongroom',
  retentionDays: { raw: 7, redacted: 90, derived: 90, queries: 90, packages: 30, audit: 400 },
  lake: { table: 'activity' },
  promises: [
    {
      says: 'What you do is readable as captured by the redaction function and by nobody else.',
      claim: 'two-locks',
      zones: ['raw'],
      guard: 'DenyReadUnlessListed',
    },
    {
      says: 'Nobody can reach it step by step by changing something else.',
      claim: 'no-escalation',
      zones: ['raw', 'redacted'],
    },
    {
      says: 'Not even an administrator can open it without setting off an alarm.',
      claim: 'no-silent-administrator',
      zones: ['raw', 'redacted'],
    },
    {
      says: 'A team sees the columns and rows listed for it, after redaction, and no others.',
      claim: 'columns-and-rows',
      zones: ['redacted'],
    },
    {
      says: 'No log, queue or result keeps a copy that others can read.',
      claim: 'no-side-doors',
      zones: ['raw', 'redacted', 'derived'],
    },
    {
      says: 'Nobody who manages people is given what you do: no role marked so can read it or query it.',
      claim: 'people-management',
      zones: ['raw', 'redacted', 'derived'],
    },
    {
      says: 'Whether you pause, object or ask for an exemption is kept where nobody else can look. Those who decide about exemptions see the request without your name.',
      claim: 'two-locks',
      zones: ['participation'],
    },
    {
      says: 'Nothing is kept that no team may use, but what is listed with its reason.',
      claim: 'proportionate',
      zones: ['redacted'],
    },
    {
      says: 'Captured activity is gone after 7 days, what was made from it after 90.',
      claim: 'it-dies',
      zones: ['raw', 'redacted', 'derived'],
    },
  ],
  restartGuard: { zone: 'raw', statement: 'DenyReadUnlessListed' },
  collection: { workers: 1_000, hoursADay: 8, framesAMinute: 6 },
  retentionLagHours: 48,
  liveProofMinutes: 60,
});
