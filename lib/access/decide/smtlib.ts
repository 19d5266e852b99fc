import { factsOf, isNeverCarried, variableOf } from './actor.ts';
import { type Atom, isPresence, literalPattern, type Presence, textSet, type ValueSet, valueSet } from './atoms.ts';
import type { Compiled } from './compile.ts';
import type { Intervals } from './intervals.ts';
import type { Language } from './language.ts';
import { type Formula, formulaOf, type SolverQuestion } from './question.ts';
import { exceptions } from './tableau.ts';

/**
 * The same question for a solver of one's own choice, in SMT-LIB 2 with the theory of strings: `unsat` means that no principal
 * can. https://smt-lib.org/theories-UnicodeStrings.shtml
 */
export function toSmtLib(questions: readonly SolverQuestion[], except: readonly string[] = []): string {
  const formulas = questions.map((question, at) => formulaOf(question, `@resource${at}`));
  return new Script(questions, formulas, except).text();
}

class Script {
  readonly #questions: readonly SolverQuestion[];
  readonly #formulas: readonly Formula[];
  readonly #except: readonly string[];
  readonly #names = new Map<string, string>();
  readonly #places = new Map<string, number>();

  constructor(questions: readonly SolverQuestion[], formulas: readonly Formula[], except: readonly string[]) {
    this.#questions = questions;
    this.#formulas = formulas;
    this.#except = except;
    const all = formulas.flatMap((formula) => [...formula.routes.flat(2), ...formula.denies]);
    for (const { literals } of all) for (const literal of literals) this.#count(literal);
  }

