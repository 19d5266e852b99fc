import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Stack, Validations } from 'aws-cdk-lib';
import { Architecture, Code, type ILayerVersion, LayerVersion, Runtime } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { StrongroomError } from '../../activity/errors.ts';
import type { Names } from '../names.ts';
import { PROJECT_ROOT } from './bundle.ts';
import { type Machine, missingIn } from './layer-content.ts';

/** Lambda's runtime: Amazon Linux on arm64. */
const LAMBDA: Machine = { os: 'linux', cpu: 'arm64', libc: 'glibc' };

/**
 * sharp for arm64, as installed by `npm run layer`. It blacks out pixels. Without it frames cannot be masked, so they
 * are not published, and the synth says so.
 * @param folder becomes `/opt`
 * @throws StrongroomError `layer.incomplete` where the folder holds sharp for another machine or in another version:
 *   every frame would be refused without any warning
 */
export const sharpLayer = (
  scope: Construct,
  names: Names,
  folder = join(PROJECT_ROOT, 'layers/sharp'),
): ILayerVersion[] => {
  if (!existsSync(join(folder, 'nodejs/node_modules/sharp'))) {
    // A caller that wants only templates deploys nothing.
    if (Stack.of(scope).bundlingRequired)
      Validations.of(scope).addWarning(
        'Strongroom:NoSharpLayer',
        'layers/sharp is not installed, so screen frames will not be published. Run: npm run layer',
      );
    return [];
  }
  const missing = missingIn(join(folder, 'nodejs'), LAMBDA);
  if (missing.length > 0)
    throw new StrongroomError(
      'layer.incomplete',
      `layers/sharp is not what its lock asks for on Lambda: ${missing.join(', ')}`,
      'Run: npm run layer',
    );
  return [
    new LayerVersion(scope, 'Sharp', {
      layerVersionName: names.of('sharp'),
      code: Code.fromAsset(folder),
      compatibleRuntimes: [Runtime.NODEJS_24_X],
      compatibleArchitectures: [Architecture.ARM_64],
    }),
  ];
};
