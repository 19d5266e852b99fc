import { defineTenant } from '../lib/governance/tenant-config.ts';

/**
 * What only you can know: names that redaction must mask wherever they stand, labels of your own applications that it must
 * leave alone, and windows that are private on top of the shipped list (lib/redaction/windows/policy.json). Whole words, in
 * any case.
 */
export const tenant = defineTenant({
  customers: [],
  codeNames: [],
  allow: [],
  private: { apps: [], hosts: [], titles: [] },
});
