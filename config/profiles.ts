import auNsw from './jurisdictions/AU-NSW.json' with { type: 'json' };
import caOn from './jurisdictions/CA-ON.json' with { type: 'json' };
import euDe from './jurisdictions/EU-DE.json' with { type: 'json' };
import euFr from './jurisdictions/EU-FR.json' with { type: 'json' };
import uk from './jurisdictions/UK.json' with { type: 'json' };
import usCa from './jurisdictions/US-CA.json' with { type: 'json' };
import usCt from './jurisdictions/US-CT.json' with { type: 'json' };
import usDe from './jurisdictions/US-DE.json' with { type: 'json' };
import usIl from './jurisdictions/US-IL.json' with { type: 'json' };
import usNy from './jurisdictions/US-NY.json' with { type: 'json' };
import xa from './jurisdictions/XA.json' with { type: 'json' };
import xb from './jurisdictions/XB.json' with { type: 'json' };

/**
 * Described jurisdictions. A place that is missing here is refused at ingest, and so is a draft: sign it (`adopted`)
 * and set it to `verified` when counsel has read it. XA and XB are invented, for the samples.
 */
export const profiles: readonly unknown[] = [auNsw, caOn, euDe, euFr, uk, usCa, usCt, usDe, usIl, usNy, xa, xb];
