import { beforeAll, expect, test } from 'vitest';
import { resourcesOf, type Templates } from '../../lib/platform/review/templates.ts';
import { defaultTemplates, find } from './templates.ts';

let templates: Templates;
beforeAll(() => {
  templates = defaultTemplates();
});

/** Everything within its stack that must exist before a resource, by logical id. */
const before = (stack: string, logicalId: string, seen = new Set<string>()): Set<string> => {
  const resource = templates[stack]?.Resources[logicalId];
  if (!resource) return seen;
  const text = JSON.stringify(resource.Properties ?? {});
  const referred = [...text.matchAll(/"(?:Ref|Fn::GetAtt)":(?:\[)?"([^"]+)"/g)].map(([, id]) => id as string);
  for (const id of [resource.DependsOn ?? [], referred].flat(2)) {
    if (seen.has(id)) continue;
    seen.add(id);
    before(stack, id, seen);
  }
  return seen;
};

test('registration, database, its revocation, table, its revocation, then grants', () => {
  const steps = [
    find(templates, 'AWS::LakeFormation::Resource'),
    find(templates, 'AWS::Glue::Database'),
    find(templates, 'Custom::RevokeIamAllowedPrincipals', 'RevokeDatabase'),
    find(templates, 'AWS::Glue::Table', 'strongroom-catalog/Table'),
    find(templates, 'Custom::RevokeIamAllowedPrincipals', 'RevokeTable'),
    find(templates, 'AWS::LakeFormation::PrincipalPermissions', 'RedactDescribesDatabase'),
  ];
  for (const [i, { stack, logicalId }] of steps.entries()) {
    for (const earlier of steps.slice(0, i))
      expect([...before(stack, logicalId)], `${logicalId} after ${earlier.logicalId}`).toContain(earlier.logicalId);
  }
});

test('grants of a stack are made one after the other', () => {
  for (const stack of Object.keys(templates)) {
    const grants = resourcesOf(templates, 'AWS::LakeFormation::PrincipalPermissions').filter(
      (grant) => grant.stack === stack,
    );
    for (const [i, one] of grants.entries()) {
      for (const other of grants.slice(i + 1)) {
        const ordered =
          before(stack, one.logicalId).has(other.logicalId) || before(stack, other.logicalId).has(one.logicalId);
        expect(ordered, `${one.path} and ${other.path}`).toBe(true);
      }
    }
  }
});

test('a grant on a filter waits for the filter', () => {
  for (const filter of resourcesOf(templates, 'AWS::LakeFormation::DataCellsFilter')) {
    const team = filter.path.split('/')[1];
    const grant = find(templates, 'AWS::LakeFormation::PrincipalPermissions', `${team}-filter`);
    expect([...before(grant.stack, grant.logicalId)]).toContain(filter.logicalId);
  }
});
