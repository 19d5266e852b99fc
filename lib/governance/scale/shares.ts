/** Slices that one run of retention destroys at once: each mostly waits for S3. */
export const SLICES_AT_ONCE = 8;

/**
 * Most parallel runs of retention, with a slice of each lot per run: as many as one transaction seals together with
 * their lot.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html
 */
export const MOST_SHARES = 96;
