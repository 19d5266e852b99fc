import { existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { differenceText } from '../../lib/report/difference/text.ts';
import { PLAIN } from '../../lib/report/terminal.ts';
import { comparedAs } from './compare-assemblies.ts';
import { readBoth } from './described.ts';
import { digestOf } from './proof.ts';

/** Below the folder of the last proof: templates that decisions about the gate were about, each under its digest. */
const SEEN = 'certified';
/** Older ones go: a comparison needs those of the last certificate, and of what is asked for. */
const KEPT = 6;
/** Lines of a comparison that stand beside a proposal, so that all of it stays on one screen. */
const SHOWN = 8;

const folderOf = (out: string, digest: string): string => join(out, SEEN, digest.slice(0, 16));

/** Keeps templates, so that a later proposal can be compared with them. @returns their digest */
export function keepTemplates(out: string, templates: ReadonlyMap<string, string>): string {
  const digest = digestOf(templates);
  const folder = folderOf(out, digest);
  if (existsSync(folder)) return digest;
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of templates)
    writeFileSync(join(folder, name.endsWith('.json') ? name : `${name}.template.json`), text);
  const all = readdirSync(join(out, SEEN)).map((name) => join(out, SEEN, name));
  const newestFirst = all.toSorted((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
  for (const old of newestFirst.slice(KEPT)) rmSync(old, { recursive: true, force: true });
  return digest;
}

/** Who gained or lost what between two kept versions, in a few lines; or the command that says it, where one is not kept. */
export function differenceSince(out: string, older: string, newer: string): string[] {
  const [from, to] = [folderOf(out, older), folderOf(out, newer)];
  if (!existsSync(from) || !existsSync(to))
    return [
      `who gained what is not known here: ${out}/ does not hold the templates of both.`,
      'With both folders: strongroom diff OLD NEW',
    ];
  const view = comparedAs([older, newer], readBoth([from, to], undefined), [], []);
  const lines = differenceText(view, PLAIN).trimEnd().split('\n');
  const more = lines.length - SHOWN;
  return more <= 0 ? lines : [...lines.slice(0, SHOWN), `and ${more} more lines: strongroom diff ${from} ${to}`];
}
