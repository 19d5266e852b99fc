import { byId, show } from './dom.js';
import { finishSignIn, settings, signIn, signOut, token } from './sign-in.js';
import { locale, t } from './words.js';

/** Asks the API. Throws an error whose message can be shown. */
export async function call(method, path, body) {
  const answer = await fetch(`/api/${path}`, {
    method,
    headers: { authorization: `Bearer ${token()}`, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  }).catch(() => {
    throw new Error(t('no-connection'));
  });
  if (answer.status === 401) signOut();
  const document = await answer.json().catch(() => ({}));
  if (answer.ok) return document;
  const { code = '', message, detail, todo } = document;
  const said = t(`refusal-${code}`, {}, message === undefined ? t('went-wrong') : `${message} ${todo}`);
  throw new Error(`${said}${detail ? ` (${readable(detail)})` : ''}`);
}

/** Moments in a detail, as the reader's clock has them. */
const readable = (detail) =>
  detail.replace(/\d{4}-\d{2}-\d{2}T[\d:.]+Z/g, (at) =>
    new Intl.DateTimeFormat(locale, { timeStyle: 'short' }).format(new Date(at)),
  );

export function say(text) {
  show(byId('problem'), false);
  byId('said').textContent = text;
}

function complain(error) {
  byId('said').textContent = '';
  byId('problem').textContent = error.message;
  show(byId('problem'), true);
  byId('problem').scrollIntoView({ block: 'nearest' });
}

/** Runs what a button or form does, says what came of it, and keeps it from being done twice at once. */
export function when(element, event, work) {
  let busy = false;
  element.addEventListener(event, async (happening) => {
    happening.preventDefault();
    if (busy) return;
    busy = true;
    try {
      const said = await work(happening);
      if (said) say(said);
    } catch (error) {
      complain(error);
    } finally {
      busy = false;
    }
  });
}

/** Starts a page: its own content for who is signed in, the way to the sign-in for who is not. */
export async function start(load) {
  show(byId('demonstration'), settings.demonstration);
  byId('sign-in-button').addEventListener('click', signIn);
  byId('sign-out').addEventListener('click', signOut);
  try {
    await finishSignIn();
    const signedIn = token() !== null;
    if (signedIn) await load();
    show(byId('sign-in'), !signedIn);
    show(byId('mine'), signedIn);
    show(byId('signed-in'), signedIn);
  } catch (error) {
    complain(error);
    show(byId('sign-in'), token() === null);
    show(byId('signed-in'), token() !== null);
  }
}
