import { StrongroomError } from '../../activity/errors.ts';
import { isRecord } from '../policy/record.ts';
import type { Declaration } from './declaration.ts';

/**
 * A declaration from JSON that somebody wrote; its schema is `declaration.schema.json` beside this file.
 * Throws `ACCESS_DECLARATION`, naming the field.
 */
export function readDeclaration(value: unknown): Declaration {
  const root = record(value, 'the declaration', [
    'classes',
    'trustedBase',
    'teams',
    'columns',
    'people',
    '$schema',
    'environment',
  ]);
  for (const [at, each] of array(root.classes, 'classes').entries()) readClass(each, `classes[${at}]`);
  texts(root.trustedBase ?? [], 'trustedBase');
  texts(root.people ?? [], 'people');
  for (const [at, each] of array(root.teams ?? [], 'teams').entries()) {
    const team = record(each, `teams[${at}]`, ['role', 'table', 'columns', 'rowFilter']);
    text(team.role, `teams[${at}].role`);
    text(team.table, `teams[${at}].table`);
    texts(team.columns, `teams[${at}].columns`);
    if (team.rowFilter !== null) text(team.rowFilter, `teams[${at}].rowFilter`);
  }
  for (const [at, each] of array(root.columns ?? [], 'columns').entries()) {
    const column = record(each, `columns[${at}]`, ['name', 'sensitivity']);
    text(column.name, `columns[${at}].name`);
    text(column.sensitivity, `columns[${at}].sensitivity`);
  }
  return { trustedBase: [], teams: [], ...(root as object) } as unknown as Declaration;
}

const LISTS = ['buckets', 'keys', 'tables', 'channels', 'approvedServices'];

function readClass(value: unknown, where: string): void {
  const found = record(value, where, ['name', 'approvedReaders', 'retentionDays', 'sensitivity', ...LISTS]);
  text(found.name, `${where}.name`);
  texts(found.approvedReaders, `${where}.approvedReaders`);
  for (const list of LISTS) texts(found[list] ?? [], `${where}.${list}`);
  if (found.sensitivity !== undefined) text(found.sensitivity, `${where}.sensitivity`);
  const days = found.retentionDays;
  if (days !== undefined && !(typeof days === 'number' && days > 0))
    throw wrong(`${where}.retentionDays`, 'a number of days');
}

const wrong = (where: string, wanted: string): StrongroomError =>
  new StrongroomError(
    'ACCESS_DECLARATION',
    `${where} must be ${wanted}.`,
    'Correct the declaration; its schema is lib/access/claims/declaration.schema.json.',
  );

/** An unknown field is refused: it may be a misspelt list of readers. */
function record(value: unknown, where: string, fields: readonly string[]): Record<string, unknown> {
  if (!isRecord(value)) throw wrong(where, 'an object');
  const unknown = Object.keys(value).find((key) => !fields.includes(key));
  if (unknown !== undefined) throw wrong(where, `without the unknown field ${unknown}`);
  return value;
}

function array(value: unknown, where: string): readonly unknown[] {
  if (!Array.isArray(value)) throw wrong(where, 'a list');
  return value;
}

function text(value: unknown, where: string): void {
  if (typeof value !== 'string' || value === '') throw wrong(where, 'a text');
}

function texts(value: unknown, where: string): void {
  for (const [at, each] of array(value, where).entries()) text(each, `${where}[${at}]`);
}
