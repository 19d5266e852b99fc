import type { ValueRenderer } from './render-values.ts';

interface RawStatement {
  readonly [element: string]: unknown;
}

/** The elements of a statement in reading order: who may do what to what, when. */
const ELEMENTS = [
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
];

/** The statements of a policy document. */
export const statementsOf = (values: ValueRenderer, stack: string, document: unknown): unknown[] => {
  const { Statement = [] } = (document ?? {}) as { Statement?: RawStatement | RawStatement[] };
  return [Statement].flat().map((statement) => {
    const rendered = values.render(stack, statement) as RawStatement;
    const known = ELEMENTS.filter((element) => element in rendered).map((element) => [element, rendered[element]]);
    const others = Object.entries(rendered).filter(([element]) => !ELEMENTS.includes(element));
    return Object.fromEntries([...known, ...others]);
  });
};