  text(): string {
    const asserts = [...this.#start(), ...this.#formulas.flatMap((formula) => this.#formula(formula))];
    const declared = [...this.#names].flatMap(([variable, name]) => this.#declare(variable, name));
    return [
      '(set-logic ALL)',
      ...declared,
      ...asserts.map((assertion) => `(assert ${assertion})`),
      '(check-sat)',
      '',
    ].join('\n');
  }

  /** One value of a key for each quantified test on it: more are never needed. */
  #count(literal: Atom | Presence): void {
    if (isPresence(literal) || !literal.quantifier) return;
    const variable = this.#alias(literal.variable);
    this.#places.set(variable, (this.#places.get(variable) ?? 0) + 1);
  }

  #alias(variable: string): string {
    return variableOf((this.#questions[0] as SolverQuestion).actor, variable);
  }

  #name(variable: string): string {
    const name = this.#names.get(variable) ?? `k${this.#names.size}`;
    this.#names.set(variable, name);
    return name;
  }

  #declare(variable: string, name: string): string[] {
    const places = Array.from({ length: this.#places.get(variable) ?? 0 }, (_, at) => at);
    return [
      `; ${name} is ${variable.replaceAll('\n', ' ')}`,
      `(declare-const ${name} String) (declare-const ${name}i Int) (declare-const ${name}p Bool)`,
      ...places.map(
        (at) =>
          `(declare-const ${name}_${at} String) (declare-const ${name}_${at}i Int) (declare-const ${name}_${at}u Bool)`,
      ),
      // A key that is present has at least one value.
      ...(places.length > 0 ? [`(assert (=> ${name}p (or ${places.map((at) => `${name}_${at}u`).join(' ')})))`] : []),
    ];
  }

  #start(): string[] {
    const asserts: string[] = [];
    const must = (variable: string, set: ValueSet): void => {
      const name = this.#name(variable);
      asserts.push(`${name}p`, inside(set, name));
    };
    const { actor } = this.#questions[0] as SolverQuestion;
    must('@principal', textSet(actor.names));
    const principal = this.#name('@principal');
    if (this.#except.length > 0) {
      asserts.push(`(not ${inside(exceptions(this.#except), principal)})`);
    }
    for (const [at, question] of this.#questions.entries()) {
      must(`@resource${at}`, textSet(question.resources));
      if (question.exceptResources)
        asserts.push(`(not ${inside(textSet(question.exceptResources), this.#name(`@resource${at}`))})`);
      for (const [key, value] of Object.entries({ ...factsOf(actor), ...question.known }))
        must(key.toLowerCase(), valueSet(value));
      must('aws:resourceaccount', valueSet(question.resourceAccount));
    }
    const truth = textSet([literalPattern('true'), literalPattern('false')], true);
    must('aws:securetransport', truth);
    must('aws:viaawsservice', truth);
    asserts.push(`${this.#name('aws:currenttime')}p`);
    return asserts;
  }

  #formula({ routes, denies }: Formula): string[] {
    const route = (needs: Formula['routes'][number]) =>
      and(needs.map((need) => or(need.map((compiled) => this.#statement(compiled, true)))));
    return [or(routes.map(route)), ...denies.map((deny) => `(not ${this.#statement(deny, false)})`)];
  }

  #statement({ literals }: Compiled, upper: boolean): string {
    return and(literals.map((literal) => this.#literal(literal, upper)));
  }

  #literal(literal: Atom | Presence, upper: boolean): string {
    const variable = this.#alias(literal.variable);
    const { actor } = this.#questions[0] as SolverQuestion;
    if (isNeverCarried(actor, variable)) return String(isPresence(literal) ? literal.absent : literal.whenAbsent);
    const name = this.#name(variable);
    if (isPresence(literal)) return literal.absent ? `(not ${name}p)` : `${name}p`;
    const set = upper !== literal.negated ? literal.upper : literal.lower;
    const test = (of: string) => (literal.negated ? `(not ${inside(set, of)})` : inside(set, of));
    const places = Array.from({ length: this.#places.get(variable) ?? 0 }, (_, at) => `${name}_${at}`);
    const present =
      literal.quantifier === 'ForAnyValue'
        ? or(places.map((place) => `(and ${place}u ${test(place)})`))
        : literal.quantifier === 'ForAllValues'
          ? and(places.map((place) => `(=> ${place}u ${test(place)})`))
          : test(name);
    return `(ite ${name}p ${present} ${literal.whenAbsent})`;
  }
}

const and = (parts: readonly string[]): string => (parts.length === 0 ? 'true' : `(and ${parts.join(' ')})`);
const or = (parts: readonly string[]): string => (parts.length === 0 ? 'false' : `(or ${parts.join(' ')})`);

function inside(set: ValueSet, name: string): string {
  return set.theory === 'text' ? `(str.in_re ${name} ${regular(set.language)})` : within(set.intervals, `${name}i`);
}

const within = (intervals: Intervals, name: string): string =>
  or(
    intervals.map(({ low, high }) =>
      and([
        ...(low === undefined ? [] : [`(>= ${name} ${integer(low)})`]),
        ...(high === undefined ? [] : [`(<= ${name} ${integer(high)})`]),
      ]),
    ),
  );

const integer = (value: bigint): string => (value < 0n ? `(- ${-value})` : String(value));

function regular(language: Language): string {
  const [first, second, ...rest] = language.patterns.map((pattern) => regularOf(pattern, language.caseless));
  if (first === undefined) return 're.none';
  return second === undefined ? first : `(re.union ${[first, second, ...rest].join(' ')})`;
}

/** Wildcards by their code: anything, one character, and the same within a part of an ARN. */
const WILD: Readonly<Record<number, string>> = {
  [-1]: 're.all',
  [-2]: 're.allchar',
  [-4]: '(re.* (re.diff re.allchar (str.to_re ":")))',
  [-5]: '(re.diff re.allchar (str.to_re ":"))',
};

function regularOf(codes: readonly number[], caseless: boolean): string {
  const parts: string[] = [];
  let text = '';
  const flush = (): void => {
    if (text !== '') parts.push(`(str.to_re "${text}")`);
    text = '';
  };
  for (const code of codes) {
    const letter = code >= 0 ? String.fromCharCode(code) : '';
    if (code < 0) {
      flush();
      parts.push(WILD[code] ?? 're.none');
    } else if (caseless && letter.toLowerCase() !== letter.toUpperCase()) {
      flush();
      const [lower, upper] = [letter.toLowerCase(), letter.toUpperCase()].map(written);
      parts.push(`(re.union (str.to_re "${lower}") (str.to_re "${upper}"))`);
    } else text += quoted(code);
  }
  flush();
  if (parts.length === 0) return '(str.to_re "")';
  return parts.length === 1 ? (parts[0] as string) : `(re.++ ${parts.join(' ')})`;
}

/** Quotes are doubled. Characters beyond plain ASCII, and the backslash that begins an escape, are written by number. */
const quoted = (code: number): string =>
  code === 34 ? '""' : code < 32 || code > 126 || code === 92 ? `\\u{${code.toString(16)}}` : String.fromCharCode(code);

/** The larger form of some letters is several: `ß` and `SS`. */
const written = (text: string): string =>
  Array.from({ length: text.length }, (_, at) => quoted(text.charCodeAt(at))).join('');
