import { readFileSync } from 'node:fs';
import { awsManagedPolicies } from '../../../lib/access/aws-managed/index.ts';
import { templateJson } from '../../../lib/access/files/template-text.ts';
import { readClaimsFile } from '../../../lib/governance/claims-file.ts';
import type { Subject, TemplateJson } from './subjects.ts';

const read = (file: string): string =>
  readFileSync(new URL(`../../../examples/data-lake/${file}`, import.meta.url), 'utf8');

/** The example of the guide, with the claims that its claims file asks. */
export function dataLake(): Subject {
  const { declaration, environment } = readClaimsFile(read('claims.json'));
  const template = JSON.parse(templateJson('template.yaml', read('template.yaml'))) as TemplateJson;
  return {
    name: 'examples/data-lake',
    templates: { 'lake.json': template },
    declaration,
    environment: { ...environment, managedPolicies: awsManagedPolicies },
  };
}
