/** Made-up fillings for examples of tokens: so many characters of an alphabet, the same each time. No real token. */
const filler =
  (row: string) =>
  (length: number): string =>
    row.repeat(Math.ceil(length / row.length)).slice(0, length);

export const mixed = filler('Qv7mZ2rKc9LxT4bWn8JdS3fHg6YpA1eUo5Mi');
export const hex = filler('b891baf90d0d3bf16295d06910bf3f5fb85967f532f3ab3cc2d0b698d5c7e41b');
export const upper = filler('K7XQ2P4LMB9VZ3HT8RYW');
export const lower = filler('k7xq2p4lmb9vz3ht8ryw');
export const digits = filler('4820773159');
export const base32 = filler('KQ2XW7MBZ4RTYH3LVN6P');
export const letters = filler('QvmZrKcLxTbWnJdSfHgYpAeUoMi');
