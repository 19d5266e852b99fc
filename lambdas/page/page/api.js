import { byId, show } from './dom.js';
import { finishSignIn, settings, signIn, signOut, token } from './sign-in.js';
import { locale, t } from './words.js';

/** @typedef {import('../../worker/route.ts').Answers} Answers what each route of the API answers */
/** @typedef {{ [Route in keyof Answers]: Route extends `POST /api/${infer Path}` ? Path : never }[keyof Answers]} PostPath */

/**
 * Asks the API. Throws an error whose message can be shown.
 * @template {'GET' | 'POST'} Method
 * @template {string} Path
 * @param {`${Method} /api/${Path}` extends keyof Answers ? Method : never} method
 * @param {Path} path
 * @param {object} [body]
 * @returns {Promise<Answers[`${Method} /api/${Path}` & keyof Answers]>}
 */
export async function call(method, path, body) {
  return send(method, `/api/${path}`, body);
}

/**
 * Asks an address of this site. Throws an error whose message can be shown.
 * @param {'GET' | 'POST'} method
 * @param {string} address
 * @param {object} [body]
 * @returns {Promise<any>} the document of the answer
 */
export async function send(method, address, body) {
  const answer = await fetch(address, {
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

/**
 * Moments in a detail, as the reader's clock has them.
 * @param {string} detail
 */
const readable = (detail) =>
  detail.replace(/\d{4}-\d{2}-\d{2}T[\d:.]+Z/g, (at) =>
    new Intl.DateTimeFormat(locale, { timeStyle: 'short' }).format(new Date(at)),
  );

/** @param {string} text */
export function say(text) {
  show(byId('problem'), false);
  byId('said').textContent = text;
}

/** @param {unknown} error */
function complain(error) {
  byId('said').textContent = '';
  byId('problem').textContent = /** @type {Error} */ (error).message;
  show(byId('problem'), true);
  byId('problem').scrollIntoView({ block: 'nearest' });
}

/**
 * Runs the action of a button or form, shows its result, and stops a second run at the same time.
 * @param {HTMLElement} element
 * @param {string} event
 * @param {(happening: any) => unknown} work what it answers with is said
 */
export function when(element, event, work) {
  let busy = false;
  element.addEventListener(event, async (happening) => {
    happening.preventDefault();
    if (busy) return;
    busy = true;
    try {
      const said = await work(happening);
      if (typeof said === 'string') say(said);
    } catch (error) {
      complain(error);
    } finally {
      busy = false;
    }
  });
}

/**
 * Starts a page: its own content for who is signed in, the way to the sign-in for who is not.
 * @param {() => Promise<unknown>} load
 */
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
