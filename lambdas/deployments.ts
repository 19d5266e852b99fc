import { type StackNews, stackDigests } from '../lib/governance/gate/deployment.ts';
import { STACKS } from '../lib/governance/stacks.ts';
import type { Deployments } from './sentinel/approved.ts';
import { configured } from './settings.ts';

/** The stacks of the installation that a function belongs to. */
export const stacksOf = ({ STACK_PREFIX: prefix }: NodeJS.ProcessEnv): string[] =>
  prefix === undefined ? [] : STACKS.map((name) => `${prefix}-${name}`);

/** The stacks of an account, as CloudFormation reports them. */
interface Stacks {
  templates(stacks: readonly string[]): Promise<Map<string, string>>;
  changesSince(stacks: readonly string[], since: Date): Promise<Map<string, number>>;
  stacks(): Promise<readonly StackNews[]>;
}

/** How a function learns which deployment is running. Without the stack names, no deployment counts as ours. */
export function deploymentsOf(env: NodeJS.ProcessEnv, deployment: Stacks): Deployments | undefined {
  const { DEPLOYMENT_ROLE: role } = env;
  const names = stacksOf(env);
  if (names.length === 0 || role === undefined) return undefined;
  return {
    role,
    reviewers: configured().reviewers,
    stacks: names,
    facts: async (since: Date) => {
      const [templates, changes, stacks] = await Promise.all([
        deployment.templates(names),
        deployment.changesSince(names, since),
        deployment.stacks(),
      ]);
      const live = Object.entries(stackDigests(templates)).map(([name, template]) => [
        name,
        { template, changes: changes.get(name) ?? Number.POSITIVE_INFINITY },
      ]);
      return { live: Object.fromEntries(live), stacks };
    },
  };
}
