import type { SteadyClock } from '../steady-clock.ts';

/** What of an SDK client is needed to look at each answer. */
interface Client {
  readonly middlewareStack: {
    add(middleware: Middleware, options: { readonly step: 'deserialize'; readonly name: string }): void;
  };
}
type Middleware = (next: (args: never) => Promise<unknown>) => (args: never) => Promise<unknown>;

/**
 * The same client, whose answers tell the clock what time it is (RFC 9110, `Date`). A clock of ours that was set back must
 * not bring an expired certificate back to life. A date that is missing or unreadable tells nothing.
 */
export function telling<C extends Client>(clock: SteadyClock, client: C): C {
  const observing: Middleware = (next) => async (args) => {
    const result = await next(args);
    const date = (result as { response?: { headers?: Record<string, string> } }).response?.headers?.date;
    const at = new Date(date ?? Number.NaN);
    if (!Number.isNaN(at.getTime())) clock.notBefore(at);
    return result;
  };
  client.middlewareStack.add(observing, { step: 'deserialize', name: 'observeServerTime' });
  return client;
}
