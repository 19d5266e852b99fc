/**
 * Characters to insert, delete or change to turn one text into the other (Levenshtein). @returns `limit` + 1 for any
 * larger number
 */
export function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  // Numbers in one array and units instead of texts of one sign: names are compared with all values of a session.
  const row = new Int32Array(b.length);
  for (let j = 0; j < row.length; j++) row[j] = j + 1;
  let distance = b.length;
  for (let i = 0; i < a.length; i++) {
    const unit = a.charCodeAt(i);
    let diagonal = i;
    let least = i + 1;
    distance = i + 1;
    for (let j = 0; j < row.length; j++) {
      const above = row[j] ?? 0;
      distance = Math.min(above + 1, distance + 1, diagonal + (unit === b.charCodeAt(j) ? 0 : 1));
      row[j] = distance;
      if (distance < least) least = distance;
      diagonal = above;
    }
    if (least > limit) return limit + 1;
  }
  return distance;
}
