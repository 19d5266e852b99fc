/** Days for which evidence is kept: as long as the audit zone keeps the records that it led to. */
export const EVIDENCE = 400;
