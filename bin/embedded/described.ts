import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import { environment } from '../../config/environments.ts';
import { awsManagedPolicies } from '../../lib/access/aws-managed/index.ts';
import { type Described, namesBefore, type Renamed, renamedIn } from '../../lib/access/differences/index.ts';
import { readText } from '../../lib/access/files/read-text.ts';
import {
  type App,
  type Declaration,
  type Environment,
  type Proof,
  prove,
  readApp,
  withSources,
} from '../../lib/access/index.ts';
import { hasCode, type StrongroomError } from '../../lib/activity/errors.ts';
import { readClaimsFile } from '../../lib/governance/claims-file.ts';
import { DECLARATION_FILE, readDeclaration } from '../../lib/governance/declaration-file.ts';
import { withAccount } from '../../lib/governance/inputs.ts';
import { environmentOf, sourcesOf } from './assembly.ts';
import { configuredDeclaration } from './proof.ts';
import { folderOf, readTemplates } from './templates.ts';

/** A synthesized app, for a comparison with another. */
export interface ReadAssembly extends Described {
  readonly lineOf: (constructPath: string) => string | undefined;
  /** By the name of a template here, its name in its folder, where that differs. */
  readonly called: ReadonlyMap<string, string>;
  /** Resources that the other version has under another logical id or in another stack. */
  readonly renamed: readonly Renamed[];
  /** Why claims are not compared, if they are not. */
  readonly unproved?: string;
}

/**
 * Reads two versions of an app. Stacks are matched by name, however deep each copy lies.
 * @param claims a claims file for both; without it each is read under its own declaration
 */
export function readBoth(
  [older, newer]: readonly [string, string],
  claims: string | undefined,
): readonly [ReadAssembly, ReadAssembly] {
  const [old, fresh] = [folderOf(older), folderOf(newer)];
  const before = readTemplates(old);
  const [after, called] = namedAs(readTemplates(fresh), before);
  const [was, is] = [appIn(old, before), appIn(fresh, after)];
  const renamed = renamedIn(was.app, is.app);
  // Under the names that they had before, resources that only moved are the same to every decision.
  const named = renamed.length === 0 ? is : appIn(fresh, after, namesBefore(renamed));
  return [
    { ...proved(old, was, claims), called: new Map(), renamed: [] },
    { ...proved(fresh, named, claims), called, renamed },
  ];
}

interface Found {
  readonly templates: Map<string, string>;
  readonly place: Environment;
  readonly app: App;
}

function appIn(dir: string, apps: ReadonlyMap<string, string>, called?: ReadonlyMap<string, string>): Found {
  // The account's existing resources are assumed to be the same for both versions.
  const templates = withAccount(new Map(apps), environment);
  const place = { ...environmentOf(dir), managedPolicies: awsManagedPolicies, ...(called && { called }) };
  return { templates, place, app: readApp(templates, place) };
}

/**
 * An app with its proof, under the declaration that synth left beside its templates, otherwise a claims file's, otherwise that of
 * the configuration of this checkout.
 */
function proved(
  dir: string,
  { templates, place, app }: Found,
  claims: string | undefined,
): Omit<ReadAssembly, 'called' | 'renamed'> {
  const declaration = declarationOf(dir, claims, () => configuredDeclaration(templates, place));
  const lineOf = sourcesOf(dir);
  try {
    return { app, declaration, lineOf, proof: withSources(proofOf(templates, declaration, place), lineOf) };
  } catch (error) {
    if (!hasCode(error, 'ACCESS_DECLARATION')) throw error;
    return { app, declaration, lineOf, unproved: `${dir}: ${(error as StrongroomError).message}` };
  }
}

/** Proofs by the digest of all that they were decided from, the latest last. */
const decided = new Map<string, Proof>();
/** An app that is compared with several others, or with itself, is proved once. A proof takes about 2 MB. */
const KEPT = 4;

/** A proof depends on nothing but these and the day. Policies that AWS manages are the same for the whole process. */
function proofOf(templates: Found['templates'], declaration: Declaration, place: Environment): Proof {
  const { managedPolicies: _, called, ...rest } = place;
  const today = new Date().toISOString().slice(0, 10);
  const input = [[...templates], declaration, rest, called === undefined ? [] : [...called], today];
  const key = createHash('sha256').update(JSON.stringify(input)).digest('hex');
  const proof = decided.get(key) ?? prove(templates, declaration, place, { today });
  decided.delete(key);
  decided.set(key, proof);
  for (const oldest of [...decided.keys()].slice(0, -KEPT)) decided.delete(oldest);
  return proof;
}

/**
 * Templates under the names that the other version has for them: one that lies in another folder is the same stack when no other
 * has its name. Templates that name each other by their paths keep them.
 */
function namedAs(
  templates: ReadonlyMap<string, string>,
  other: ReadonlyMap<string, string>,
): readonly [templates: Map<string, string>, called: Map<string, string>] {
  const isNested = [...templates.values(), ...other.values()].some((text) =>
    text.includes('AWS::CloudFormation::Stack'),
  );
  const alone = (names: Iterable<string>, apps: ReadonlyMap<string, string>) =>
    Map.groupBy(
      [...names].filter((name) => !apps.has(name)),
      (name) => posix.basename(name),
    );
  const [here, there] = [alone(templates.keys(), other), alone(other.keys(), templates)];
  const called = new Map<string, string>();
  if (!isNested)
    for (const [base, names] of here) {
      const [[mine, ...more], [theirs, ...others]] = [names, there.get(base) ?? []];
      if (mine !== undefined && theirs !== undefined && more.length + others.length === 0) called.set(theirs, mine);
    }
  const back = new Map([...called].map(([theirs, mine]) => [mine, theirs]));
  return [new Map([...templates].map(([name, text]) => [back.get(name) ?? name, text])), called];
}

function declarationOf(dir: string, claims: string | undefined, configured: () => Declaration): Declaration {
  if (claims !== undefined) return readClaimsFile(readText(claims)).declaration;
  const file = join(dir, DECLARATION_FILE);
  return existsSync(file) ? readDeclaration(readText(file)) : configured();
}
