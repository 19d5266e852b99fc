/** Slices that one run of retention destroys at once: each waits for S3 most of the time. */
export const SLICES_AT_ONCE = 8;

/**
 * Runs of retention that may work at the same time, a slice of each lot for each of them: as many as one transaction seals
 * together with their lot. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html
 */
export const MOST_SHARES = 96;
