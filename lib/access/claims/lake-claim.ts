import type { Finding } from '../inquiry/nobody-can.ts';
import { type Claim, settingStep, type Verdict } from '../inquiry/proof.ts';
import type { Resource } from '../model/app.ts';

/** A claim about what Lake Formation lets through. */
export const lakeClaim = (part: string, name: string, text: string, finding: Finding): Claim => ({
  id: `columns-and-rows/${part}`,
  class: name,
  tier: 'B',
  text,
  ...finding,
  guards: [],
});

/** A setting or grant by which a principal gets more than is declared. */
export const lakeFault = (
  origin: Resource,
  principal: string,
  resource: string,
  setting: string,
  because: string,
  verdict: Verdict = 'refuted',
): Finding => ({
  verdict,
  because,
  witness: { principal, path: [settingStep(origin, 'lakeformation:GetDataAccess', resource, setting)] },
});
