// What `strongroom/access` is: the sources in a checkout, which Node runs as they are, and what `npm pack` has built of them in
// a package, where Node runs no TypeScript. Without top-level await, so that an app in CommonJS can require it.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const isBuilt = existsSync(new URL('./dist/access.js', import.meta.url));
const entry = isBuilt ? require('./dist/access.js') : require('./lib/platform/access-entry.ts');

export const {
  AccessClaims,
  CLAIM_FAMILIES,
  awsManagedPolicies,
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
