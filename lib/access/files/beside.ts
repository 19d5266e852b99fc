import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isRecord } from '../policy/record.ts';
import { readText } from './read-text.ts';

const PATH = 'aws:cdk:path';
const ASSET = 'aws:asset:path';

/**
 * Templates with what the other files of their cloud assembly say of them: the construct of each resource, and the file of each
 * nested stack. The CDK's command line has both written into the templates; an app that runs by itself writes them beside only,
 * so that claims could not name its constructs, and its nested stacks would be read as unknown. A template that has both already
 * stays as it is, character by character.
 */
export class FilesBeside {
  readonly #folders = new Map<string, Facts>();

  /** @param text the template in JSON; a text that is none stays as it is, for the reader of templates to refuse */
  added(file: string, text: string): string {
    const facts = this.#factsOf(dirname(file));
    if (facts.paths.size === 0 && facts.assets.size === 0) return text;
    const template = json(text);
    if (!isRecord(template) || !isRecord(template.Resources)) return text;
    const name = basename(file);
    let changed = false;
    for (const [logicalId, resource] of Object.entries(template.Resources)) {
      if (!isRecord(resource)) continue;
      const metadata = isRecord(resource.Metadata) ? resource.Metadata : {};
      const missing = Object.entries(said(facts, name, logicalId, resource)).filter(([key]) => !(key in metadata));
      if (missing.length === 0) continue;
      resource.Metadata = { ...Object.fromEntries(missing), ...metadata };
      changed = true;
    }
    return changed ? JSON.stringify(template) : text;
  }

  #factsOf(folder: string): Facts {
    const known = this.#folders.get(folder) ?? factsIn(folder);
    this.#folders.set(folder, known);
    return known;
  }
}

interface Facts {
  /** Construct paths by template file and logical id; undefined where two constructs have the same. */
  readonly paths: Map<string, string | undefined>;
  /** Files of an assembly, by the name under which they are uploaded. */
  readonly assets: Map<string, string>;
}

function said({ paths, assets }: Facts, template: string, logicalId: string, { Type, Properties }: Resource): object {
  const path = paths.get(keyOf(template, logicalId));
  const address = isRecord(Properties) && Type === 'AWS::CloudFormation::Stack' ? Properties.TemplateURL : undefined;
  const name = /\/([^/"]+)"[\]}]*$/.exec(JSON.stringify(address ?? ''))?.[1];
  const asset = name === undefined ? undefined : assets.get(name);
  return { ...(path !== undefined && { [PATH]: path }), ...(asset !== undefined && { [ASSET]: asset }) };
}

type Resource = Readonly<Record<string, unknown>>;

const keyOf = (template: string, logicalId: string): string => `${template} ${logicalId}`;

function factsIn(folder: string): Facts {
  const facts: Facts = { paths: new Map(), assets: new Map() };
  for (const name of readdirSync(folder)) {
    if (name.endsWith('.assets.json')) addAssets(facts, fileIn(folder, name).files);
    else if (name.endsWith('.metadata.json')) addPaths(facts, fileIn(folder, name));
    else if (name === 'manifest.json')
      for (const artifact of recordsIn(fileIn(folder, name).artifacts)) addPaths(facts, artifact.metadata);
  }
  return facts;
}

function addAssets({ assets }: Facts, files: unknown): void {
  for (const { source, destinations } of recordsIn(files)) {
    if (!isRecord(source) || typeof source.path !== 'string') continue;
    for (const { objectKey } of recordsIn(destinations))
      if (typeof objectKey === 'string') assets.set(objectKey.replace(/^.*\//, ''), source.path);
  }
}

/** Each stack, nested ones too, names its template; a construct is in that of the nearest stack above. */
function addPaths({ paths }: Facts, metadata: unknown): void {
  if (!isRecord(metadata)) return;
  const entries = Object.entries(metadata);
  const stacks = new Map(entries.map(([path, list]) => [path, dataOf(list, 'aws:cdk:templateFile')]));
  for (const [path, list] of entries) {
    const logicalId = dataOf(list, 'aws:cdk:logicalId');
    const template = above(path)
      .map((stack) => stacks.get(stack))
      .find((file) => file !== undefined);
    if (logicalId === undefined || template === undefined) continue;
    const [key, construct] = [keyOf(template, logicalId), path.replace(/^\//, '')];
    paths.set(key, paths.has(key) && paths.get(key) !== construct ? undefined : construct);
  }
}

/** `/A/B/C` is in `/A/B`, and that in `/A`. */
function above(path: string): string[] {
  const parts = path.split('/');
  return parts.map((_, at) => parts.slice(0, parts.length - 1 - at).join('/')).slice(0, -1);
}

function dataOf(list: unknown, type: string): string | undefined {
  const entry: unknown = Array.isArray(list) ? list.find((item) => isRecord(item) && item.type === type) : undefined;
  return isRecord(entry) && typeof entry.data === 'string' ? entry.data : undefined;
}

const recordsIn = (value: unknown): Resource[] => (isRecord(value) ? Object.values(value).filter(isRecord) : []);

function fileIn(folder: string, name: string): Resource {
  const value = jsonBeside(join(folder, name));
  return isRecord(value) ? value : {};
}

/** A file beside the templates only adds to them: one that is not there, or not JSON, says nothing. */
export function jsonBeside(file: string): unknown {
  try {
    return json(readText(file));
  } catch {
    return undefined;
  }
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
