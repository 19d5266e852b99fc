/** The stacks of the platform, in the order in which they are deployed, by the last part of their names. */
export const STACKS = ['storage', 'settings', 'pipeline', 'catalog', 'access', 'audit'] as const;
