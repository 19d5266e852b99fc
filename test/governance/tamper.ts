import { z } from 'zod';

/** A document with one change, and the place of the change. */
export interface Mutation {
  readonly where: string;
  readonly document: unknown;
}

interface Node {
  readonly properties?: Record<string, Node>;
  readonly items?: Node;
  readonly anyOf?: Node[];
  readonly enum?: unknown[];
  readonly const?: unknown;
  readonly type?: string;
}

/** Every field of a schema, as the path to it; `*` is any item of a list. */
export function fieldsOf(schema: z.ZodType): string[] {
  return [...walk(z.toJSONSchema(schema) as Node, [])];
}

function* walk({ properties, items, anyOf }: Node, at: readonly string[]): Generator<string> {
  if (at.length > 0) yield at.join('.');
  for (const [name, node] of Object.entries(properties ?? {})) yield* walk(node, [...at, name]);
  if (items) yield* walk(items, [...at, '*']);
  for (const node of anyOf ?? []) for (const path of walk(node, at)) if (path !== at.join('.')) yield path;
}

/**
 * The document with each of its fields changed, one at a time: removed, emptied, replaced by another value of the same
 * shape and by one of another type; with each item of a list repeated or removed; and with an unknown field.
 */
export function* mutationsOf(document: unknown, where: readonly string[] = []): Generator<Mutation> {
  const name = where.join('.') || '(whole)';
  for (const other of othersThan(document)) yield { where: `${name} → ${typeof other}`, document: other };
  if (typeof document !== 'object' || document === null) return;
  if (Array.isArray(document)) {
    yield { where: `${name} emptied`, document: [] };
    if (document.length > 1) yield { where: `${name} reversed`, document: document.toReversed() };
    for (const [i, item] of document.entries()) {
      yield { where: `${name}.${i} gone`, document: document.toSpliced(i, 1) };
      yield { where: `${name}.${i} repeated`, document: [...document, item] };
      for (const inner of mutationsOf(item, [...where, String(i)]))
        yield { where: inner.where, document: document.with(i, inner.document) };
    }
    return;
  }
  yield { where: `${name} with more`, document: { ...document, more: 'x' } };
  for (const [field, value] of Object.entries(document)) {
    const { [field]: _, ...rest } = document as Record<string, unknown>;
    yield { where: `${[...where, field].join('.')} gone`, document: rest };
    for (const inner of mutationsOf(value, [...where, field]))
      yield { where: inner.where, document: { ...document, [field]: inner.document } };
  }
}

/** Other values of the same shape first: a schema alone does not detect those. */
function othersThan(value: unknown): unknown[] {
  if (typeof value === 'number') return [value + 1, String(value)];
  if (typeof value !== 'string') return [7, 'x'].filter((other) => typeof other !== typeof value);
  const last = value.at(-1) ?? '';
  const flipped = (at: number) => {
    const c = value[at] ?? 'a';
    const next = /[0-8a-eA-E]/.test(c) ? String.fromCharCode(c.charCodeAt(0) + 1) : c === 'a' ? 'b' : 'a';
    return value.slice(0, at) + next + value.slice(at + 1);
  };
  const texts = [flipped(0), flipped(Math.floor(value.length / 2)), flipped(value.length - 1), `${value}${last}`];
  return [...new Set(texts.filter((other) => other !== value)), 7, null];
}
