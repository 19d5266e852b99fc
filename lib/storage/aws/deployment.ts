import {
  CloudFormationClient,
  GetTemplateCommand,
  paginateDescribeStackEvents,
  paginateListStacks,
} from '@aws-sdk/client-cloudformation';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { StrongroomError } from '../../activity/errors.ts';
import { answered, calling, nameOf } from './errors.ts';

/** The deployed stacks, and the caller that reads them. */
export class AwsDeployment {
  readonly #cloudFormation: CloudFormationClient;
  readonly #sts: STSClient;

  constructor(cloudFormation: CloudFormationClient, sts: STSClient) {
    this.#cloudFormation = cloudFormation;
    this.#sts = sts;
  }

  /** Account and ARN of the credentials in use, from STS: for a session `…:assumed-role/<role>/<session>`. */
  async caller(): Promise<{ readonly accountId: string; readonly arn: string }> {
    const { Account, Arn } = await calling('say who calls', () => this.#sts.send(new GetCallerIdentityCommand({})));
    return { accountId: answered(Account, 'the account'), arn: answered(Arn, 'the ARN of the caller') };
  }

  /**
   * The most recently deployed templates of stacks, by stack name.
   * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_GetTemplate.html
   * @throws StrongroomError templates.missing when one of the stacks does not exist
   */
  async templates(stacks: readonly string[]): Promise<Map<string, string>> {
    const found = await Promise.all(stacks.map(async (name) => [name, await this.#template(name)] as const));
    return new Map(found);
  }

  /**
   * Every stack of the account and region, including those deleted in the last 90 days.
   * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListStacks.html
   */
  async stacks(): Promise<{ readonly name: string; readonly busy: boolean; readonly touched: Date }[]> {
    return calling('list the stacks', async () => {
      const found = [];
      for await (const { StackSummaries } of paginateListStacks({ client: this.#cloudFormation }, {}))
        for (const { StackName, StackStatus, ...at } of StackSummaries ?? []) {
          const times = [at.CreationTime, at.LastUpdatedTime, at.DeletionTime].map((time) => time?.getTime() ?? 0);
          const busy = StackStatus === undefined || StackStatus.endsWith('_IN_PROGRESS');
          found.push({ name: StackName ?? '', busy, touched: new Date(Math.max(...times)) });
        }
      return found;
    });
  }

  /**
   * How many times the creation, update or deletion of each stack began since a moment, by its name. Rollbacks count
   * too.
   * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackEvents.html
   */
  async changesSince(stacks: readonly string[], since: Date): Promise<Map<string, number>> {
    const found = await Promise.all(
      stacks.map(
        async (name) => [name, await calling('read the events of a stack', () => this.#changes(name, since))] as const,
      ),
    );
    return new Map(found);
  }

  /** Events come newest first. An event without a time counts as new. */
  async #changes(StackName: string, since: Date): Promise<number> {
    let changes = 0;
    for await (const { StackEvents } of paginateDescribeStackEvents({ client: this.#cloudFormation }, { StackName }))
      for (const { Timestamp, StackId, PhysicalResourceId, ResourceStatus } of StackEvents ?? []) {
        if (Timestamp !== undefined && Timestamp < since) return changes;
        // The stack itself is among its resources. A clean-up ends a change and is not a change of its own.
        const begins = ResourceStatus?.endsWith('_IN_PROGRESS') && !ResourceStatus.includes('CLEANUP');
        if (PhysicalResourceId === StackId && begins) changes++;
      }
    return changes;
  }

  async #template(StackName: string): Promise<string> {
    const command = new GetTemplateCommand({ StackName, TemplateStage: 'Original' });
    try {
      const { TemplateBody } = await calling('read a template', () => this.#cloudFormation.send(command));
      return answered(TemplateBody, 'the template');
    } catch (error) {
      if (nameOf(error) !== 'ValidationError') throw error;
      throw new StrongroomError('templates.missing', `there is no stack ${StackName}`, 'deploy all stacks first');
    }
  }
}

/** With the credentials and the region of the environment. */
export const awsDeployment = (): AwsDeployment => new AwsDeployment(new CloudFormationClient(), new STSClient());
