import type { App, Need } from '../../access/index.ts';
import type { Configuration } from '../configuration.ts';
import { deploymentNeeds } from './deployment.ts';
import { existingNeeds } from './existing.ts';
import { functionNeeds } from './functions.ts';
import { lakeNeeds } from './lake.ts';
import { liveNeeds } from './live.ts';
import { peopleNeeds } from './people.ts';
import { serviceNeeds } from './services.ts';
import { Where } from './where.ts';

/**
 * Every call that the platform makes, and that AWS and people make for it. `app` gives the place of the templates, and
 * the existing keys, log groups, rules, alarms and APIs.
 */
export function needsOf(configuration: Configuration, app: App): Need[] {
  const where = new Where(configuration, app);
  const teams = Object.keys(configuration.access.teams);
  return [
    ...functionNeeds(where, teams, configuration.redaction?.comprehend ?? false),
    ...lakeNeeds(where),
    ...serviceNeeds(where, configuration, app),
    ...deploymentNeeds(where, configuration, app),
    ...peopleNeeds(where, configuration),
    ...liveNeeds(where, teams),
    ...existingNeeds(where, configuration),
  ];
}
