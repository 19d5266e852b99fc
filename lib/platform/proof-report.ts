import type { PolicyValidationPluginReport } from 'aws-cdk-lib';
import type { Claim, Proof } from '../access/index.ts';

/**
 * A proof as the CDK reports it: each claim that is refuted or undecided, and for which nobody answers, is a violation.
 * @param paths the files of the templates by name
 * @param where the file in which an exception would be declared
 */
export function reportOf(
  { claims }: Proof,
  paths: ReadonlyMap<string, string>,
  where: string,
): PolicyValidationPluginReport {
  const open = claims.filter(({ verdict, accepted }) => verdict !== 'proved' && !accepted);
  return { success: open.length === 0, violations: open.map((claim) => violationOf(claim, paths, where)) };
}

function violationOf(
  { id, text, verdict, because, witness, finding }: Claim,
  paths: ReadonlyMap<string, string>,
  where: string,
) {
  const steps = witness?.path ?? [];
  const path = steps.map(
    ({ action, resource, statement, construct }) => `${action} on ${resource} by ${statement} of ${construct}`,
  );
  return {
    ruleName: id,
    description: `${verdict}: ${text}${because === undefined ? '' : ` But ${because}.`}${witness === undefined ? '' : ` ${witness.principal}: ${path.join(', then ')}.`}${finding === undefined ? '' : ` Finding ${finding}.`}`,
    fix:
      verdict === 'refuted'
        ? `Take away what the path needs, or declare it in ${where} and have that reviewed.`
        : 'Write it in a form that the proof understands (docs/limits.md).',
    severity: 'error',
    violatingResources: steps.map(({ source }) => {
      const [template = '', logicalId = ''] = source.split('#');
      return { resourceLogicalId: logicalId, templatePath: paths.get(template) ?? template, locations: [] };
    }),
  };
}
