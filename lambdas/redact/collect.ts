import type { Bytes } from '../../lib/storage/ports.ts';

/** All of a body that is known to be small. */
export async function collect(bytes: Bytes): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  return Buffer.concat(chunks);
}
