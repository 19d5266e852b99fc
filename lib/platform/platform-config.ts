import type { AccessConfig } from '../governance/access-config.ts';
import type { EnvironmentConfig } from '../governance/environment-config.ts';
import type { ProgramConfig } from '../governance/program-config.ts';
import type { Names } from './names.ts';

/** What every stack is built from. */
export interface PlatformConfig {
  readonly access: AccessConfig;
  readonly program: ProgramConfig;
  readonly environment: EnvironmentConfig;
  readonly names: Names;
}
