import { isRecord } from '../policy/record.ts';
import { documentOf, textOf } from './change.ts';
import type { Told } from './placing.ts';

/** A record somewhere in an answer. */
export type AnswerNode = Readonly<Record<string, unknown>>;

/** Where a record stands: an answer that does not name its subject is placed by it. */
export interface AnswerPlace {
  readonly file: string;
  /** Names above the node: of a map from names to policies, the name. */
  readonly path: readonly string[];
  /** Texts of the nodes around it, the nearest first. */
  readonly near: readonly string[];
}

/** Whether a record has the shape of an answer. */
export type AnswerShape = (node: AnswerNode, where: AnswerPlace) => boolean;
/** Notes what an answer of a shape says. */
export type AnswerReader = (node: AnswerNode, where: AnswerPlace, told: Told) => void;

export const has =
  (...keys: string[]): AnswerShape =>
  (node) =>
    keys.some((key) => key in node);

export const isDocument = (value: unknown): boolean =>
  isRecord(documentOf(value)) && 'Statement' in (documentOf(value) as object);

/** The first text under one of these keys. */
export const pick = (node: AnswerNode, ...keys: string[]): string | undefined =>
  keys.map((key) => textOf(node[key])).find((spelling) => spelling !== undefined);

/** The last part of an ARN. */
export const named = (arn: string): string => arn.split('/').at(-1) ?? arn;

/** Texts that may name the subject of an answer: the nodes and keys around it, its file, the folders. */
export const around = ({ near, path, file }: AnswerPlace): string[] => [
  ...near,
  ...path.toReversed(),
  ...file.split('/').toReversed(),
];

/** Notes a resource as a template would describe it. */
export function put(
  { file }: AnswerPlace,
  told: Told,
  type: string,
  name: string,
  properties: AnswerNode,
  arn?: string,
): void {
  told.resources.push({
    template: file,
    logicalId: `${type.split('::').slice(1).join(' ')} ${name}`,
    constructPath: '',
    type,
    name,
    ...(arn === undefined ? {} : { arn }),
    properties,
  });
}
