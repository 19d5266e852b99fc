/** Days for which evidence is kept: as long as the audit zone keeps the records behind it. */
export const EVIDENCE = 400;
