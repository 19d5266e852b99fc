/**
 * Characters to insert, delete or change to turn one text into the other (Levenshtein). @returns `limit` + 1 for any
 * larger number
 */
export function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let row = Array.from({ length: b.length }, (_, i) => i + 1);
  let distance = b.length;
  for (let i = 0; i < a.length; i++) {
    const next: number[] = [];
    let diagonal = i;
    distance = i + 1;
    for (const [j, above] of row.entries()) {
      distance = Math.min(above + 1, distance + 1, diagonal + (a[i] === b[j] ? 0 : 1));
      next.push(distance);
      diagonal = above;
    }
    if (Math.min(i + 1, ...next) > limit) return limit + 1;
    row = next;
  }
  return distance;
}
