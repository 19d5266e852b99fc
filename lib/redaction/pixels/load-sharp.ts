import { createRequire } from 'node:module';

/**
 * sharp, by `require`. On Lambda it comes as a layer, and Node looks into layers (`NODE_PATH`, `/opt/nodejs/node_modules`)
 * for `require` only, never for `import`: https://nodejs.org/api/esm.html#no-node_path and
 * https://docs.aws.amazon.com/lambda/latest/dg/nodejs-layers.html.
 * @throws the error of Node, MODULE_NOT_FOUND when it is not installed
 */
export const loadSharp = (): typeof import('sharp')['default'] => createRequire(import.meta.url)('sharp');
