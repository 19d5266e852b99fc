import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { environment } from '../../config/environments.ts';
import type { App } from '../../lib/access/index.ts';
import { sha256Of } from '../../lib/governance/gate/certificate.ts';
import type { RunFacts } from '../../lib/report/document/head.ts';
import { readJson } from '../read-json.ts';
import { digestOf } from './proof.ts';

/** The root of this checkout, whose `config/` describes the app. */
const OWN_ROOT = join(import.meta.dirname, '../..');

/** Where the subject of a report comes from: this checkout, or other templates with the claims file about them. */
export interface Subject {
  /** Paths of templates; none for the app of this checkout. */
  readonly places: readonly string[];
  readonly claims: string | undefined;
}

export const OWN_APP: Subject = { places: [], claims: undefined };

/**
 * The person, time and commit of a run, and the digests of its inputs and of its findings.
 * @param proof the proof's text, as stored or printed
 */
export function factsOf(
  { place }: App,
  templates: ReadonlyMap<string, string>,
  proof: string,
  { places, claims }: Subject,
): RunFacts {
  const { version } = readJson(join(OWN_ROOT, 'package.json')) as { version: string };
  const { accountId: account, region } = place;
  return {
    ...{ by: userName(), at: new Date().toISOString(), version },
    commit: places.length === 0 ? ownCommit() : commonCommit(places),
    // A claims file is about an app of which `config/environments.ts` knows nothing.
    environment: claims === undefined ? (environment.name ?? 'main') : null,
    ...{ account, region },
    ...{ templates: digestOf(templates), proof: sha256Of(proof) },
  };
}

/** A container may run as a user without an entry in its list of users. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return process.env.USER ?? 'not known';
  }
}

type Commit = RunFacts['commit'];

/** An installed package lies in the folder of another project, whose commit says nothing of this app. */
function ownCommit(): Commit {
  try {
    git(OWN_ROOT, 'ls-files', '--error-unmatch', 'package.json');
  } catch {
    return null;
  }
  return commitOf(OWN_ROOT);
}

/** The commit of the work tree in which all places lie; null where they lie in none, or in several. */
function commonCommit(places: readonly string[]): Commit {
  const found = places.map((place) => commitOf(statSync(place).isDirectory() ? place : dirname(place)));
  const [first] = found;
  return first && found.every((commit) => commit?.id === first.id)
    ? { id: first.id, changed: found.some((commit) => commit?.changed) }
    : null;
}

/** The commit that is checked out around a folder; null where there is none, or no git. */
function commitOf(folder: string): Commit {
  try {
    return {
      id: git(folder, 'rev-parse', 'HEAD'),
      changed: git(folder, 'status', '--porcelain', '--untracked-files=no') !== '',
    };
  } catch {
    return null;
  }
}

const git = (folder: string, ...args: readonly string[]): string =>
  execFileSync('git', ['-C', folder, ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
