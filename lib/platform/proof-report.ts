import type { PolicyValidationPluginReport } from 'aws-cdk-lib';
import type { Cause } from '../access/causes/index.ts';
import type { Proof } from '../access/index.ts';

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
  const findings = new Map(claims.map(({ id, finding }) => [id, finding ?? id]));
  return {
    success: causes.length === 0,
    violations: causes.map((cause) => violationOf(cause, findings, paths, where)),
  };
}

function violationOf(
  { verdict, example, statement, construct, source = '', lets, unknown, advice, claims }: Cause,
  findings: ReadonlyMap<string, string>,
  paths: ReadonlyMap<string, string>,
  where: string,
) {
  const [template = '', logicalId = ''] = source.split('#');
  const parts = [
    `${verdict}: ${example}.`,
    ...(statement === undefined ? [] : [`By ${statement} of ${construct || logicalId}.`]),
    ...(lets === undefined ? [] : [`Not stopped: ${lets}.`]),
    ...unknown.map((each) => `Not known: ${each}.`),
    `${claims.length === 1 ? 'One claim falls' : `${claims.length} claims fall`}: ${claims.map((id) => findings.get(id)).join(', ')}.`,
  ];
  return {
    ruleName: claims[0] ?? 'access',
    description: parts.join(' '),
    fix: [...advice, `What is declared stands in ${where}.`].join(' '),
    severity: 'error',
    violatingResources:
      source === ''
        ? []
        : [{ resourceLogicalId: logicalId, templatePath: paths.get(template) ?? template, locations: [] }],
  };
}
