import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { AccessClaims } from '../../lib/platform/access-claims.ts';
import { lakeDeclaration, lakeTemplate } from '../access/fixtures/lake.ts';

/** The template of the fixture, with a reader whom nobody approved. */
function opened(): object {
  const template = structuredClone(lakeTemplate()) as { Resources: Record<string, object> };
  template.Resources.Opened = {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::999988887777:root' }, Action: 'sts:AssumeRole' },
        ],
      },
      ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'],
    },
  };
  return template;
}

const HARMLESS = { Resources: { Topic: { Type: 'AWS::SNS::Topic' } } };

/** Whether the plugin lets templates of one name in two folders through. */
function lets(...templates: readonly object[]): boolean {
  const root = mkdtempSync(join(tmpdir(), 'same-names-'));
  const templatePaths = templates.map((template, at) => {
    const folder = join(root, `assembly-${at}`);
    mkdirSync(folder);
    writeFileSync(join(folder, 'Stack.template.json'), JSON.stringify(template));
    return join(folder, 'Stack.template.json');
  });
  const { success } = new AccessClaims(lakeDeclaration).validate({ templatePaths } as never);
  return success;
}

describe('two templates of one name', () => {
  it.each([
    ['the first', [opened(), HARMLESS]],
    ['the last', [HARMLESS, opened()]],
  ])('are both read: a breach in %s is found', (_, templates) => {
    expect(lets(lakeTemplate() as object, HARMLESS)).toBe(true);
    expect(lets(...templates)).toBe(false);
  });
});
