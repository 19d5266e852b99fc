import { buildSync } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { compare, type Proof, prove } from '../../lib/access/index.ts';
import { lakeDeclaration, lakePlace, lakeTemplate } from './fixtures/lake.ts';

// biome-ignore lint/suspicious/noExplicitAny: a mutation reaches into templates of every shape
const proofOf = (change: (resources: Record<string, any>) => void): Proof => {
  const template = structuredClone(lakeTemplate());
  change(template.Resources);
  return prove({ Lake: template }, lakeDeclaration, lakePlace);
};
const verdict = (proof: Proof, id: string) => proof.claims.find((claim) => claim.id === id)?.verdict;

describe('bad and hostile input', () => {
  it.each([
    ['a policy that is a number', 7],
    ['a policy that is a list', []],
    ['a policy without statements', {}],
    ['a statement that is a text', { Statement: ['x'] }],
    ['a statement that is null', { Statement: [null] }],
    [
      'a condition that is a list',
      { Statement: [{ Effect: 'Deny', Principal: '*', Action: '*', Resource: '*', Condition: [] }] },
    ],
    ['a principal that is a number', { Statement: [{ Effect: 'Deny', Principal: 7, Action: '*', Resource: '*' }] }],
    ['an effect in lower case', { Statement: [{ Effect: 'deny', Principal: '*', Action: 's3:*', Resource: '*' }] }],
  ])('%s is not proved', (_, document) => {
    const proof = proofOf((resources) => {
      resources.RawBucketPolicy.Properties.PolicyDocument = document;
    });
    expect(verdict(proof, 'two-locks/raw/bucket/RawBucket')).not.toBe('proved');
  });

  it('properties of the wrong shape everywhere', () => {
    for (const name of Object.keys(lakeTemplate().Resources)) {
      for (const wrong of [null, [], { Ref: 'Nowhere' }]) {
        const template = structuredClone(lakeTemplate());
        const resource = (template.Resources as Record<string, { Properties: Record<string, unknown> }>)[name];
        for (const property of Object.keys(resource?.Properties ?? {})) {
          if (resource) resource.Properties = { ...resource.Properties, [property]: wrong };
          try {
            prove({ Lake: template }, lakeDeclaration, lakePlace);
          } catch (error) {
            expect((error as { code?: string }).code).toMatch(/^ACCESS_/);
          }
        }
      }
    }
  });

  it('compares what is not a policy', () => {
    expect(compare(7, 'x').gained.every((difference) => !difference.sure)).toBe(true);
  });
});

it('fits a Lambda: bundles to less than 400 KB, a quarter of it the names of the actions of AWS, without the AWS SDK and without the CDK', () => {
  const { outputFiles, metafile } = buildSync({
    entryPoints: [new URL('../../lib/access/index.ts', import.meta.url).pathname],
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    platform: 'node',
    format: 'esm',
  });
  expect(outputFiles[0]?.contents.length).toBeLessThan(400_000);
  expect(Object.keys(metafile.inputs).filter((path) => /aws-sdk|aws-cdk|node_modules/.test(path))).toEqual([]);
});
