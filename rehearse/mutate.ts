/** One statement that allows something, and the templates without it. */
export interface Without {
  readonly name: string;
  readonly templates: ReadonlyMap<string, string>;
}

interface Statement {
  readonly Sid?: string;
  readonly Effect?: string;
}

/** Every list of statements in a template: identity, resource and key policies, boundaries, trust. */
function* statementLists(value: unknown, path: readonly string[]): Generator<[Statement[], readonly string[]]> {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    if (key === 'Statement' && Array.isArray(inner)) yield [inner as Statement[], path];
    else yield* statementLists(inner, [...path, key]);
  }
}

/** The templates without one Allow, for each in turn. Trust policies are left out: no request tests who may assume a role. */
export function* withoutOneAllow(templates: ReadonlyMap<string, string>): Generator<Without> {
  for (const [file, text] of templates) {
    const { Resources } = JSON.parse(text) as { Resources: object };
    for (const [list, path] of statementLists(Resources, [])) {
      if (path.includes('AssumeRolePolicyDocument')) continue;
      for (const [index, { Sid, Effect }] of [...list].entries()) {
        if (Effect !== 'Allow') continue;
        const removed = list.splice(index, 1);
        const name = `${path[0]} ${Sid ?? index + 1}`;
        yield { name, templates: new Map([...templates, [file, JSON.stringify({ ...JSON.parse(text), Resources })]]) };
        list.splice(index, 0, ...removed);
      }
    }
  }
}
