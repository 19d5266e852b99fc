// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the placeholders are those of CloudFormation
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { environmentOf, sourcesOf } from '../../lib/access/files/assembly.ts';
import { templateJson } from '../../lib/access/files/template-text.ts';
import { readAllTemplates, readTemplates } from '../../lib/access/files/templates.ts';
import { readApp } from '../../lib/access/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'strongroom-templates-'));
afterAll(() => rmSync(folder, { recursive: true }));
const write = (name: string, text: string): string => {
  const file = join(folder, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
};
const yaml = (text: string): unknown => JSON.parse(templateJson('t.yaml', text));
const BUCKET = 'Resources:\n  B:\n    Type: AWS::S3::Bucket\n';

test('a line of code is named as its checkout names it, also when that is another one, or is gone', () => {
  const stackOf = (file: string) => [{ type: 'aws:cdk:creationStack', data: [`new Bucket (${file}:7:3)`] }];
  write('tree/package.json', '{}');
  write('tree/lib/platform/a.ts', '');
  write(
    'tree/cdk.out/s.metadata.json',
    JSON.stringify({
      '/S/Other': stackOf(join(folder, 'tree/lib/platform/a.ts')),
      '/S/Here': stackOf(join(process.cwd(), 'bin/app.ts')),
      '/S/Gone': stackOf('/another/checkout/bin/app.ts'),
    }),
  );
  const lineOf = sourcesOf(join(folder, 'tree/cdk.out'));
  expect(['S/Other', 'S/Here', 'S/Gone'].map(lineOf)).toEqual(['lib/platform/a.ts:7', 'bin/app.ts:7', 'bin/app.ts:7']);
});

describe('YAML', () => {
  test.each([
    ['!Ref A', { Ref: 'A' }],
    ['!Condition C', { Condition: 'C' }],
    ['!GetAtt A.Arn', { 'Fn::GetAtt': ['A', 'Arn'] }],
    ['!GetAtt A.Outputs.X', { 'Fn::GetAtt': ['A', 'Outputs.X'] }],
    ['!GetAtt [A, Arn]', { 'Fn::GetAtt': ['A', 'Arn'] }],
    ["!Sub '${A}-x'", { 'Fn::Sub': '${A}-x' }],
    ["!Sub ['${x}', {x: !ImportValue y}]", { 'Fn::Sub': ['${x}', { x: { 'Fn::ImportValue': 'y' } }] }],
    ['!If [C, !Ref A, !Ref "AWS::NoValue"]', { 'Fn::If': ['C', { Ref: 'A' }, { Ref: 'AWS::NoValue' }] }],
    [
      '!Join [",", [a, !Select [0, !Split [b, c]]]]',
      { 'Fn::Join': [',', ['a', { 'Fn::Select': [0, { 'Fn::Split': ['b', 'c'] }] }]] },
    ],
    ['!Transform {Name: AWS::Include}', { 'Fn::Transform': { Name: 'AWS::Include' } }],
    ['!Nonsense x', { 'Fn::Nonsense': 'x' }],
    ['2012-10-17', '2012-10-17'],
    ['012345678901', '012345678901'],
    ['111122223333', 111122223333],
    ['yes', true],
    ['"yes"', 'yes'],
  ])('%s', (text, value) => expect(yaml(`a: ${text}`)).toEqual({ a: value }));

  test('an alias is what it stands for', () => {
    expect(yaml('a: &x {b: 1}\nc: *x')).toEqual({ a: { b: 1 }, c: { b: 1 } });
  });

  const bomb = [
    'a: &a [x, x, x, x, x, x, x, x]',
    ...'bcdefgh'.split('').map((name, at) => {
      const before = String.fromCharCode(name.charCodeAt(0) - 1);
      return `${name}: &${name} [${Array(8).fill(`*${before}`).join(', ')}]${at < 0 ? '' : ''}`;
    }),
  ].join('\n');
  test.each([
    ['a name twice', 'a: 1\na: 2', 2],
    ['a list that does not end', 'a: [', 1],
    ['two documents', 'a: 1\n---\nb: 2', 2],
    ['a merge, which CloudFormation does not do', 'x: &x {a: 1}\nb:\n  <<: *x', 3],
    ['an alias of nothing', 'a: *b', 1],
    ['an alias of what it stands in', 'a: &a\n  b: *a', 2],
    ['aliases without end', bomb, 1],
  ])('%s is refused, with the line', (_, text, line) => {
    expect(() => yaml(text)).toThrow(
      expect.objectContaining({
        code: 'ACCESS_TEMPLATE',
        message: expect.stringMatching(new RegExp(`line ${line}\\b|line \\d+: its aliases`)),
      }),
    );
  });
});

describe('a place with templates', () => {
  test('is a file, with what it nests, or a folder, without what only looks like a template', () => {
    const parent = write(
      'app/stacks/parent.yaml',
      `Resources:
  One: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: ./child.yml, Parameters: {Name: one}}}
  Two: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: ./child.yml, Parameters: {Name: two}}}
`,
    );
    write(
      'app/stacks/child.yml',
      'Parameters: {Name: {Type: String}}\nResources:\n  B: {Type: AWS::S3::Bucket, Properties: {BucketName: !Ref Name}}\n',
    );
    write('app/package.json', '{"Resources": 1}');
    write('app/values.yaml', '{{- if .x }}\nResources: 7\n');
    write('app/node_modules/other/template.yaml', BUCKET);
    expect([...readTemplates(parent).keys()]).toEqual(['child.yml', 'parent.yaml']);
    const templates = readTemplates(join(folder, 'app'));
    expect([...templates.keys()]).toEqual(['stacks/child.yml', 'stacks/parent.yaml']);
    // Each of the two stacks has its own parameters.
    expect(
      readApp(templates)
        .buckets.map(({ name }) => name)
        .sort(),
    ).toEqual(['one', 'two']);
  });

  test('is an assembly, with its stages, and the account of all', () => {
    const manifest = JSON.stringify({ artifacts: { S: { environment: 'aws://111122223333/eu-west-1' } } });
    write('cdk.out/manifest.json', '{"artifacts":{}}');
    write('cdk.out/assembly-Prod/manifest.json', manifest);
    write('cdk.out/assembly-Prod/ProdStack.template.json', '{"Resources":{}}');
    write('cdk.out/note.yaml', BUCKET);
    expect([...readTemplates(join(folder, 'cdk.out')).keys()]).toEqual(['ProdStack.template.json']);
    expect(environmentOf(join(folder, 'cdk.out'))).toEqual({ accountId: '111122223333', region: 'eu-west-1' });
  });

  test('a template that is broken is an error, and so is a place without any, and one name twice', () => {
    write('broken/x.yaml', `AWSTemplateFormatVersion: 2010-09-09\n${BUCKET}  B: {}\n`);
    expect(() => readTemplates(join(folder, 'broken'))).toThrow(expect.objectContaining({ code: 'ACCESS_TEMPLATE' }));
    mkdirSync(join(folder, 'empty'));
    for (const place of ['empty', 'nowhere'])
      expect(() => readTemplates(join(folder, place))).toThrow(expect.objectContaining({ code: 'templates.missing' }));
    expect(() => readTemplates(join(folder, 'nowhere'))).toThrow(/does not exist/);
    const [one, other] = [write('a/t.yaml', BUCKET), write('b/t.yaml', BUCKET)];
    expect(() => readAllTemplates([one, other])).toThrow(expect.objectContaining({ code: 'templates.twice' }));
  });
});
