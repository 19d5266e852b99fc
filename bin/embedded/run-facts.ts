import { execFileSync } from 'node:child_process';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { environment } from '../../config/environments.ts';
import type { App } from '../../lib/access/index.ts';
import { sha256Of } from '../../lib/governance/gate/certificate.ts';
import type { RunFacts } from '../../lib/report/document/head.ts';
import { readJson } from '../read-json.ts';
import { digestOf } from './proof.ts';

/**
 * The person, time and commit of a run, and the digests of its inputs and of its findings.
 * @param proof the proof's text, as stored or printed
 */
export function factsOf({ place }: App, templates: ReadonlyMap<string, string>, proof: string): RunFacts {
  const { version } = readJson(join(import.meta.dirname, '../../package.json')) as { version: string };
  const { accountId: account, region } = place;
  return {
    ...{ by: userName(), at: new Date().toISOString(), version, commit: commitHere() },
    ...{ environment: environment.name ?? 'main', account, region },
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

/** The commit checked out in the working folder; null where there is none, or no git. */
function commitHere(): RunFacts['commit'] {
  const git = (...args: string[]) =>
    execFileSync('git', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  try {
    return { id: git('rev-parse', 'HEAD'), changed: git('status', '--porcelain', '--untracked-files=no') !== '' };
  } catch {
    return null;
  }
}
