import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { causesOf } from '../../lib/access/causes/index.ts';
import { prove, readApp, withSources } from '../../lib/access/index.ts';
import { lakeDeclaration, lakePlace, lakeTemplate } from './fixtures/lake.ts';

const proof = prove({ Lake: lakeTemplate() }, lakeDeclaration, lakePlace, { guards: true });
const claim = (id: string) => proof.claims.find((candidate) => candidate.id === id);

interface Resource {
  // biome-ignore lint/suspicious/noExplicitAny: resources of every shape
  Properties: any;
}

/** Takes away from a template what the name of a guard says. */
function takeAway(resources: Record<string, Resource>, logicalId: string, name: string): void {
  const { Properties } = resources[logicalId] as Resource;
  if (/^(event rule|data filter) /.test(name)) delete resources[logicalId];
  else if (name.startsWith('lifecycle rule')) Properties.LifecycleConfiguration.Rules.splice(0, 1);
  else {
    const { Statement } = Properties.PolicyDocument ?? Properties.KeyPolicy ?? Properties.AssumeRolePolicyDocument;
    const nth = /statement (\d+) of/.exec(name)?.[1];
    const at =
      nth === undefined ? Statement.findIndex((item: { Sid: string }) => name.includes(item.Sid)) : Number(nth) - 1;
    const condition = /^(\w+) (\S+) of Allow/.exec(name);
    if (condition) delete Statement[at].Condition[condition[1] as string][condition[2] as string];
    else Statement.splice(at, 1);
  }
}

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

  it('are found for claims of every kind', () => {
    const kinds = new Set(
      proof.claims.filter((candidate) => candidate.guards.length > 0).map((other) => other.id.split('/')[0]),
    );
    expect([...kinds].sort()).toEqual([
      'columns-and-rows',
      'controls-match-sensitivity',
      'it-dies',
      'no-silent-administrator',
      'two-locks',
    ]);
  });

  it('hold what they say: the claim falls when the statement, condition or setting is gone', () => {
    for (const { id, guards } of proof.claims) {
      for (const guard of guards) {
        const template = structuredClone(lakeTemplate()) as { Resources: Record<string, Resource> };
        takeAway(template.Resources, guard.source.split('#')[1] ?? '', guard.statement);
        const without = prove({ Lake: template }, lakeDeclaration, lakePlace);
        expect(without.claims.find((candidate) => candidate.id === id)?.verdict, guard.statement).toBe(guard.without);
      }
    }
  });

  it('say which statements carry nothing', () => {
    expect(proof.idle).toContain('Deny OnlyTls of RawBucketPolicy');
    expect(proof.idle.some((text) => text.includes('OnlyListedRoles'))).toBe(false);
  });
});

it('gives steps and guards their file and line', () => {
  const located = withSources(proof, (construct) =>
    construct === 'Lake/Raw/Bucket/Policy' ? 'lib/x.ts:7' : undefined,
  );
  const guards = located.claims.flatMap((other) => other.guards);
  expect(guards.filter((guard) => guard.source === 'lib/x.ts:7').map((guard) => guard.statement)).toEqual([
    'Deny OnlyListedRoles of RawBucketPolicy',
  ]);
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
      (item) => !schema.items || fits(schema.items as Record<string, unknown>, item, root),
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
  const teamless = { ...lakeDeclaration, teams: [] };
  const refuted = prove({ Lake: lakeTemplate() }, teamless, lakePlace);
  const causes = causesOf(readApp({ Lake: lakeTemplate() }, lakePlace), teamless, refuted);
  expect(causes).not.toEqual([]);
  expect(fits(schema, JSON.parse(JSON.stringify({ ...refuted, causes })))).toBe(true);
  expect(fits(schema, { ...proof, more: 1 })).toBe(false);
});
