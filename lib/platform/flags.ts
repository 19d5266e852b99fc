import recommended from 'aws-cdk-lib/recommended-feature-flags.json' with { type: 'json' };

/**
 * The behaviour of the pinned CDK: every flag it recommends, except where said. They are set here rather than in cdk.json
 * so that the app synthesizes the same with and without the CDK command line.
 */
export const FLAGS: Readonly<Record<string, unknown>> = {
  ...recommended,
  // Fn::GetStackOutput lets a stack be deleted while another still uses what it made. For a key or a role that a policy
  // names that must fail, so references are exports and imports.
  '@aws-cdk/core:defaultCrossStackReferences': 'strong',
  // Construct paths in the template: a witness of the access proof points at them.
  'aws:cdk:enable-path-metadata': true,
};
