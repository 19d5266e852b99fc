import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { prove, withSources } from '../../lib/access/index.ts';
import { lakeDeclaration, lakePlace, lakeTemplate } from './fixtures/lake.ts';

const proof = prove({ Lake: lakeTemplate() }, lakeDeclaration, lakePlace, { guards: true });
const claim = (id: string) => proof.claims.find((each) => each.id === id);

describe('guards', () => {
  it('name the statement that a lock rests on, and what happens without it', () => {
    expect(proof.verdict).toBe('proved');
    expect(claim('two-locks/raw/bucket/RawBucket')?.guards).toEqual([
      expect.objectContaining({
        statement: 'Deny OnlyListedRoles of RawBucketPolicy',
        construct: 'Lake/Raw/Bucket/Policy',
        source: 'Lake#RawBucketPolicy',
        without: 'refuted',
        witness: expect.objectContaining({ path: [expect.objectContaining({ action: 's3:GetObject' })] }),
      }),
    ]);
  });

  it('hold what they say: the claim falls when the statement is gone', () => {
    for (const { id, guards } of proof.claims) {
      for (const guard of guards) {
        const template = structuredClone(lakeTemplate());
        const resource = (template.Resources as Record<string, unknown>)[guard.source.split('#')[1] ?? ''];
        const { Statement } = (resource as { Properties: { PolicyDocument: { Statement: { Sid: string }[] } } })
          .Properties.PolicyDocument;
        Statement.splice(
          Statement.findIndex((each) => guard.statement.includes(each.Sid)),
          1,
        );
        const without = prove({ Lake: template }, lakeDeclaration, lakePlace);
        expect(without.claims.find((each) => each.id === id)?.verdict).toBe(guard.without);
      }
    }
  });

  it('say which statements carry nothing', () => {
    expect(proof.idle).toContain('the whole of Deny OnlyTls of RawBucketPolicy');
    expect(proof.idle.some((each) => each.includes('OnlyListedRoles'))).toBe(false);
  });
});

it('gives steps and guards their file and line', () => {
  const located = withSources(proof, (construct) =>
    construct === 'Lake/Raw/Bucket/Policy' ? 'lib/x.ts:7' : undefined,
  );
  const guards = located.claims.flatMap((each) => each.guards);
  expect(guards.map((guard) => guard.source)).toEqual(['lib/x.ts:7', 'Lake#RedactedBucketPolicy']);
});

/** The keywords of JSON Schema that the published schemas use, and no others. */
function fits(schema: Record<string, unknown>, value: unknown, root = schema): boolean {
  if (typeof schema.$ref === 'string') {
    const name = schema.$ref.split('/').at(-1) as string;
    return fits((root.$defs as Record<string, Record<string, unknown>>)[name] as Record<string, unknown>, value, root);
  }
  if (Array.isArray(schema.enum)) return schema.enum.includes(value);
  const type = value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
  if (schema.type !== undefined && ![schema.type].flat().includes(type)) return false;
  if (type === 'array')
    return (value as unknown[]).every(
      (each) => !schema.items || fits(schema.items as Record<string, unknown>, each, root),
    );
  if (type !== 'object') return true;
  const properties = (schema.properties ?? {}) as Record<string, Record<string, unknown>>;
  const others = schema.additionalProperties;
  const found = value as Record<string, unknown>;
  return (
    ((schema.required ?? []) as string[]).every((key) => key in found) &&
    Object.entries(found).every(([key, each]) => {
      if (properties[key]) return fits(properties[key], each, root);
      return (
        others === undefined ||
        (typeof others === 'object' ? fits(others as Record<string, unknown>, each, root) : others === true)
      );
    })
  );
}

it('the published schema of a proof describes it', () => {
  const schema = JSON.parse(readFileSync(new URL('../../docs/proof.schema.json', import.meta.url), 'utf8'));
  expect(fits(schema, JSON.parse(JSON.stringify(proof)))).toBe(true);
  expect(fits(schema, { ...proof, more: 1 })).toBe(false);
});
