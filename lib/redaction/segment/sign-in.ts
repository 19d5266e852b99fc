import type { EventOf } from '../../activity/events.ts';
import { wordOf } from '../../activity/vocabulary/index.ts';
import { type Contexts, hiddenAs } from './context.ts';
import { FIELDS } from './field-roles.ts';

/**
 * Whole names of buttons and links on pages that ask for a password or a code, in small letters. A whole name is on the list,
 * because a keypad may have words on its keys. Keys of keypads, as OK, Enter or Clear, are not on it, nor are words of seed phrases, as
 * submit: a page that asks for one may have a button for each word.
 */
export const COMMANDS: ReadonlySet<string> = new Set(
  [
    'sign in|sign-in|sign up|sign out|log in|log-in|login|log on|logon|log out|continue|go back|skip for now',
    'show password|hide password|show|hide|reveal password|toggle password visibility|show pin|hide pin|show code|hide code',
    'remember me|keep me signed in|stay signed in|remember this device|trust this device|forgot password|forgot password?',
    'forgot your password?|forgot pin?|reset password|change password|create account|create an account|register',
    'verify code|resend code|send a new code|try another way|use another account|need help?|privacy|terms',
    'anmelden|einloggen|login starten|registrieren|abmelden|weiter|zurück|abbrechen|bestätigen|entsperren|passwort anzeigen',
    'passwort ausblenden|passwort vergessen|passwort vergessen?|kennwort anzeigen|kennwort vergessen?|angemeldet bleiben|hilfe',
    "se connecter|connexion|s'identifier|s'inscrire|se déconnecter|continuer|annuler|retour|valider|déverrouiller",
    'afficher le mot de passe|masquer le mot de passe|mot de passe oublié|mot de passe oublié ?|mot de passe oublié?',
    'se souvenir de moi|rester connecté|aide',
    'iniciar sesión|acceder|registrarse|cerrar sesión|continuar|mostrar contraseña|ocultar contraseña',
    '¿olvidaste tu contraseña?|¿olvidó su contraseña?|olvidé mi contraseña|recordarme|desbloquear',
    'accedi|entra|registrati|esci|continua|annulla|indietro|mostra password|nascondi password|password dimenticata?|ricordami',
    'inloggen|aanmelden|registreren|uitloggen|doorgaan|annuleren|terug|wachtwoord tonen|wachtwoord verbergen',
    'wachtwoord vergeten?|wachtwoord vergeten|aangemeld blijven|onthoud mij',
    'iniciar sessão|cadastrar-se|sair|voltar|mostrar senha|ocultar senha|esqueci minha senha|esqueceu a senha?|lembrar de mim',
    'zaloguj się|zaloguj|zarejestruj się|wyloguj|dalej|wstecz|anuluj|pokaż hasło|ukryj hasło|nie pamiętasz hasła?',
  ].flatMap((names) => names.split('|')),
);

const PRESSED: ReadonlySet<string> = new Set(['button', 'link', 'checkbox', 'switch']);

/** What a click at a hidden field may show: a command, with its name and place; or the field itself, with its label only. */
export type Told = 'command' | 'field';

/**
 * What a click in a field that hides its text may show of its element. A command of the page is no character of what is typed. A
 * click in the field has a place that says where its text ends, so only its label is shown.
 * @returns undefined when nothing of it may be shown: everywhere else, and in private windows
 */
export function toldOf(event: EventOf<'click'>, contexts: Contexts): Told | undefined {
  const { el } = event.d;
  const at = contexts.at(event.seq);
  const places = [at, contexts.of(event)];
  if (el?.name === undefined || places.some((place) => place.private !== undefined)) return undefined;
  if (!places.some((place) => hiddenAs(place) !== undefined)) return undefined;
  const role = wordOf('role', el.role);
  const name = el.name.trim();
  if (PRESSED.has(role)) return COMMANDS.has(name.toLowerCase().replaceAll('’', "'")) ? 'command' : undefined;
  return FIELDS.has(role) && name !== '' && name === at.field?.label ? 'field' : undefined;
}

/**
 * What a click at a hidden field stands for: it leaves a row when it is the first of its kind, so the number of rows says nothing of
 * how often anything was clicked. A code may have a field for each of its digits, so all fields are one kind.
 */
export function kindOfClick(event: EventOf<'click'>, contexts: Contexts): string {
  const told = toldOf(event, contexts);
  if (told === undefined) return event.kind;
  const { ph, el } = event.d;
  return [event.kind, told, ph, told === 'command' ? el?.name?.trim().toLowerCase() : ''].join('\0');
}
