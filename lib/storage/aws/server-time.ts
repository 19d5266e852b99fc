import type { SteadyClock } from '../steady-clock.ts';

/** The part of an SDK client needed to observe each response. */
interface Client {
  readonly middlewareStack: {
    add(middleware: Middleware, options: { readonly step: 'deserialize'; readonly name: string }): void;
  };
}
type Middleware = (next: (args: never) => Promise<unknown>) => (args: never) => Promise<unknown>;

/**
 * The same client, whose responses set the clock's earliest time (RFC 9110, `Date`). A local clock that was set back
 * must not make an expired certificate valid again. A missing or unreadable date is ignored.
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
