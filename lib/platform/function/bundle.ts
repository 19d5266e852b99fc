import { cpSync, existsSync, globSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { AssetHashType, DockerImage } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import { type BuildOptions, buildSync, type Metafile } from 'esbuild';
import { StrongroomError } from '../../activity/errors.ts';
import { licenceNotices } from './licence-notices.ts';

export const PROJECT_ROOT = join(import.meta.dirname, '../../..');

/** What a bundle leaves out: sharp is a native module and comes as a layer. */
const EXTERNAL = ['sharp'];

/** CommonJS dependencies inside an ES module still call `require`. */
const REQUIRE =
  "import { createRequire as requireForBundle } from 'node:module'; const require = requireForBundle(import.meta.url);";

/** How each function is bundled, apart from which one it is. */
export const BUNDLING = {
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  mainFields: ['module', 'main'],
  // Names stay, so that a stack trace in a log can be read.
  minifySyntax: true,
  minifyWhitespace: true,
  // They are in LICENSES.txt, with those that no file has.
  legalComments: 'none',
  external: EXTERNAL,
  banner: { js: REQUIRE },
  logLevel: 'error',
} satisfies BuildOptions;

interface Bundle {
  readonly code: Uint8Array;
  /** Of this bundle alone. */
  readonly metafile: Metafile;
}

const BUNDLES = new WeakMap<IConstruct, ReadonlyMap<string, Bundle>>();

/** Bundles of all functions, made by one run: it reads what they share once. Kept for one app, since a file can change. */
function bundlesOf(app: IConstruct): ReadonlyMap<string, Bundle> {
  const known = BUNDLES.get(app);
  if (known !== undefined) return known;
  const names = globSync('*/entry.ts', { cwd: join(PROJECT_ROOT, 'lambdas') }).map(dirname);
  const { metafile, outputFiles } = buildSync({
    ...BUNDLING,
    entryPoints: names.map((name) => ({ in: join(PROJECT_ROOT, 'lambdas', name, 'entry.ts'), out: name })),
    // Named because several files want one; nothing is written there.
    outdir: PROJECT_ROOT,
    absWorkingDir: PROJECT_ROOT,
    write: false,
    metafile: true,
  });
  const bundles = new Map(
    outputFiles.map(({ path, contents }): [string, Bundle] => {
      const output = metafile.outputs[basename(path)];
      const own = { inputs: metafile.inputs, outputs: output === undefined ? {} : { [basename(path)]: output } };
      return [basename(path, '.js'), { code: contents, metafile: own }];
    }),
  );
  BUNDLES.set(app, bundles);
  return bundles;
}

/**
 * The code of one function, bundled by esbuild in this process: no Docker, no network, and the same bytes every time. It
 * goes through the CDK's bundling so that its standard context `aws:cdk:bundling-stacks` skips it where only templates
 * are wanted.
 * @throws StrongroomError `bundle.import`, naming packages that no layer can bring
 */
export const bundle = (scope: IConstruct, name: string): Code => {
  const folder = join(PROJECT_ROOT, 'lambdas', name);
  return Code.fromAsset(folder, {
    // By output, or a change in lib/ would not be seen as a change of the function.
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      // Named because the type asks for one; never started, since bundling here either succeeds or throws.
      image: DockerImage.fromRegistry('none'),
      local: {
        tryBundle: (outputDir) => {
          const made = bundlesOf(scope.node.root).get(name);
          if (made === undefined) throw new Error(`lambdas/${name} has no entry.ts`);
          refuseImports(name, made.metafile);
          writeFileSync(join(outputDir, 'index.mjs'), made.code);
          writeFileSync(join(outputDir, 'LICENSES.txt'), licenceNotices(PROJECT_ROOT, filesInBundle(made.metafile)));
          // Files that the function serves as they are.
          const page = join(folder, 'page');
          if (existsSync(page)) cpSync(page, join(outputDir, 'page'), { recursive: true });
          return true;
        },
      },
    },
  });
};

/**
 * A bundle may ask for a package by `require`, which finds what a layer brings, and never by `import`, which does not.
 * @throws StrongroomError `bundle.import`, naming the packages
 */
export function refuseImports(name: string, { outputs }: Metafile): void {
  const packages = Object.values(outputs)
    .flatMap(({ imports }) => imports)
    .filter(({ external, kind, path }) => external && kind !== 'require-call' && !isBuiltin(path))
    .map(({ path }) => path);
  if (packages.length > 0)
    throw new StrongroomError(
      'bundle.import',
      `the bundle of ${name} imports ${[...new Set(packages)].join(', ')}, and \`import\` does not find a layer`,
      'Load it by `require`, as lib/redaction/pixels/load-sharp.ts does.',
    );
}

/** Files with bytes in a bundle: what esbuild left out needs no notice. */
export const filesInBundle = ({ outputs }: Metafile): string[] =>
  Object.values(outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([file, { bytesInOutput }]) => (bytesInOutput > 0 ? [file] : [])),
  );
