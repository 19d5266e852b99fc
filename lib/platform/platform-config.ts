import type { Environment } from 'aws-cdk-lib';
import type { AccessConfig } from '../governance/access-config.ts';
import type { EnvironmentConfig } from '../governance/environment-config.ts';
import type { ProgramConfig } from '../governance/program-config.ts';
import type { Names } from './names.ts';

/** The lake table, as the catalogue names it. */
export interface Lake {
  readonly database: string;
  readonly table: string;
  /** Table that only compaction uses, over the same files. */
  readonly rewrites: string;
}

/** Input of every stack. */
export interface PlatformConfig {
  readonly access: AccessConfig;
  readonly program: ProgramConfig;
  readonly environment: EnvironmentConfig;
  readonly names: Names;
  readonly lake: Lake;
}

/** The account and region that an environment names: the command line refuses to deploy its stacks anywhere else. */
export const targetOf = ({ target }: EnvironmentConfig): { readonly env?: Environment } =>
  target === null ? {} : { env: target };
