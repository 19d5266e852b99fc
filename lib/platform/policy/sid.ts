/** A name such as `ui-agents` as part of a statement id, which takes letters and digits only. */
export const sidPart = (name: string): string =>
  name
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
