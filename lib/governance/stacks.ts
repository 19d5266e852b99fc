/** The stacks of the platform, in deployment order, by the last part of their names. */
export const STACKS = ['storage', 'settings', 'pipeline', 'catalog', 'access', 'audit'] as const;
