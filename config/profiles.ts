import xa from './jurisdictions/XA.json' with { type: 'json' };
import xb from './jurisdictions/XB.json' with { type: 'json' };

/** Jurisdictions in which collection is configured. A place that is not here is refused at ingest. */
export const profiles: readonly unknown[] = [xa, xb];
