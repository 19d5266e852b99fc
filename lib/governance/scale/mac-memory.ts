/** How long a process of ingest remembers a MAC (s). */
export const MAC_REMEMBERED_S = 3_600;
