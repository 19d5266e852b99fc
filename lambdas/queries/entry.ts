import { access } from '../../config/access.ts';
import { program } from '../../config/program.ts';
import { given } from '../../lib/storage/aws/config.ts';
import { awsPorts } from '../../lib/storage/aws/ports.ts';
import { AwsQueryHistory } from '../../lib/storage/aws/query-history.ts';
import { awsNames } from '../aws-names.ts';
import { queriesHandler } from './handler.ts';

const prefix = given(process.env.TEAM_PREFIX, 'the first part of the names of work groups');

export const handler = queriesHandler(awsPorts(awsNames(process.env)), {
  history: new AwsQueryHistory(),
  workgroups: Object.keys(access.teams).map((team) => `${prefix}${team}`),
  keepDays: program.retentionDays.queries,
});
