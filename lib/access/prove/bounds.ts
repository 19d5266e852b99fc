import { canonicalJson, type Json } from '../../activity/canonical-json.ts';
import type { App, Identity } from '../model/app.ts';
import type { Policy, Statement } from '../policy/document.ts';
import { speaksOf } from '../policy/speaks-of.ts';
import { guardOf } from '../query/carriers.ts';

/**
 * What keeps an act as narrow as it was found: Denies that are about the action, the boundary of its principal, the policies of
 * the organisation, and who may become the principal. A finding is another one as soon as one of them changes, so that an
 * acceptance of a narrow right does not cover a wide one.
 * @param place ARN of the resource on which the act is
 */
export function boundsOf(app: App, principal: string, action: string, place: string): readonly unknown[] {
  const identity: (Identity & { readonly trust?: Policy }) | undefined = [...app.roles, ...app.users].find(
    ({ arn }) => arn === principal,
  );
  const { serviceControl, resourceControl } = app.organisation;
  const whole = [identity?.boundary, ...serviceControl.flat(), ...resourceControl];
  const denying = [...(identity?.policies ?? []), guardOf(app, place).policy];
  const bounding = [
    ...statementsIn(whole).filter((statement) => speaksOf(statement, action)),
    ...statementsIn(denying).filter((statement) => statement.effect !== 'Allow' && speaksOf(statement, action)),
    ...statementsIn([identity?.trust]),
  ];
  return [identity?.boundary !== undefined, ...inOrder(bounding.map(({ raw }) => raw))];
}

const statementsIn = (policies: readonly (Policy | undefined)[]): Statement[] =>
  policies.flatMap((policy) => policy?.statements ?? []);

/** In an order that does not depend on where they stand. */
const inOrder = (documents: readonly unknown[]): unknown[] =>
  documents
    .map((document) => ({ document, text: canonicalJson((document ?? null) as Json) }))
    .sort((left, right) => (left.text < right.text ? -1 : 1))
    .map(({ document }) => document ?? null);
