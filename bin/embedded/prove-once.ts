import { createHash } from 'node:crypto';
import { serialize } from 'node:v8';
import { type Environment, type Proof, prove } from '../../lib/access/index.ts';

type Given = Required<Parameters<typeof prove>>;

let last: { readonly key: string; readonly managed: Environment['managedPolicies']; readonly proof: Proof } | undefined;

/**
 * The proof, as `prove` gives it and throws its errors. The last proof of this process answers when the content of all that it was
 * asked of is equal, the day included: on it depend accepted findings. Callers must not change the answer.
 */
export function proveOnce(...[templates, declaration, environment, options]: Given): Proof {
  const asked = { ...options, today: options.today ?? new Date().toISOString().slice(0, 10) };
  const { managedPolicies: managed, ...place } = environment;
  // Of the content: an object may have changed since. JSON would write every map as the same two characters.
  const key = createHash('sha256')
    .update(serialize([templates, declaration, place, asked]))
    .digest('hex');
  if (last?.key !== key || last.managed !== managed)
    last = { key, managed, proof: prove(templates, declaration, environment, asked) };
  return last.proof;
}
