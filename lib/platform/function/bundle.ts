import { cpSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AssetHashType, DockerImage } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { type BuildOptions, buildSync, type Metafile } from 'esbuild';
import { licenceNotices } from './licence-notices.ts';

export const PROJECT_ROOT = join(import.meta.dirname, '../../..');

/** What a bundle leaves out: sharp is a native module and comes as a layer. */
const EXTERNAL = ['sharp'];

/** CommonJS dependencies inside an ES module still call `require`. */
const REQUIRE = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";

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

/**
 * The code of one function, bundled by esbuild in this process: no Docker, no network, and the same bytes every time. It
 * goes through the CDK's bundling so that its standard context `aws:cdk:bundling-stacks` skips it where only templates
 * are wanted.
 */
export const bundle = (name: string): Code => {
  const folder = join(PROJECT_ROOT, 'lambdas', name);
  return Code.fromAsset(folder, {
    // By output, or a change in lib/ would not be seen as a change of the function.
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      // Named because the type asks for one; never started, since bundling here either succeeds or throws.
      image: DockerImage.fromRegistry('none'),
      local: {
        tryBundle: (outputDir) => {
          const { metafile } = buildSync({
            ...BUNDLING,
            entryPoints: [join(folder, 'entry.ts')],
            outfile: join(outputDir, 'index.mjs'),
            absWorkingDir: PROJECT_ROOT,
            metafile: true,
          });
          writeFileSync(join(outputDir, 'LICENSES.txt'), licenceNotices(PROJECT_ROOT, filesInBundle(metafile)));
          // Files that the function serves as they are.
          const page = join(folder, 'page');
          if (existsSync(page)) cpSync(page, join(outputDir, 'page'), { recursive: true });
          return true;
        },
      },
    },
  });
};

/** Files with bytes in a bundle: what esbuild left out needs no notice. */
export const filesInBundle = ({ outputs }: Metafile): string[] =>
  Object.values(outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([file, { bytesInOutput }]) => (bytesInOutput > 0 ? [file] : [])),
  );
