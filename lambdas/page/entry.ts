import { environment } from '../../config/environments.ts';
import { pageHandler } from './handler.ts';

export const handler = pageHandler({ signIn: environment.signIn, demonstration: false });
