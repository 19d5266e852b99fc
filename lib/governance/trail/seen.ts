/**
 * Ids that were seen, by 64 bits of each: sixteen bytes an id instead of some hundred, so that ten million fit into memory. Event
 * ids are random; that two different ones of ten million agree in these bits happens once in some hundred thousand runs.
 */
export class SeenIds {
  #table = new BigUint64Array(1 << 12);
  #count = 0;

  /** @returns whether the id is new. An empty id always is. */
  add(id: string): boolean {
    if (id === '') return true;
    const key = hash(id);
    if (!insert(this.#table, key)) return false;
    if (++this.#count * 2 > this.#table.length) this.#grow();
    return true;
  }

  #grow(): void {
    const larger = new BigUint64Array(this.#table.length * 2);
    for (const key of this.#table) if (key !== 0n) insert(larger, key);
    this.#table = larger;
  }
}

function insert(table: BigUint64Array, key: bigint): boolean {
  const mask = table.length - 1;
  for (let at = Number(key & 0xffff_ffffn) & mask; ; at = (at + 1) & mask) {
    if (table[at] === key) return false;
    if (table[at] !== 0n) continue;
    table[at] = key;
    return true;
  }
}

/** Two FNV-1a hashes of 32 bits, with different start values. */
function hash(text: string): bigint {
  let a = 0x811c9dc5;
  let b = 0x01000193;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ code ^ (a >>> 13), 0x85ebca6b);
  }
  const key = (BigInt(a >>> 0) << 32n) | BigInt(b >>> 0);
  return key === 0n ? 1n : key;
}
