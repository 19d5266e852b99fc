import type { Ports } from '../lib/storage/ports.ts';

/** Ports of which a measurement calls only some members. A call of any other member fails. */
export const portsWith = (parts: { readonly [P in keyof Ports]?: Partial<Ports[P]> }): Ports => parts as Ports;
