/** The parts of a WebCodecs decoder in use (https://www.w3.org/TR/webcodecs/#videodecoder-interface). */
interface Decoder {
  readonly state: string;
  configure(config: object): void;
  decode(chunk: unknown): void;
  flush(): Promise<void>;
  close(): void;
}

/** The package's class. */
export interface DecoderClass {
  new (init: object): Decoder;
  isConfigSupported(config: object): Promise<unknown>;
}

type Listener = () => void;

/**
 * A decoder of the same interface that decodes in the calling thread. By default the package decodes in a thread of its own and
 * hands over frames and the end of a flush by two queues whose order nothing guarantees: on a busy machine a flush has ended
 * before its last frames came, and they counted as frames of later times. That thread is also reset, and its object collected,
 * while it works. In the calling thread a decoder takes nothing more after a flush, so that each run from a key frame gets a new
 * one.
 * @param Inner node-webcodecs 1.3.0
 */
export const oneThread = (Inner: DecoderClass) =>
  class OneThreadDecoder {
    static readonly isConfigSupported = (config: object) => Inner.isConfigSupported(config);
    readonly #init: object;
    readonly #listeners = new Set<Listener>();
    #config: object | undefined;
    #inner: Decoder | undefined;

    constructor(init: object) {
      this.#init = init;
    }

    get state(): string {
      return this.#config === undefined ? 'unconfigured' : 'configured';
    }

    /** A chunk is decoded when `decode` returns. */
    get decodeQueueSize(): number {
      return 0;
    }

    addEventListener(_type: 'dequeue', listener: Listener): void {
      this.#listeners.add(listener);
    }

    removeEventListener(_type: 'dequeue', listener: Listener): void {
      this.#listeners.delete(listener);
    }

    configure(config: object): void {
      this.reset();
      this.#config = { ...config, useWorkerThread: false };
    }

    decode(chunk: unknown): void {
      if (this.#config === undefined) throw new Error('the decoder is not configured');
      if (this.#inner === undefined) {
        this.#inner = new Inner(this.#init);
        this.#inner.configure(this.#config);
      }
      this.#inner.decode(chunk);
      // The caller that waits for room in the queue asks after this call.
      setImmediate(() => {
        for (const listener of [...this.#listeners]) listener();
      });
    }

    async flush(): Promise<void> {
      const inner = this.#inner;
      this.#inner = undefined;
      await inner?.flush();
      inner?.close();
    }

    reset(): void {
      this.#inner?.close();
      this.#inner = undefined;
      this.#config = undefined;
    }

    close(): void {
      this.reset();
    }
  };
