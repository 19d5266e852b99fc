import { describe, expect, test } from 'vitest';
import { ValueRenderer } from '../../lib/platform/review/render-values.ts';
import { toYaml } from '../../lib/platform/review/yaml.ts';

describe('yaml', () => {
  test.each([
    [{ a: 'b' }, 'a: b\n'],
    [{ a: ['x', 'y: z', ''] }, 'a:\n  - x\n  - "y: z"\n  - ""\n'],
    [{ a: [], b: {} }, 'a: []\nb: {}\n'],
    [{ a: [{ b: 1, c: true }] }, 'a:\n  - b: 1\n    c: true\n'],
    [{ a: 'true', b: '*', c: 'x:', d: '- x', e: '#x' }, 'a: "true"\nb: "*"\nc: "x:"\nd: "- x"\ne: "#x"\n'],
    [{ a: undefined, b: null }, 'b: null\n'],
  ])('%j', (value, text) => {
    expect(toYaml(value)).toBe(text);
  });
});

describe('values', () => {
  const templates = {
    one: {
      Resources: {
        Role: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'reader' } },
        Key: { Type: 'AWS::KMS::Key', Properties: {} },
        Alias: {
          Type: 'AWS::KMS::Alias',
          Properties: { AliasName: 'alias/k', TargetKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] } },
        },
      },
      Outputs: { Out: { Value: { 'Fn::GetAtt': ['Role', 'Arn'] }, Export: { Name: 'one:Role' } } },
    },
    two: { Resources: {} },
  };
  const values = new ValueRenderer(templates);
  const pseudo = (name: string) => `\${AWS::${name}}`;
  const role = `arn:${pseudo('Partition')}:iam::${pseudo('AccountId')}:role/reader`;

  test.each([
    ['a pseudo parameter', 'one', { Ref: 'AWS::Region' }, pseudo('Region')],
    ['a join', 'one', { 'Fn::Join': ['-', ['a', { Ref: 'AWS::Region' }]] }, `a-${pseudo('Region')}`],
    ['a role', 'one', { 'Fn::GetAtt': ['Role', 'Arn'] }, role],
    ['a key, by its alias', 'one', { 'Fn::GetAtt': ['Key', 'Arn'] }, '$' + '{key alias/k}'],
    ['an import', 'two', { 'Fn::ImportValue': 'one:Role' }, role],
    ['what it does not know', 'one', { 'Fn::Split': [',', 'a,b'] }, '$' + '{Fn::Split [",","a,b"]}'],
  ])('%s', (_name, stack, value, text) => {
    expect(values.render(stack, value)).toBe(text);
  });
});
