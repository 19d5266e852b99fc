export interface TextLine {
  readonly start: number;
  readonly text: string;
}

/** The lines of a text, without their line ends. */
export function linesOf(text: string): TextLine[] {
  const lines: TextLine[] = [];
  for (let from = 0; from <= text.length; ) {
    let to = text.indexOf('\n', from);
    if (to < 0) to = text.length;
    const end = text[to - 1] === '\r' && to > from ? to - 1 : to;
    lines.push({ start: from, text: text.slice(from, end) });
    from = to + 1;
  }
  return lines;
}
