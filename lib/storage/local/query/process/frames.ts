import type { Writable } from 'node:stream';

/** A message of a pipe, and bytes beside it that need no JSON. Format: two lengths (32 bits, little endian), JSON, bytes. */
export interface Frame {
  readonly message: unknown;
  readonly body: Uint8Array;
}

const HEAD = 8;
const NOTHING: Uint8Array = new Uint8Array(0);

/** Writes one frame, and waits while the reader is behind. */
export async function writeFrame(to: Writable, message: unknown, body = NOTHING): Promise<void> {
  const json = Buffer.from(JSON.stringify(message));
  const head = Buffer.alloc(HEAD);
  head.writeUInt32LE(json.length, 0);
  head.writeUInt32LE(body.length, 4);
  to.write(head);
  to.write(json);
  if (!to.write(body)) await drained(to);
}

const drained = (to: Writable): Promise<void> =>
  new Promise((resolve) => {
    const done = () => {
      to.off('drain', done);
      to.off('close', done);
      resolve();
    };
    to.on('drain', done);
    to.on('close', done);
  });

/** Assembles frames from the pieces that a pipe delivers. */
export class FrameReader {
  readonly #most: number;
  #pieces: Uint8Array[] = [];
  #held = 0;

  /** @param most longest accepted frame (bytes) */
  constructor(most: number) {
    this.#most = most;
  }

  /** The frames that `piece` completes. @throws Error for a frame that is too long or not JSON */
  push(piece: Uint8Array): Frame[] {
    this.#pieces.push(piece);
    this.#held += piece.length;
    const frames: Frame[] = [];
    for (let frame = this.#take(); frame; frame = this.#take()) frames.push(frame);
    return frames;
  }

  #take(): Frame | undefined {
    if (this.#held < HEAD) return undefined;
    const [piece] = this.#pieces;
    const first =
      piece === undefined || piece.length < HEAD ? this.#joined() : Buffer.from(piece.buffer, piece.byteOffset, HEAD);
    const json = HEAD + first.readUInt32LE(0);
    const end = json + first.readUInt32LE(4);
    if (end > this.#most) throw new Error('a frame is too long');
    if (this.#held < end) return undefined;
    const bytes = this.#joined();
    const rest = bytes.subarray(end);
    this.#pieces = rest.length > 0 ? [rest] : [];
    this.#held = rest.length;
    return { message: JSON.parse(bytes.toString('utf8', HEAD, json)), body: bytes.subarray(json, end) };
  }

  #joined(): Buffer {
    const bytes = Buffer.concat(this.#pieces);
    this.#pieces = [bytes];
    return bytes;
  }
}

/** Frames that have arrived and were not requested yet. */
export class Inbox {
  readonly #frames: Frame[] = [];
  #waiting: { resolve: (frame: Frame) => void; reject: (error: Error) => void } | undefined;
  #ended: Error | undefined;

  push(frame: Frame): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    if (waiting) waiting.resolve(frame);
    else this.#frames.push(frame);
  }

  /** No more frames will arrive: a pending reader, and any reader after the last frame, gets this error. */
  end(error: Error): void {
    this.#ended ??= error;
    this.#waiting?.reject(this.#ended);
    this.#waiting = undefined;
  }

  next(): Promise<Frame> {
    const frame = this.#frames.shift();
    if (frame) return Promise.resolve(frame);
    if (this.#ended) return Promise.reject(this.#ended);
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
    });
  }
}
