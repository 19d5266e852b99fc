// Node runs the sources of a checkout as they are, but refuses TypeScript of files under node_modules, where `npm install` puts
// this package. Here it runs the sources of this package, and of no other, there too: `strongroom.cjs` requires this file, and
// so does each process of Node that the commands start (`--require`). In a checkout it does nothing.
const nodeModule = require('node:module');
const { readFileSync } = require('node:fs');
const { join, sep } = require('node:path');
const { fileURLToPath, pathToFileURL } = require('node:url');

const root = join(__dirname, '..');
const own = `${pathToFileURL(root).href}/`;

if (root.split(sep).includes('node_modules')) {
  withoutWarnings(() => nodeModule.stripTypeScriptTypes(''));
  nodeModule.registerHooks({
    load(url, context, nextLoad) {
      const isOurs = url.startsWith(own) && url.endsWith('.ts') && !url.startsWith(`${own}node_modules/`);
      if (!isOurs) return nextLoad(url, context);
      const source = nodeModule.stripTypeScriptTypes(readFileSync(fileURLToPath(url), 'utf8'));
      return { format: 'module', shortCircuit: true, source };
    },
  });
}

/** Node says once in each process that stripping is experimental, which tells a user of a command nothing. */
function withoutWarnings(act) {
  const { emitWarning } = process;
  process.emitWarning = () => undefined;
  try {
    act();
  } finally {
    process.emitWarning = emitWarning;
  }
}
