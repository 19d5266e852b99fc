import type { TrailRecord, Who } from './record.ts';

/** The caller who assumed a session: a person as far as the record names one, and the session from which it was assumed. */
interface Taken {
  readonly person: string;
  readonly from: Who;
}

/** Most sessions that are kept; those of more cannot be led back to a person. */
const MOST = 200_000;
/** A role takes a role, and so on: no chain of people's makes as many steps. */
const LONGEST = 10;

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const field = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;

/**
 * Sessions of roles, and the caller who assumed each: by its access key, which no two sessions share. By its name only if the
 * same caller assumed every session of that name.
 */
export class Sessions {
  readonly #byKey = new Map<string, Taken>();
  readonly #byName = new Map<string, Taken | 'several'>();

  /** @param id `unique id:session`, as the answer of STS has it */
  take({ who, params, response }: TrailRecord, id: string): void {
    if (id === '' || this.#byKey.size >= MOST) return;
    const named =
      text(params.sourceIdentity) || text(params.SourceIdentity) || text(response.sourceIdentity) || who.person;
    const taken = { person: named || personOf(who), from: who };
    const key = text(field(response.credentials, 'accessKeyId'));
    if (key !== '') this.#byKey.set(`${key} ${id}`, taken);
    const known = this.#byName.get(id);
    this.#byName.set(id, known === undefined || (known !== 'several' && isSame(known, taken)) ? taken : 'several');
  }

  /** The person at the beginning of the chain of sessions; empty when no record names one. */
  personBehind(who: Who): string {
    let at = who;
    for (let step = 0; step < LONGEST; step++) {
      const id = `${at.uniqueId}:${at.session}`;
      const byName = this.#byName.get(id);
      const taken = this.#byKey.get(`${at.accessKey} ${id}`) ?? (byName === 'several' ? undefined : byName);
      if (taken === undefined) return '';
      if (taken.person !== '') return taken.person;
      at = taken.from;
    }
    return '';
  }
}

const isSame = (a: Taken, b: Taken): boolean =>
  a.person === b.person && a.from.principal === b.from.principal && a.from.session === b.from.session;

/** A user, a person from another directory, or the user of IAM Identity Center behind one of its roles; other roles are no person. */
function personOf(who: Who): string {
  const { kind, principal } = who;
  if (kind === 'user') return principal.replace(/^.*:user\/(?:.*\/)?/, '');
  return kind === 'person' ? principal : centrePerson(principal, who);
}

/** IAM Identity Center takes its roles with the name of the user as the name of the session. */
export const centrePerson = (role: string, { session }: Pick<Who, 'session'>): string =>
  /:role\/aws-reserved\/sso\.amazonaws\.com\/|:role\/AWSReservedSSO_/.test(role) ? session : '';
