import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Located, resourcesOf, type Templates } from '../../lib/platform/review/templates.ts';
import { synthesize } from '../../lib/platform/synthesize.ts';
import { synthesizedBy, templatesIn } from '../platform/synthesized.ts';

/** Runs `work` with an empty folder that is gone afterwards. */
export const inFolder = <T>(work: (folder: string) => T): T => {
  const folder = mkdtempSync(join(tmpdir(), 'strongroom-test-'));
  try {
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

let synthesized: Templates | undefined;

/** The templates of the app of `config/`, as a copy that a test may change. */
export const defaultTemplates = (): Templates => {
  synthesized ??= templatesIn(synthesizedBy(synthesize)) as Templates;
  return structuredClone(synthesized);
};

/** The one resource of a type whose construct path has this in it. */
export const find = (templates: Templates, type: string, part = ''): Located => {
  const found = resourcesOf(templates, type).filter(({ path }) => path.includes(part));
  if (found.length !== 1) throw new Error(`${found.length} resources of type ${type} with "${part}" in their path`);
  return found[0] as Located;
};

/** The same resource as it stands in the template, for a test that changes it. */
export const change = (templates: Templates, type: string, part = '') => {
  const { stack, logicalId } = find(templates, type, part);
  const resource = templates[stack]?.Resources[logicalId];
  if (!resource) throw new Error(`no ${logicalId}`);
  return resource;
};

/** Adds a resource to a stack. */
export const add = (
  templates: Templates,
  stack: string,
  logicalId: string,
  Type: string,
  Properties: unknown,
): void => {
  const template = templates[stack];
  if (!template) throw new Error(`no stack ${stack}`);
  (template.Resources as Record<string, unknown>)[logicalId] = { Type, Properties };
};

/** Takes a resource out of its stack. */
export const remove = (templates: Templates, { stack, logicalId }: Located): void => {
  const template = templates[stack];
  if (!template) throw new Error(`no stack ${stack}`);
  delete (template.Resources as Record<string, unknown>)[logicalId];
};

export const statements = (document: { Statement: unknown }) =>
  [document.Statement].flat() as Record<string, unknown>[];

export const statement = (document: { Statement: unknown }, sid: string): Record<string, unknown> => {
  const found = statements(document).find(({ Sid }) => Sid === sid);
  if (!found) throw new Error(`no statement ${sid}`);
  return found;
};
