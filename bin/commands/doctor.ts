import { parseArgs } from 'node:util';
import { environments } from '../../config/environments.ts';
import { StrongroomError } from '../../lib/activity/errors.ts';
import { type DoctorVerdict, verdictOf } from '../../lib/governance/doctor/checks.ts';
import { chooseEnvironment } from '../../lib/governance/environment-config.ts';
import { doctorText } from '../../lib/report/doctor.ts';
import { examineAccount } from '../aws/doctor.ts';
import { configuration } from '../embedded/proof.ts';
import { EXIT } from '../exit.ts';
import { reply } from '../reply.ts';

const EXITS: Readonly<Record<DoctorVerdict, number>> = {
  ready: EXIT.holds,
  fails: EXIT.refused,
  unknown: EXIT.undecided,
};

/**
 * `strongroom doctor`: what would stop a deployment into the account of the credentials, and what to do. Changes nothing.
 * 0 ready, 1 something fails, 3 something could not be read.
 */
export async function run(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      region: { type: 'string' },
      environment: { type: 'string' },
      profile: { type: 'string' },
      json: { type: 'boolean' },
    },
  });
  const environment = chooseEnvironment(environments, values.environment ?? configuration.environment.name);
  const region =
    values.region ?? environment.target?.region ?? process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION;
  if (region === undefined)
    throw new StrongroomError('usage', 'no region is named', 'strongroom doctor --region REGION');
  if (values.profile !== undefined) process.env.AWS_PROFILE = values.profile;
  const checks = await examineAccount({ ...configuration, environment }, { region });
  const verdict = verdictOf(checks);
  reply(values.json, { verdict, checks }, () => doctorText(checks, verdict));
  return EXITS[verdict];
}
