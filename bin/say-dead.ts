/** What a run says of the segments that it could not redact, and what to do. */
export const sayDead = (deadLetters: number): string =>
  `${deadLetters} dead letter${deadLetters === 1 ? '' : 's'} of this run: segments that could not be redacted [segment.dead]\n` +
  '  → `strongroom deadletters list` says why; `retry` tries again, `drop` gives up\n';
