import type { App } from '../../access/index.ts';
import type { KnownFacts } from '../trail/facts.ts';
import { centrePerson, type Who } from '../trail/index.ts';

/** The reader: the role or user, and the person behind the session as far as any record names one. */
export interface RecordedReader {
  readonly principal: string;
  readonly session: string;
  readonly person: string;
}

/** Maps the names that records use for one principal to the one that the policies use. */
export class Principals {
  readonly #facts: KnownFacts;
  /** ARN with its path, by account and name. */
  readonly #arns = new Map<string, string>();

  constructor(facts: KnownFacts, apps: readonly App[]) {
    this.#facts = facts;
    for (const app of apps) for (const { arn } of [...app.roles, ...app.users]) this.#arns.set(shortOf(arn), arn);
  }

  of(who: Who): RecordedReader {
    const byId = this.#facts.roles.get(who.uniqueId);
    const named = who.principal.startsWith('arn:') ? who.principal : (byId ?? who.principal);
    const person = this.#isRole(who.person) ? '' : who.person;
    return {
      principal: this.arn(named),
      session: who.session,
      person: person || this.#facts.sessions.personBehind(who) || centrePerson(named, who),
    };
  }

  /** With the path that a session's ARN has lost. */
  arn = (arn: string): string => this.#arns.get(shortOf(arn)) ?? arn;

  /**
   * The role that asked Lake Formation, for a session of the registration role: `V2.<account>.<unique id>`, if the lake is
   * configured to record it. https://docs.aws.amazon.com/lake-formation/latest/dg/logging-using-cloudtrail.html
   */
  asked({ person }: Who): string | undefined {
    const id = /^V2\.\d{12}\.(AROA\w+)$/.exec(person)?.[1];
    const arn = id === undefined ? undefined : this.#facts.roles.get(id);
    return arn === undefined ? id : this.arn(arn);
  }

  #isRole = (person: string): boolean => /^V2\.\d{12}\./.test(person);
}

/** Names of roles are unique in an account, in any path. */
const shortOf = (arn: string): string => arn.replace(/:(role|user)\/(?:.*\/)?([^/]+)$/, ':$1/$2').toLowerCase();

export const isLakeSession = ({ session }: Pick<Who, 'session'>): boolean => /^AWSLF-\d\d-/.test(session);
