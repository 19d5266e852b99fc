// What `strongroom/access` is: what `npm run package` has built of the sources; where nothing is built, as in a checkout or in a
// package that npm made without running scripts, the sources themselves. Without top-level await, so that an app in CommonJS can require it.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const isBuilt = existsSync(new URL('./dist/access.js', import.meta.url));
if (!isBuilt) require('./bin/strip-types.cjs');
const entry = isBuilt ? require('./dist/access.js') : require('./lib/platform/access-entry.ts');

export const {
  AccessClaims,
  CLAIM_FAMILIES,
  awsManagedPolicies,
  causesOf,
  compare,
  environmentOf,
  evaluate,
  firstClaims,
  prove,
  readAllTemplates,
  readApp,
  readClaimsFile,
  readTemplates,
  sourcesOf,
  whoCan,
  withSources,
} = entry;
