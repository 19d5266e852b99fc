import type { AccessConfig } from './access-config.ts';
import type { EnvironmentConfig } from './environment-config.ts';
import type { ProgramConfig } from './program-config.ts';

/** The configuration of one installation. */
export interface Configuration {
  readonly access: AccessConfig;
  readonly program: ProgramConfig;
  readonly environment: EnvironmentConfig;
}
