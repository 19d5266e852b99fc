/** Sign-in by OpenID Connect: authorization code with PKCE (RFC 7636). The token lives as long as the tab, and in it. */

import { t } from './words.js';

const TOKEN = 'strongroom.token';
const ATTEMPT = 'strongroom.attempt';

export const settings = await (await fetch('/settings.json')).json();

const here = () => `${location.origin}${location.pathname}`;
/** @param {ArrayBuffer | Uint8Array} bytes */
const base64url = (bytes) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes))).replace(/[+/=]/g, (c) => ({ '+': '-', '/': '_' })[c] ?? '');
const random = () => base64url(crypto.getRandomValues(new Uint8Array(32)));

/** The token of this tab, or null. */
export function token() {
  const { value, until } = JSON.parse(sessionStorage.getItem(TOKEN) ?? '{}');
  return until > Date.now() ? value : null;
}

/** Leaves for the sign-in, which comes back with a code. */
export async function signIn() {
  const attempt = { verifier: random(), state: random() };
  sessionStorage.setItem(ATTEMPT, JSON.stringify(attempt));
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(attempt.verifier));
  const to = new URL(settings.authorizeUrl);
  const asked = {
    response_type: 'code',
    client_id: settings.clientId,
    redirect_uri: here(),
    scope: settings.scope,
    state: attempt.state,
    code_challenge: base64url(digest),
    code_challenge_method: 'S256',
  };
  for (const [name, value] of Object.entries(asked)) to.searchParams.set(name, value);
  location.assign(to.href);
}

export function signOut() {
  sessionStorage.removeItem(TOKEN);
  location.assign(here());
}

/** Takes the code that the sign-in came back with, if it did. Throws when the sign-in did not work. */
export async function finishSignIn() {
  const asked = new URLSearchParams(location.search);
  if (!asked.has('code') && !asked.has('error')) return;
  const attempt = JSON.parse(sessionStorage.getItem(ATTEMPT) ?? '{}');
  sessionStorage.removeItem(ATTEMPT);
  history.replaceState(null, '', here());
  if (!asked.has('code') || asked.get('state') !== attempt.state) throw new Error(t('sign-in-failed'));
  const answer = await fetch(settings.tokenUrl, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code: asked.get('code') ?? '',
      redirect_uri: here(),
      client_id: settings.clientId,
      code_verifier: attempt.verifier,
    }),
  });
  const { access_token: value, expires_in: seconds = 300 } = answer.ok ? await answer.json() : {};
  if (value === undefined) throw new Error(t('sign-in-failed'));
  sessionStorage.setItem(TOKEN, JSON.stringify({ value, until: Date.now() + seconds * 1000 }));
}
