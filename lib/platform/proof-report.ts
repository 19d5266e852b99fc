import type { PolicyValidationPluginReport } from 'aws-cdk-lib/core';
import type { Cause } from '../access/causes/index.ts';
import type { Claim, Proof } from '../access/index.ts';

/**
 * A proof as the CDK reports it. Each cause of refuted or undecided claims that has no accepted exception is one
 * violation; its rule is the first claim that the cause breaks.
 * @param paths the files of the templates by name
 * @param where the file in which an exception would be declared
 */
export function reportOf(
  { claims }: Proof,
  causes: readonly Cause[],
  paths: ReadonlyMap<string, string>,
  where: string,
): PolicyValidationPluginReport {
  const byId = new Map(claims.map((claim) => [claim.id, claim]));
  return {
    success: causes.length === 0,
    violations: causes.map((cause) => violationOf(cause, byId, paths, where)),
  };
}

/** Most findings that a violation names; `strongroom prove` lists all. */
const MOST_NAMED = 3;
/** The CDK indents what follows a description by as much. */
const LINE = '\n   ';

function violationOf(
  { verdict, example, statement, construct, source = '', lets, unknown, advice, claims }: Cause,
  byId: ReadonlyMap<string, Claim>,
  paths: ReadonlyMap<string, string>,
  where: string,
) {
  // The CDK passes over a violation of no resource, and lets the synth succeed: a cause without one is of the first template.
  const [first = ''] = paths.values();
  const [template = '', logicalId = ''] = source.split('#');
  const path = byId.get(claims[0] ?? '')?.witness?.path ?? [];
  const fallen = claims.map((id) => byId.get(id)?.finding ?? id);
  const more = fallen.length - MOST_NAMED;
  const parts = [
    `${verdict}: ${example}`,
    ...(statement === undefined
      ? []
      : [`where: ${[construct || logicalId, statement].filter((part) => part !== '').join(', ')}`]),
    ...(path.length < 2
      ? []
      : path.map((step, at) => `step ${at + 1}: ${step.action} on ${step.resource} by ${step.statement}`)),
    ...(lets === undefined ? [] : [`not stopped: ${lets}`]),
    ...unknown.map((doubt) => `not known: ${doubt}`),
    `${claims.length === 1 ? 'one claim falls' : `${claims.length} claims fall`}: ${fallen.slice(0, MOST_NAMED).join(', ')}${more > 0 ? ` and ${more} more, which strongroom prove lists` : ''}`,
  ];
  return {
    ruleName: claims[0] ?? 'access',
    description: parts.join(LINE),
    fix: [...advice, `What is declared stands in ${where}.`].join(LINE),
    // An error could be acknowledged in the code of the app, without an approver and without an end.
    severity: 'fatal',
    violatingResources: [{ resourceLogicalId: logicalId, templatePath: paths.get(template) ?? first, locations: [] }],
  };
}
