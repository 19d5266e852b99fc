import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { stills } from './decode.ts';
import { type Asked, wired } from './wire.ts';

/*
 * The process that decodes one video: what to decode comes on standard input, stills leave on standard output, each as soon as
 * the one before it was taken. It ends after the last one, or with an error code when the file cannot be decoded.
 */

const { path, seconds, size } = JSON.parse(await text(process.stdin)) as Asked;
for await (const still of stills(path, seconds, size))
  if (!process.stdout.write(wired(still))) await once(process.stdout, 'drain');
