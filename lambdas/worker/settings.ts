import { access } from '../../config/access.ts';
import { environment } from '../../config/environments.ts';
import type { AccessConfig } from '../../lib/governance/access-config.ts';
import type { SignIn } from '../../lib/governance/sign-in.ts';
import { configured, type Settings } from '../settings.ts';

export interface WorkerSettings extends Settings {
  readonly access: AccessConfig;
  readonly signIn: SignIn;
  /** Shown on the page when the signed-in person is invented. */
  readonly demonstration: boolean;
}

/** @throws StrongroomError config.invalid */
export const workerConfigured = (): WorkerSettings => ({
  ...configured(),
  access,
  signIn: environment.signIn,
  demonstration: false,
});
