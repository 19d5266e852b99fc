import { CloudFormationClient, GetTemplateCommand } from '@aws-sdk/client-cloudformation';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { StrongroomError } from '../../activity/errors.ts';
import { calling, nameOf } from './errors.ts';

/** What is deployed, and as whom we look at it. */
export class AwsDeployment {
  readonly #cloudFormation: CloudFormationClient;
  readonly #sts: STSClient;

  constructor(cloudFormation: CloudFormationClient, sts: STSClient) {
    this.#cloudFormation = cloudFormation;
    this.#sts = sts;
  }

  /** Account and ARN of the credentials in use, as STS knows them: of a session `…:assumed-role/<role>/<session>`. */
  async caller(): Promise<{ readonly accountId: string; readonly arn: string }> {
    const { Account, Arn } = await calling('say who calls', () => this.#sts.send(new GetCallerIdentityCommand({})));
    return { accountId: Account!, arn: Arn! };
  }

  /**
   * Templates of stacks as they were deployed last, by stack name.
   * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_GetTemplate.html
   * @throws StrongroomError templates.missing when one of the stacks is not there
   */
  async templates(stacks: readonly string[]): Promise<Map<string, string>> {
    const found = await Promise.all(stacks.map(async (name) => [name, await this.#template(name)] as const));
    return new Map(found);
  }

  async #template(StackName: string): Promise<string> {
    const command = new GetTemplateCommand({ StackName, TemplateStage: 'Original' });
    try {
      const { TemplateBody } = await calling('read a template', () => this.#cloudFormation.send(command));
      return TemplateBody!;
    } catch (error) {
      if (nameOf(error) !== 'ValidationError') throw error;
      throw new StrongroomError('templates.missing', `there is no stack ${StackName}`, 'deploy all stacks first');
    }
  }
}

/** With the credentials and the region of the environment. */
export const awsDeployment = (): AwsDeployment => new AwsDeployment(new CloudFormationClient(), new STSClient());
