import type { App } from 'aws-cdk-lib';
import recommended from 'aws-cdk-lib/recommended-feature-flags.json' with { type: 'json' };

/** What the CDK is told about this app: every switch that can change a template, the manifest or the end of a synth. */
export interface Context {
  /** Qualifier of the bootstrap, which the name of the deployment role contains. */
  readonly qualifier: string;
  /** False leaves the functions' code unbundled. */
  readonly bundle: boolean;
}

const contextOf = ({ qualifier, bundle }: Context): Readonly<Record<string, unknown>> => ({
  // The behaviour of the pinned CDK: every flag that it recommends, except where said.
  ...recommended,
  // Fn::GetStackOutput lets a stack be deleted while another still uses what it made. For a key or a role that a policy
  // names that must fail, so references are exports and imports.
  '@aws-cdk/core:defaultCrossStackReferences': 'strong',
  '@aws-cdk/core:bootstrapQualifier': qualifier,
  // Construct paths in the template: a witness of the access proof points at them.
  'aws:cdk:enable-path-metadata': true,
  'aws:cdk:enable-asset-metadata': false,
  'aws:cdk:version-reporting': false,
  // Every stack, also where the command line deploys one: an unbundled function has another hash.
  'aws:cdk:bundling-stacks': bundle ? ['**'] : [],
  // This process fails when a claim does. The command line would leave out what it calls other stacks' problems
  // (`cdk deploy ONE`), and all of it after `--no-validation`.
  '@aws-cdk/core:failSynthOnValidationErrors': true,
  '@aws-cdk/core:appMode': 'inmemory',
});

/**
 * Gives the app its own context and no other: what `cdk -c`, `cdk.json`, `~/.cdk.json`, `cdk.context.json` and the
 * variables of the environment say is dropped, known switch or not. So everybody who synthesizes gets the templates that
 * the proof was about. (`postCliContext` of the app wins over these for the keys it names, and lets every other key in.)
 * Must run before the app has children.
 * @returns the keys from outside that somebody chose and that are dropped, sorted: not those that the command line always sends
 */
export const closeContext = (app: App, context: Context): string[] => {
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
