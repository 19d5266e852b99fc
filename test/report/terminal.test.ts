import { expect, test } from 'vitest';
import type { Attempt } from '../../lib/report/summary.ts';
import { attemptLines, PLAIN } from '../../lib/report/terminal.ts';

const attempt = (principal: string, decision: string, statement: string, target = 'GetObject in raw'): Attempt => ({
  ...{ principal, target, decision, statement },
});

test('principals with the same refusal are listed together, and an admitted one alone', () => {
  const lines = attemptLines(
    [
      attempt('outsider', 'ExplicitlyDenied', 'statement Deny of Raw'),
      attempt('team a', 'ExplicitlyDenied', 'statement Deny of Raw; statement Boundary of a'),
      attempt('team b', 'Allowed', 'statement Allow of b'),
      attempt('outsider', 'ImplicitlyDenied', 'no grant', 'SELECT'),
      attempt('team a', 'ImplicitlyDenied', 'no workgroup', 'SELECT'),
    ],
    PLAIN,
  );
  expect(lines).toEqual([
    ...['refused  GetObject in raw', '  to outsider, team a', '  statement Deny of Raw'],
    ...['allowed  GetObject in raw', '  to team b', '  statement Allow of b'],
    ...['refused  SELECT', '  to outsider, team a', '  no grant', '  no workgroup'],
  ]);
});
