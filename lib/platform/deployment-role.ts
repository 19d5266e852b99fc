import { type App, DefaultStackSynthesizer, Stack } from 'aws-cdk-lib';
import type { Names } from './names.ts';

/**
 * Fails the synth when a stack would be deployed with a role other than the one that the trusted base, the locks and
 * Lake Formation name: the claims would then be proved about a role that is not in use.
 */
export const checkDeploymentRole = (app: App, names: Names): void =>
  app.node.addValidation({
    validate: () =>
      app.node
        .findAll()
        .filter((construct) => Stack.isStack(construct))
        .filter((stack) => roleOf(stack) !== names.deploymentRole)
        .map(
          (stack) =>
            `${stack.stackName} would be deployed with ${roleOf(stack) ?? 'a role that is not known'}, but the trusted base names ${names.deploymentRole}`,
        ),
  });

const roleOf = ({ synthesizer }: Stack): string | undefined =>
  synthesizer instanceof DefaultStackSynthesizer ? synthesizer.cloudFormationExecutionRoleArn : undefined;
