// Runs in every page that is recorded: answers what can be read in it (window.shown) and where a value stands (window.boxesOf).
(() => {
  const { roleOf, boxOf, textIn } = window.dom;

  /** Text nodes that can be seen, with the box of each of their lines. */
  function* textLines() {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement;
      if (node.data.trim() === '' || parent.closest('script, style, select, textarea, .mirror')) continue;
      yield { node, parent, lines: linesOf(node) };
    }
  }
  function linesOf(node) {
    const lines = [];
    for (let i = 0; i < node.length; i++) {
      const rect = rectOf(node, i, i + 1);
      if (!rect || rect.width === 0) continue;
      const last = lines.at(-1);
      if (last && Math.abs(last.top - rect.top) < 4) last.end = i + 1;
      else lines.push({ start: i, end: i + 1, top: rect.top });
    }
    return lines.map(({ start, end }) => ({ start, end, rect: rectOf(node, start, end) }));
  }
  function rectOf(node, start, end) {
    const range = document.createRange();
    range.setStart(node, start);
    range.setEnd(node, end);
    return range.getBoundingClientRect();
  }
  const inView = (r) => r.width > 0 && r.bottom > 0 && r.right > 0 && r.top < innerHeight && r.left < innerWidth;
  const clipped = (r) => {
    const [x, y] = [Math.max(0, r.left), Math.max(0, r.top)];
    return boxOf({ x, y, width: Math.min(innerWidth, r.right) - x, height: Math.min(innerHeight, r.bottom) - y });
  };

  /** What a person can read on the page now: lines of text, and values of fields. `full` and `offset` say where a line is from. */
  window.shown = () => {
    const found = [];
    for (const { node, parent, lines } of textLines())
      for (const { start, end, rect } of lines)
        if (inView(rect))
          found.push({
            text: node.data.slice(start, end),
            full: node.data,
            offset: start,
            role: roleOf(parent),
            bbox: clipped(rect),
            secure: false,
          });
    for (const el of document.querySelectorAll('input, textarea, select')) {
      const secure = el.type === 'password';
      const text = secure ? '\u2022'.repeat(el.value.length) : textIn(el);
      const rect = el.getBoundingClientRect();
      if (text !== '' && inView(rect))
        found.push({ text, full: text, offset: 0, role: roleOf(el), bbox: clipped(rect), secure });
    }
    return found;
  };

  /** The boxes of every place where `value` can be read now, down to the characters. */
  window.boxesOf = (value) => {
    const boxes = [];
    const search = (node, lines) => {
      for (let at = node.data.indexOf(value); at !== -1; at = node.data.indexOf(value, at + 1))
        for (const line of lines) {
          const [start, end] = [Math.max(at, line.start), Math.min(at + value.length, line.end)];
          const rect = start < end ? rectOf(node, start, end) : null;
          if (rect && inView(rect)) boxes.push(clipped(rect));
        }
    };
    for (const { node, lines } of textLines()) search(node, lines);
    for (const el of document.querySelectorAll('input, textarea, select')) {
      if (el.type === 'password' || !textIn(el).includes(value)) continue;
      const mirror = mirrorOf(el);
      search(mirror.firstChild, linesOf(mirror.firstChild));
      mirror.remove();
    }
    return boxes;
  };
  /** Characters of a field have no boxes of their own: a block of the same shape in the same place has. */
  function mirrorOf(el) {
    const mirror = document.createElement('div');
    mirror.className = 'mirror';
    const style = getComputedStyle(el);
    for (const name of ['font', 'padding', 'border', 'letterSpacing', 'boxSizing', 'lineHeight'])
      mirror.style[name] = style[name];
    const rect = el.getBoundingClientRect();
    Object.assign(mirror.style, {
      position: 'fixed',
      left: `${rect.left}px`,
      top: `${rect.top}px`,
      width: `${rect.width}px`,
      visibility: 'hidden',
      whiteSpace: el.localName === 'textarea' ? 'pre-wrap' : 'pre',
      overflowWrap: 'break-word',
    });
    mirror.textContent = textIn(el);
    document.body.append(mirror);
    return mirror;
  }
})();
