// Runs in every page that is recorded: tells the recorder what the person does there (window.capture), and answers what the
// page shows (window.shown) and where a value stands in it (window.boxesOf).
(() => {
  const now = () => performance.timeOrigin + performance.now();
  const send = (type, data = {}) => window.capture({ type, t: now(), mark: window.mark ?? null, ...data });

  const ROLES = {
    a: 'link',
    button: 'button',
    select: 'combobox',
    textarea: 'textbox',
    h1: 'heading',
    h2: 'heading',
    td: 'cell',
    th: 'columnheader',
    label: 'label',
  };
  const isField = (el) => el?.matches?.('input, textarea, select, [role=textbox]') ?? false;
  const roleOf = (el) => {
    if (el.getAttribute('role')) return el.getAttribute('role');
    if (el.matches('input[type=search]')) return 'searchbox';
    if (el.matches('input')) return 'textbox';
    return ROLES[el.localName] ?? 'text';
  };
  const nameOf = (el) =>
    el.getAttribute('aria-label') ??
    el.labels?.[0]?.textContent ??
    (isField(el) ? '' : el.textContent.trim().slice(0, 200));
  const tenth = (n) => Math.round(n * 10) / 10;
  const boxOf = ({ x, y, width, height }) => [x, y, width, height].map(tenth);
  const point = (e) => ({ x: tenth(e.clientX), y: tenth(e.clientY) });
  const textIn = (el) => (el.localName === 'select' ? el.selectedOptions[0]?.textContent : el.value) ?? '';
  const fieldOf = (el) => ({
    id: `${location.hostname}${location.pathname}#${el.id}`,
    role: roleOf(el),
    name: nameOf(el),
    secure: el.type === 'password',
    ...(el.autocomplete ? { autocomplete: el.autocomplete } : {}),
  });
  const elementOf = (el) => ({
    role: roleOf(el),
    name: nameOf(el),
    ...(isField(el) && el.type !== 'password' ? { value: textIn(el) } : {}),
    id: el.id || undefined,
    bounds: boxOf(el.getBoundingClientRect()),
  });

  const app = () => {
    const meta = document.querySelector('meta[name=application-name]');
    return { app: meta.content, app_class: meta.dataset.class, title: document.title, host: location.hostname };
  };
  let focused = '';
  const focus = () => {
    const state = { ...app(), ...(isField(document.activeElement) ? { field: fieldOf(document.activeElement) } : {}) };
    if (JSON.stringify(state) !== focused) send('focus', state);
    focused = JSON.stringify(state);
  };

  const MODIFIERS = { Shift: 'shift', Control: 'ctrl', Alt: 'alt', Meta: 'meta', AltGraph: 'altgr', CapsLock: 'caps' };
  const mods = (e) =>
    Object.keys(MODIFIERS)
      .filter((m) => e.getModifierState(m))
      .map((m) => MODIFIERS[m]);

  // A run is what keys put into one field between two moments at which the caret or the focus may have moved.
  let run = 0;
  let before = null;
  const startRun = (el) => {
    if (before === null && isField(el) && 'value' in el)
      before = { el, value: el.value, secure: el.type === 'password' };
  };
  const endRun = () => {
    if (before === null) return;
    const { el, value, secure } = before;
    before = null;
    let start = 0;
    while (start < value.length && start < el.value.length && value[start] === el.value[start]) start++;
    let end = 0;
    while (end < value.length - start && end < el.value.length - start && value.at(-1 - end) === el.value.at(-1 - end))
      end++;
    send('text', {
      text: el.value.slice(start, el.value.length - end),
      run,
      src: el.localName === 'select' ? 'value' : 'keys',
      field: { ...fieldOf(el), secure },
    });
    run++;
  };

  const listen = (type, handler) => addEventListener(type, handler, { capture: true, passive: true });
  for (const ph of ['down', 'up'])
    listen(`key${ph}`, (e) => {
      const types = e.key.length === 1 || e.key === 'Backspace' || e.key === 'Delete';
      if (ph === 'down' && types && !e.ctrlKey) startRun(e.target);
      send('key', { ph, code: e.code, key: e.key, mods: mods(e), ...(before && types && !e.ctrlKey ? { run } : {}) });
      if (
        ph === 'down' &&
        ['Enter', 'Tab', 'ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End'].includes(e.key)
      )
        endRun();
    });
  listen('pointermove', (e) => send('move', point(e)));
  for (const [type, ph] of [
    ['pointerdown', 'down'],
    ['pointerup', 'up'],
    ['click', 'click'],
  ])
    listen(type, (e) => {
      if (type === 'click' && e.detail === 0) return; // made by the keyboard
      if (type === 'pointerdown') endRun();
      const btn = ['left', 'middle', 'right'][Math.max(0, e.button)];
      send('click', { ph, btn, ...point(e), n: Math.max(1, e.detail), el: elementOf(e.target) });
      // Showing a password makes its field an ordinary one: a collector that looks only at the type believes it.
      if (type === 'click') queueMicrotask(() => isField(document.activeElement) && focus());
    });
  listen('wheel', (e) => send('scroll', { ...point(e), dx: e.deltaX, dy: e.deltaY }));
  listen('focusin', (e) => {
    if (isField(e.target)) {
      focus();
      if (e.target.type === 'password') send('secure');
    }
  });
  listen('focusout', endRun);
  for (const op of ['copy', 'cut', 'paste'])
    listen(op, (e) => {
      endRun();
      const text = op === 'paste' ? e.clipboardData.getData('text/plain') : getSelection().toString();
      send('clipboard', { op, text, ...(op === 'paste' && isField(e.target) ? { field: fieldOf(e.target) } : {}) });
    });
  addEventListener('DOMContentLoaded', () => focus());
  addEventListener('pagehide', endRun);

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
