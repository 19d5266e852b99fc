import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { environment } from '../config/environments.ts';
import { program } from '../config/program.ts';
import { LIVE_ACTIONS } from '../lib/access/live/index.ts';
import { organisationPolicies } from '../lib/governance/organisation-policies.ts';
import { reviewPages } from '../lib/platform/review/pages.ts';
import { templatesOf } from '../lib/platform/review/templates.ts';
import { synthesize } from '../lib/platform/synthesize.ts';
import { DOCTOR_ACTIONS } from '../lib/storage/aws/account.ts';
import { FIGURES_PAGE, figuresPage, sampleFigures } from './embedded/sample-figures.ts';

/**
 * Writes the rendered policies of the app of `config/` to `review/`, with the figures of each team for the committed sample, and
 * removes stale files.
 * @returns files written
 * @throws StrongroomError `config.invalid`, and whatever refuses a synth
 */
export async function writeReview(): Promise<number> {
  const folder = join(import.meta.dirname, '../review');
  const assembly = mkdtempSync(join(tmpdir(), 'strongroom-review-'));
  try {
    const policies = reviewPages(templatesOf(synthesize(assembly, { bundle: false })));
    const pages = { ...policies, [FIGURES_PAGE]: figuresPage(await sampleFigures()) };
    rmSync(folder, { recursive: true, force: true });
    for (const [name, text] of Object.entries(pages)) {
      const file = join(folder, name);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
    // For the organisation, which no stack of a single account can reach.
    const organisation = join(import.meta.dirname, '../policies');
    mkdirSync(organisation, { recursive: true });
    for (const [name, policy] of Object.entries(organisationPolicies(environment, program)))
      writeFileSync(join(organisation, name), `${JSON.stringify(policy, null, 2)}\n`);
    // For the person who runs `doctor` on an account before the first deployment.
    const reads = { Sid: 'ReadAccount', Effect: 'Allow', Action: DOCTOR_ACTIONS, Resource: '*' };
    const doctor = { Version: '2012-10-17', Statement: [reads] };
    writeFileSync(join(organisation, 'doctor-policy.json'), `${JSON.stringify(doctor, null, 2)}\n`);
    // For the person who runs `prove --live`.
    const asks = { Sid: 'ReadPolicies', Effect: 'Allow', Action: LIVE_ACTIONS, Resource: '*' };
    const live = { Version: '2012-10-17', Statement: [asks] };
    writeFileSync(join(organisation, 'live-policy.json'), `${JSON.stringify(live, null, 2)}\n`);
    return Object.keys(pages).length;
  } finally {
    rmSync(assembly, { recursive: true, force: true });
  }
}
