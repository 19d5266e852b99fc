import type { App } from 'aws-cdk-lib';
import recommended from 'aws-cdk-lib/recommended-feature-flags.json' with { type: 'json' };

/** Context for the CDK: every switch that can change a template, the manifest or the result of a synth. */
export interface CdkContext {
  /** Qualifier of the bootstrap, which is part of the deployment role's name. */
  readonly qualifier: string;
  /** False leaves the functions' code unbundled. */
  readonly bundle: boolean;
}

const contextOf = ({ qualifier, bundle }: CdkContext): Readonly<Record<string, unknown>> => ({
  // The behaviour of the pinned CDK: every flag that it recommends, with the exceptions below.
  ...recommended,
  // Fn::GetStackOutput would let a stack be deleted while another stack still uses its resources. For a key or a role
  // that a policy names, the deletion must fail, so references are exports and imports.
  '@aws-cdk/core:defaultCrossStackReferences': 'strong',
  '@aws-cdk/core:bootstrapQualifier': qualifier,
  // Construct paths in the template: a witness of the access proof points at them.
  'aws:cdk:enable-path-metadata': true,
  'aws:cdk:enable-asset-metadata': false,
  'aws:cdk:version-reporting': false,
  // Every stack, even when the command line deploys only one: an unbundled function has another hash.
  'aws:cdk:bundling-stacks': bundle ? ['**'] : [],
  // This process fails when a claim fails. The command line would skip problems that it attributes to other stacks
  // (`cdk deploy ONE`), and all of them after `--no-validation`.
  '@aws-cdk/core:failSynthOnValidationErrors': true,
  '@aws-cdk/core:appMode': 'inmemory',
});

/**
 * Gives the app its own context and no other. Values from `cdk -c`, `cdk.json`, `~/.cdk.json`, `cdk.context.json` and
 * the environment are dropped, known switch or not, so every synth produces the templates that the proof covered.
 * (`postCliContext` of the app wins over these for the keys it names, and lets every other key in.) Must run before the
 * app has children.
 * @returns the dropped keys that a user set, sorted; excludes those that the command line always sends
 */
export const closeContext = (app: App, context: CdkContext): string[] => {
  const ours = contextOf(context);
  const outside: Readonly<Record<string, unknown>> = app.node.getAllContext() ?? {};
  for (const key of new Set([...Object.keys(outside), ...Object.keys(ours)])) app.node.setContext(key, ours[key]);
  return Object.entries(outside)
    .filter(([key, value]) => !SENT_BY_COMMAND_LINE.test(key) && JSON.stringify(value) !== JSON.stringify(ours[key]))
    .map(([key]) => key)
    .toSorted();
};

/** `contextFromSettings` of the pinned command line. */
const SENT_BY_COMMAND_LINE = /^(aws:cdk:|@aws-cdk\/core:failSynthOnValidationErrors$)/;
