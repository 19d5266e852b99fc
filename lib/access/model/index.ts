export type { App } from './app.ts';
export { type Environment, NOWHERE } from './environment.ts';

export { appOf, readApp } from './read-app.ts';
export type { Templates } from './scope.ts';
