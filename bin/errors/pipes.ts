/**
 * The reader of the output can stop reading (`strongroom ... | head -1`): that is no error, and a command that writes
 * to the lake continues to its end.
 */
export function survivePipes(): void {
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
}

/** Whether the reader of standard output is gone, so that a command that only writes there may stop. */
export const isUnread = (): boolean => process.stdout.destroyed || process.stdout.errored !== null;
