import packageJson from '../package.json' with { type: 'json' };

/**
 * `npm publish` runs this before it builds. A tarball is made and installed by anybody; what is published under the name stays there,
 * so that a release names its version, and the address at which its code is found. Any command but `npm pack` counts as publishing.
 */
const { version, ...rest } = packageJson;
const missing = [
  ...(process.env.STRONGROOM_RELEASE === version ? [] : [`STRONGROOM_RELEASE is not ${version}`]),
  ...('repository' in rest ? [] : ['package.json names no repository']),
];
if (process.env.npm_command !== 'pack' && missing.length > 0) {
  process.stderr.write(`strongroom: not published: ${missing.join(', ')} [package.not-released]\n`);
  process.stderr.write('  → docs/decisions/0118-the-package.md says how a version is released\n');
  process.exitCode = 1;
}
