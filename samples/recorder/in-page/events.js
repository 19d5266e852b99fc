// Runs in every page that is recorded: tells the recorder what the person does there (window.capture).
(() => {
  const { isField, roleOf, nameOf, boxOf, point, textIn } = window.dom;
  const now = () => performance.timeOrigin + performance.now();
  const send = (type, data = {}) => window.capture({ type, t: now(), mark: window.mark ?? null, ...data });

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
})();
