import type { RequestQuestion } from '../../access/index.ts';
import { StrongroomError } from '../../activity/errors.ts';

export type Policies = NonNullable<RequestQuestion['identityPolicies']>;

/** ARN of a role of the app, or of any other principal together with its identity policies. */
export type LocalPrincipal = string | { readonly arn: string; readonly policies: Policies };

export type RequestValue = string | readonly string[];

/** One request as IAM sees it; the principal is the authority's. */
export interface AccessRequest {
  readonly action: string;
  readonly resource: string;
  readonly context?: Readonly<Record<string, RequestValue>>;
}

/** The policies' decision on a request. `statements` are those that decided; empty when no statement allows the request. */
export interface AccessDecision {
  readonly decision: 'Allowed' | 'ImplicitlyDenied' | 'ExplicitlyDenied' | 'Unknown';
  readonly statements: readonly string[];
}

export type Decide = (principal: string, request: AccessRequest) => AccessDecision;

/** Evaluates the synthesized policies for one principal. */
export class Authority {
  readonly principal: string;
  readonly #decide: Decide;
  readonly #memory = new Map<string, AccessDecision>();

  /** @param principal ARN */
  constructor(principal: string, decide: Decide) {
    this.principal = principal;
    this.#decide = decide;
  }

  /** The same request always gets the same decision, because policies do not change while a lake is open. */
  decide(request: AccessRequest): AccessDecision {
    const name = JSON.stringify(request);
    let known = this.#memory.get(name);
    if (known === undefined) {
      known = this.#decide(this.principal, request);
      if (this.#memory.size < MEMORY) this.#memory.set(name, known);
    }
    return known;
  }

  allows(request: AccessRequest): boolean {
    return this.decide(request).decision === 'Allowed';
  }

  /** @throws AccessDeniedError unless the policies allow the request; an undecided request is denied */
  require(request: AccessRequest, target: string): void {
    const decision = this.decide(request);
    if (decision.decision !== 'Allowed') throw new AccessDeniedError(this.principal, request, target, decision);
  }
}

const MEMORY = 10_000;

/** A denial that names the principal, the request and the statement that denied it. */
export class AccessDeniedError extends StrongroomError {
  readonly principal: string;
  readonly request: AccessRequest;
  readonly decision: AccessDecision;

  constructor(
    principal: string,
    request: AccessRequest,
    target: string,
    decision: AccessDecision,
    code = 'access.denied',
  ) {
    super(
      code,
      `${principal} is not allowed ${request.action} ${target}: ${because(decision)}`,
      'if this principal should have access, declare it in config/access.ts and review the change of the policies',
    );
    this.principal = principal;
    this.request = request;
    this.decision = decision;
  }
}

function because({ decision, statements }: AccessDecision): string {
  const named = statements.join('; ');
  if (decision === 'ExplicitlyDenied') return `denied by ${named}`;
  if (decision === 'Unknown') return `the policies cannot be decided${named && ` (${named})`}`;
  return named ? `not allowed: ${named}` : 'no statement allows it';
}
