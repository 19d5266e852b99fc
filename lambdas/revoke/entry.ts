import { revokeHandler } from './handler.ts';
import { LakeFormationPermissions } from './permissions.ts';

export const handler = revokeHandler(new LakeFormationPermissions());
