/** A part of the code, and the tests that must notice when it is changed. Globs from the root of this repository. */
export interface Room {
  readonly files: string;
  readonly tests: readonly string[];
}

export const ROOMS: Readonly<Record<string, Room>> = {
  checksums: {
    files: 'lib/redaction/rules/{checks,checksums,national-checks}.ts',
    tests: ['test/redaction/identifiers.test.ts', 'test/redaction/proved.test.ts', 'test/redaction/types.test.ts'],
  },
  rules: {
    files: 'lib/redaction/rules/*.ts',
    tests: [
      'test/redaction/boundaries.test.ts',
      'test/redaction/plausible.test.ts',
      'test/redaction/proved.test.ts',
      'test/redaction/types.test.ts',
      'test/redaction/tokens.test.ts',
      'test/redaction/identifiers.test.ts',
      'test/redaction/text.test.ts',
    ],
  },
  decision: {
    files: 'lib/access/{decide,policy,query}/*.ts',
    tests: [
      'test/access/decide.test.ts',
      'test/access/bounds.test.ts',
      'test/access/smtlib.test.ts',
      'test/access/evaluate.test.ts',
      'test/access/locations.test.ts',
      'test/access/policy.test.ts',
      'test/access/solved.test.ts',
      'test/access/matrix.test.ts',
      'test/access/compare.test.ts',
    ],
  },
  gate: {
    files: 'lib/governance/gate/*.ts',
    tests: [
      'test/governance/gate',
      'test/lambdas/gate-adversary.test.ts',
      'test/lambdas/ingest-gate.test.ts',
      'test/lambdas/approved-deployment.test.ts',
    ],
  },
  storage: {
    files: 'lib/storage/local/*.ts',
    tests: [
      'test/storage/durability.test.ts',
      'test/storage/local.test.ts',
      'test/storage/queue.test.ts',
      'test/storage/locks.test.ts',
      'test/storage/sealed-file.test.ts',
      'test/storage/folder-lock.test.ts',
      'test/storage/access.test.ts',
      'test/storage/make-folder.test.ts',
      'test/storage/shortages.test.ts',
      'test/storage/names.test.ts',
      'test/storage/each-call-is-decided.test.ts',
    ],
  },
  'row-filters': {
    files: 'lib/activity/row-filter/*.ts',
    tests: [
      'test/activity/row-filter.test.ts',
      'test/governance/admits.test.ts',
      'test/governance/row-filter.test.ts',
      'test/storage/row-filter.test.ts',
      'test/governance/access-config.test.ts',
      'test/governance/check-configuration.test.ts',
    ],
  },
  retention: {
    files: '{lib/retention/**/*.ts,lambdas/retain/**/*.ts}',
    tests: [
      'test/retention',
      'test/lambdas/retain.test.ts',
      'test/lambdas/retain-function.test.ts',
      'test/lambdas/retained-frames.test.ts',
      'test/lambdas/lineage.test.ts',
      'test/lambdas/inventory.test.ts',
      'test/lambdas/inventory-function.test.ts',
    ],
  },
};
