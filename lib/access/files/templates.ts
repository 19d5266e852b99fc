import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { StrongroomError } from '../../activity/errors.ts';
import { isRecord } from '../policy/record.ts';
import { isManifest } from './assembly.ts';
import { FilesBeside } from './beside.ts';
import { readText } from './read-text.ts';
import { templateJson } from './template-text.ts';

/** What CloudFormation templates are called, in folders that are no cloud assembly. */
const TEMPLATE_FILE = /\.(json|ya?ml|template)$/i;
const SYNTHESIZED = /\.template\.json$/;
/** A cloud assembly of a stage, inside that of its app. */
const STAGE = /^assembly-/;
/** Folders that hold what others wrote. */
const SKIPPED = /^(\..*|node_modules|__pycache__)$/;

/**
 * The templates at a place, by file name: a cloud assembly (its folder or its manifest) with its nested stacks and stages, any
 * folder with templates in JSON or YAML, or one file.
 * @throws StrongroomError templates.missing, input.unreadable, text.utf-16; ACCESS_TEMPLATE for a template that is broken
 */
export function readTemplates(place: string): Map<string, string> {
  const isThere = existsSync(place);
  const found = isThere ? templatesAt(place) : [];
  if (found.length === 0)
    throw new StrongroomError(
      'templates.missing',
      isThere ? `there is no template in ${place}` : `${place} does not exist`,
      isThere
        ? 'run `npx cdk synth` and name its output folder, or name a template or a folder with templates, in JSON or YAML'
        : 'check the path: it is seen from the folder in which you are',
    );
  return new Map(found);
}

/**
 * The folder that a place means: of a folder around a cloud assembly the assembly, however deep it lies; of several copies of one
 * assembly the first; else the folder in which all templates lie.
 */
export function folderOf(place: string): string {
  if (!existsSync(place) || !statSync(place).isDirectory() || isAssembly(place)) return place;
  const files = walk(place).filter(isTemplate);
  const folders = [...new Set(files.map((file) => dirname(file)))];
  const [first, ...copies] = folders;
  if (first === undefined) return place;
  if (folders.every(isAssembly) && copies.every((copy) => isCopy(first, copy))) return first;
  return folders.reduce(common);
}

const isCopy = (first: string, other: string): boolean => {
  const [a, b] = [readTemplates(first), readTemplates(other)];
  return a.size === b.size && [...a].every(([name, text]) => b.get(name) === text);
};

function common(first: string, other: string): string {
  const [a, b] = [first.split(sep), other.split(sep)];
  const differs = a.findIndex((part, at) => part !== b[at]);
  return (differs < 0 ? a : a.slice(0, differs)).join(sep);
}

/** The same for several places, together. @throws StrongroomError templates.twice when two of them have one name */
export function readAllTemplates(places: readonly string[]): Map<string, string> {
  const all = new Map<string, string>();
  for (const [name, text] of places.flatMap((place) => [...readTemplates(place)])) {
    if (all.has(name))
      throw new StrongroomError('templates.twice', `two templates are called ${name}`, 'name the folder above them');
    all.set(name, text);
  }
  return all;
}

type Named = readonly [name: string, text: string];

function templatesAt(place: string): Named[] {
  if (isManifest(place)) return templatesAt(dirname(place));
  if (!statSync(place).isDirectory()) return named(dirname(place), withAllNested([place]));
  return isAssembly(place) ? named(place, assembled(place)) : named(place, walk(place).filter(isTemplate));
}

/** Templates, with those of their nested stacks that are files beside them. */
export function withAllNested(files: readonly string[]): string[] {
  const beside = new FilesBeside();
  return [...files.reduce((all, file) => withNested(file, all, beside), new Set<string>())];
}

function withNested(file: string, files: Set<string>, beside: FilesBeside): Set<string> {
  if (files.has(file)) return files;
  files.add(file);
  const value: unknown = parsed(file, beside);
  const resources = isRecord(value) && isRecord(value.Resources) ? Object.values(value.Resources) : [];
  for (const path of resources.flatMap(nestedPaths)) {
    const nested = join(dirname(file), path);
    if (existsSync(nested) && statSync(nested).isFile()) withNested(nested, files, beside);
  }
  return files;
}

/** What a template says; a broken one is left to the reader of the whole template. */
function parsed(file: string, beside: FilesBeside): unknown {
  const text = beside.added(file, templateJson(basename(file), readText(file)));
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function nestedPaths(resource: unknown): string[] {
  if (!isRecord(resource) || resource.Type !== 'AWS::CloudFormation::Stack') return [];
  const { Properties, Metadata } = resource;
  return [isRecord(Properties) && Properties.TemplateURL, isRecord(Metadata) && Metadata['aws:asset:path']].filter(
    (path): path is string => typeof path === 'string' && !/^[a-z0-9]+:/i.test(path),
  );
}

/** The manifest is what `cdk synth` writes beside its templates. */
const isAssembly = (dir: string): boolean =>
  existsSync(join(dir, 'manifest.json')) && statSync(dir).isDirectory() && synthesizedIn(dir);
const synthesizedIn = (dir: string): boolean =>
  readdirSync(dir).some((name) => SYNTHESIZED.test(name) || STAGE.test(name));

function assembled(dir: string): string[] {
  return readdirSync(dir, { withFileTypes: true }).flatMap((entry) => {
    const path = join(dir, entry.name);
    // Whatever is called a template is read as one: what cannot be read is an error, not a stack less.
    if (SYNTHESIZED.test(entry.name)) return [path];
    return entry.isDirectory() && STAGE.test(entry.name) ? assembled(path) : [];
  });
}

function walk(dir: string): string[] {
  if (isAssembly(dir)) return assembled(dir);
  return readdirSync(dir, { withFileTypes: true }).flatMap((entry) => {
    const path = join(dir, entry.name);
    if (SYNTHESIZED.test(entry.name)) return [path];
    if (entry.isDirectory()) return SKIPPED.test(entry.name) ? [] : walk(path);
    return TEMPLATE_FILE.test(entry.name) ? [path] : [];
  });
}

/** Other files of a folder that end alike are no templates. One that says it is and cannot be read is an error, not left out. */
function isTemplate(file: string): boolean {
  if (SYNTHESIZED.test(file)) return true;
  const text = readText(file);
  if (!/^\s*["']?Resources["']?\s*:/m.test(text) && !/"Resources"\s*:/.test(text)) return false;
  try {
    const value: unknown = JSON.parse(templateJson(file, text));
    return isRecord(value) && isRecord(value.Resources) && Object.values(value.Resources).some(hasType);
  } catch (error) {
    if (/AWSTemplateFormatVersion|\bType["']?\s*:\s*["']?(AWS|Custom)::/.test(text)) throw error;
    return false;
  }
}

const hasType = (resource: unknown): boolean => isRecord(resource) && typeof resource.Type === 'string';

/** By their paths, which may name each other; the stages of an assembly by file name, as their stacks are called. */
function named(place: string, files: readonly string[]): Named[] {
  const beside = new FilesBeside();
  const inStages = isAssembly(place) && new Set(files.map((file) => basename(file))).size === files.length;
  return files
    .map(
      (file): Named => [
        inStages ? basename(file) : relative(place, file).split(sep).join('/'),
        beside.added(file, templateJson(file, readText(file))),
      ],
    )
    .sort(([a], [b]) => (a < b ? -1 : 1));
}
