import type { AccessConfig } from './access-config.ts';
import type { EnvironmentConfig } from './environment-config.ts';
import type { ProgramConfig } from './program-config.ts';
import type { RedactionConfig } from './redaction-config.ts';

/** The configuration of one installation. */
export interface Configuration {
  readonly access: AccessConfig;
  readonly program: ProgramConfig;
  readonly environment: EnvironmentConfig;
  /** Services of AWS that redaction asks. Default: none. */
  readonly redaction?: Pick<RedactionConfig, 'comprehend'>;
}
