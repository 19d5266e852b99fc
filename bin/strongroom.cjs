#!/usr/bin/env node
// Plain JavaScript of 2018: an old Node must be able to read this far, and say one sentence instead of a stack trace.
// `strongroom.ts` beside it is a link to this file.
const parts = process.versions.node.split('.');
const major = Number(parts[0]);
const minor = Number(parts[1]);
if (major > 22 || (major === 22 && minor >= 18)) {
  // Keeps compiled code for the next command, beside the packages: a folder that others can write, such as /tmp, would let them
  // choose the code that runs here. Where this folder cannot be written, nothing is kept.
  require('node:module').enableCompileCache(require('node:path').join(__dirname, '../node_modules/.cache/strongroom'));
  // An installed package lies under node_modules, where Node runs no TypeScript by itself.
  require('./strip-types.cjs');
  import('./main.ts');
} else {
  process.stderr.write(
    `strongroom: this is Node ${process.versions.node}, and Strongroom needs 22.18 or later [node.too-old]\n` +
      '  → run `npm ci`, then `npx strongroom ...`: on Linux x64 the lockfile brings Node 24; elsewhere install it\n',
  );
  process.exitCode = 2;
}
