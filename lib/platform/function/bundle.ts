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

/** Modules left out of bundles: sharp is a native module and comes as a layer. */
const EXTERNAL = ['sharp'];

/** CommonJS dependencies inside an ES module still call `require`. */
const REQUIRE =
  "import { createRequire as requireForBundle } from 'node:module'; const require = requireForBundle(import.meta.url);";

/** Bundling options common to all functions. */
export const BUNDLING = {
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  mainFields: ['module', 'main'],
  // Names stay, so that stack traces in logs are readable.
  minifySyntax: true,
  minifyWhitespace: true,
  // Licences are in LICENSES.txt, including those that no source file carries.
  legalComments: 'none',
  external: EXTERNAL,
  banner: { js: REQUIRE },
  logLevel: 'error',
} satisfies BuildOptions;

interface Bundle {
  readonly code: Uint8Array;
  /** Metafile of this bundle alone. */
  readonly metafile: Metafile;
}

const BUNDLES = new WeakMap<IConstruct, ReadonlyMap<string, Bundle>>();

/** Bundles of all functions, made in one run, so that shared files are read once. Cached per app, since a file can change. */
function bundlesOf(app: IConstruct): ReadonlyMap<string, Bundle> {
  const known = BUNDLES.get(app);
  if (known !== undefined) return known;
  const names = globSync('*/entry.ts', { cwd: join(PROJECT_ROOT, 'lambdas') }).map(dirname);
  const { metafile, outputFiles } = buildSync({
    ...BUNDLING,
    entryPoints: names.map((name) => ({ in: join(PROJECT_ROOT, 'lambdas', name, 'entry.ts'), out: name })),
    // Required by esbuild for several entry points; nothing is written there.
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
 * The code of one function, bundled by esbuild in this process: no Docker, no network, and the same bytes every time.
 * Bundling goes through the CDK so that its standard context `aws:cdk:bundling-stacks` skips it where only templates
 * are needed.
 * @throws StrongroomError `bundle.import`, naming packages that no layer can provide
 */
export const bundle = (scope: IConstruct, name: string): Code => {
  const folder = join(PROJECT_ROOT, 'lambdas', name);
  return Code.fromAsset(folder, {
    // Hash of the output, or a change in lib/ would not count as a change of the function.
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      // Required by the type; never started, since bundling here either succeeds or throws.
      image: DockerImage.fromRegistry('none'),
      local: {
        tryBundle: (outputDir) => {
          const made = bundlesOf(scope.node.root).get(name);
          if (made === undefined) throw new Error(`lambdas/${name} has no entry.ts`);
          refuseImports(name, made.metafile);
          writeFileSync(join(outputDir, 'index.mjs'), made.code);
          writeFileSync(join(outputDir, 'LICENSES.txt'), licenceNotices(PROJECT_ROOT, filesInBundle(made.metafile)));
          // Static files that the function serves.
          const page = join(folder, 'page');
          if (existsSync(page)) cpSync(page, join(outputDir, 'page'), { recursive: true });
          return true;
        },
      },
    },
  });
};

/**
 * A bundle may load a package by `require`, which finds packages of a layer, but never by `import`, which does not.
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

/** Files with bytes in a bundle: a file that esbuild left out needs no notice. */
export const filesInBundle = ({ outputs }: Metafile): string[] =>
  Object.values(outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([file, { bytesInOutput }]) => (bytesInOutput > 0 ? [file] : [])),
  );
