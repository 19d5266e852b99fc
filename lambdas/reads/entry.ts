import { access } from '../../config/access.ts';
import { environment } from '../../config/environments.ts';
import { program } from '../../config/program.ts';
import { redaction } from '../../config/redaction.ts';
import { awsDeployment } from '../../lib/storage/aws/deployment.ts';
import { awsPorts } from '../../lib/storage/aws/ports.ts';
import { awsNames } from '../aws-names.ts';
import { stacksOf } from '../deployments.ts';
import { readsHandler } from './handler.ts';

const { AWS_REGION: region = '', ACCOUNT: account = '' } = process.env;
const deployment = awsDeployment();

export const handler = readsHandler(awsPorts(awsNames(process.env)), {
  ...{ account, region },
  configuration: { access, program, environment, redaction },
  templates: async () => {
    const bodies = await deployment.templates(stacksOf(process.env));
    return new Map([...bodies].map(([name, body]) => [name, JSON.parse(body) as object]));
  },
});
