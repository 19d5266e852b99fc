import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Stack, Validations } from 'aws-cdk-lib';
import { Architecture, Code, type ILayerVersion, LayerVersion, Runtime } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { Names } from '../names.ts';
import { PROJECT_ROOT } from './bundle.ts';

/**
 * sharp for arm64, as installed by `npm run layer`. It blacks out pixels; without it frames cannot be masked, so they are
 * not published, and the synth says so.
 */
export const sharpLayer = (scope: Construct, names: Names): ILayerVersion[] => {
  const folder = join(PROJECT_ROOT, 'layers/sharp');
  if (!existsSync(join(folder, 'nodejs/node_modules/sharp'))) {
    // Who wants the templates only deploys nothing.
    if (Stack.of(scope).bundlingRequired)
      Validations.of(scope).addWarning(
        'Strongroom:NoSharpLayer',
        'layers/sharp is not installed, so screen frames will not be published. Run: npm run layer',
      );
    return [];
  }
  return [
    new LayerVersion(scope, 'Sharp', {
      layerVersionName: names.of('sharp'),
      code: Code.fromAsset(folder),
      compatibleRuntimes: [Runtime.NODEJS_24_X],
      compatibleArchitectures: [Architecture.ARM_64],
    }),
  ];
};
