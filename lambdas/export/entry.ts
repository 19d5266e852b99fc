import { access } from '../../config/access.ts';
import { given } from '../../lib/storage/aws/config.ts';
import { awsPorts } from '../../lib/storage/aws/ports.ts';
import { AwsQueries } from '../../lib/storage/aws/queries.ts';
import { awsNames } from '../aws-names.ts';
import { configured } from '../settings.ts';
import { exportHandler } from './handler.ts';

const names = awsNames(process.env);

export const handler = exportHandler({
  teams: access.teams,
  ports: awsPorts(names),
  settings: configured(),
  queriesOf: (team) =>
    new AwsQueries({
      workgroup: `${given(process.env.TEAM_PREFIX, 'how the work groups of teams begin')}${team}`,
      database: given(names.database, 'the database'),
    }),
});
