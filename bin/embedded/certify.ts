import { createHash } from 'node:crypto';
import { environment } from '../../config/environments.ts';
import { canonicalJson, type Json } from '../../lib/activity/canonical-json.ts';
import { StrongroomError } from '../../lib/activity/errors.ts';
import type { Certificate } from '../../lib/governance/gate.ts';
import { digestOf, proveTemplates } from './proof.ts';

/** The named permission rule: the statement that keeps everybody but the listed roles out of the raw zone. */
const GUARD = { template: `${environment.prefix}-storage.template.json`, sid: 'DenyReadUnlessListed' } as const;
const VALID_DAYS = 30;

interface Template {
  readonly Resources: Record<
    string,
    { Properties?: { PolicyDocument?: { Statement?: Statement[] } }; Metadata?: Record<string, string> }
  >;
}
type Statement = { readonly Sid?: string; readonly [name: string]: Json | undefined };

/**
 * Proves the templates with the guard and without it, and writes down both, for the approvers to judge.
 * @throws StrongroomError certificate.unproved when the claims do not hold, certificate.guard when they hold without it too
 */
export function certify(
  templates: ReadonlyMap<string, string>,
  requester: string,
  approvers: readonly string[],
  now: Date,
): Certificate {
  const verdict = proveTemplates(templates).verdict;
  if (verdict !== 'proved')
    throw refuse('unproved', `the claims are ${verdict}`, 'run `strongroom prove`, and mend what it names');
  const { statement, without } = removeGuard(templates);
  if (proveTemplates(without).verdict !== 'refuted')
    throw refuse('guard', 'the claims hold without the named rule too', 'name the rule that carries them');
  const text = JSON.stringify(statement);
  const body = {
    guard: { id: GUARD.sid, text, hash: sha256(text) },
    proof: { with: 'proved' as const, without: 'refuted' as const, templates: digestOf(templates) },
    requester,
    approvers: [...approvers],
    issued: now.toISOString(),
    expires: new Date(now.getTime() + VALID_DAYS * 86_400_000).toISOString(),
  };
  return { id: sha256(canonicalJson(body)), ...body };
}

/** The templates as they would be without the guard on the raw bucket. */
function removeGuard(templates: ReadonlyMap<string, string>): { statement: Statement; without: Map<string, string> } {
  const template = JSON.parse(templates.get(GUARD.template) ?? '{"Resources":{}}') as Template;
  for (const { Properties, Metadata } of Object.values(template.Resources)) {
    const statements = Properties?.PolicyDocument?.Statement;
    const at = statements?.findIndex(({ Sid }) => Sid === GUARD.sid) ?? -1;
    if (at === -1 || !Metadata?.['aws:cdk:path']?.includes('/Raw/')) continue;
    const [statement] = (statements as Statement[]).splice(at, 1);
    return {
      statement: statement as Statement,
      without: new Map(templates).set(GUARD.template, JSON.stringify(template)),
    };
  }
  throw refuse('guard', 'the named rule is not in the templates', 'synthesize again');
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

const refuse = (code: string, message: string, todo: string) =>
  new StrongroomError(`certificate.${code}`, `no certificate: ${message}`, todo);
