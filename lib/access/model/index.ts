export type {
  App,
  Bucket,
  Carrier,
  Database,
  DataFilter,
  Fn,
  GrantTarget,
  Identity,
  Key,
  LakeGrant,
  LakeSettings,
  LifecycleRule,
  Registration,
  Resource,
  Role,
  Table,
  Workgroup,
} from './app.ts';
export type { Environment, ManagedPolicies, Place } from './environment.ts';
export type { NotUnderstood } from './notes.ts';
export { appOf, readApp } from './read-app.ts';
export type { Templates } from './scope.ts';
