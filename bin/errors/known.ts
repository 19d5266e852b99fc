import { SHORTAGES, shortageOf } from '../../lib/activity/shortage.ts';
import { CREDENTIALS } from '../../lib/storage/aws/errors.ts';

/** An error for a person: a stable code for scripts, a sentence, and the next step. */
export interface Told {
  readonly code: string;
  readonly message: string;
  readonly todo: string;
}

/** Members of errors of Node, SQLite and the AWS SDK. None of them holds content: only paths and names. */
interface Facts {
  readonly code?: unknown;
  readonly name?: unknown;
  readonly path?: unknown;
  readonly errcode?: unknown;
  readonly message?: unknown;
  readonly port?: unknown;
  readonly stack?: unknown;
  /** From the AWS SDK: the side at fault, and the response's metadata. */
  readonly $fault?: unknown;
  readonly $metadata?: unknown;
  /** From the AWS SDK, when it looked for credentials before any call. */
  readonly tryNextLink?: unknown;
}

type Sentence = (facts: Facts) => Told;

const pathOf = ({ path }: Facts): string => (typeof path === 'string' ? path : 'a file');
const OTHER = 'name another folder with --out DIR';

/** Codes of the operating system: https://nodejs.org/api/errors.html#common-system-errors */
const OF_FILES: Readonly<Record<string, Sentence>> = {
  ...each(['EACCES', 'EPERM'], (facts) => ({
    code: 'file.not-allowed',
    message: `the system does not let this user work on ${pathOf(facts)}`,
    todo: `give this user the right to it, or ${OTHER}`,
  })),
  EROFS: (facts) => ({
    code: 'file.read-only',
    message: `${pathOf(facts)} lies where nothing can be written`,
    todo: OTHER,
  }),
  ENOENT: (facts) => ({
    code: 'file.missing',
    message: `there is no ${pathOf(facts)}`,
    todo: 'check the path; a lake with a missing file is mended from a copy',
  }),
  ...each(['ENOTDIR', 'EEXIST'], (facts) => ({
    code: 'file.not-folder',
    message: `${pathOf(facts)} is, or lies in, a file where a folder is needed`,
    todo: `move the file away, or ${OTHER}`,
  })),
  EISDIR: (facts) => ({
    code: 'file.is-folder',
    message: `${facts.path === undefined ? 'what is named' : pathOf(facts)} is a folder where a file is needed`,
    todo: 'check the path',
  }),
  ...each(['ENAMETOOLONG', 'ELOOP', 'EINVAL', 'ERR_INVALID_ARG_VALUE'], () => ({
    code: 'file.no-path',
    message: 'the system cannot use a path that was given',
    todo: 'check the path',
  })),
  ENOTEMPTY: (facts) => ({
    code: 'file.in-use',
    message: `${pathOf(facts)} was written to meanwhile`,
    todo: 'see which program writes there, and run the command again',
  }),
};

/** Errors of a server that cannot listen. */
const OF_PORTS: Readonly<Record<string, Sentence>> = {
  EADDRINUSE: ({ port }) => ({
    code: 'serve.port',
    message: `port ${String(port)} is taken`,
    todo: '--port 0 takes any that is free',
  }),
  EACCES: ({ port }) => ({
    code: 'serve.port',
    message: `the system does not let this user listen on port ${String(port)}`,
    todo: '--port 8080 or another above 1023',
  }),
};

const DAMAGED: Sentence = () => ({
  code: 'store.damaged',
  message: 'the table of items of this lake (control.sqlite) is damaged, or was made by another program',
  todo: 'restore it from a copy, or begin a new lake: npx strongroom start --out DIR',
});

/** Primary result codes of SQLite: https://www.sqlite.org/rescode.html */
const OF_SQLITE: Readonly<Record<number, Sentence>> = {
  ...each([1, 11, 20, 26], DAMAGED),
  ...each([3, 8, 14, 23], () => ({
    code: 'store.not-allowed',
    message: 'the table of items of this lake (control.sqlite) cannot be written by this user',
    todo: `give this user the right to it, or ${OTHER}`,
  })),
  ...each([5, 6], () => ({
    code: 'store.busy',
    message: 'another process has been writing to this lake for too long',
    todo: 'wait until it has ended, and run the command again',
  })),
};

/** Errors of an incomplete installation: https://nodejs.org/api/errors.html#nodejs-error-codes */
const OF_INSTALLATIONS: Readonly<Record<string, Sentence>> = each(
  ['ERR_MODULE_NOT_FOUND', 'MODULE_NOT_FOUND', 'ERR_DLOPEN_FAILED'],
  () => ({ code: 'install.incomplete', message: 'a package of Strongroom is not installed', todo: 'run `npm ci`' }),
);

/** Names of AWS errors; each service documents its own under "Common Errors". */
const OF_AWS: Readonly<Record<string, Sentence>> = {
  ...each(CREDENTIALS, () => ({
    code: 'aws.credentials',
    message: 'there are no credentials for AWS, or they are not valid (any more)',
    todo: 'sign in (`aws sso login`), or set AWS_PROFILE or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY',
  })),
  ...each(['AccessDenied', 'AccessDeniedException', 'UnauthorizedOperation', 'AuthorizationError'], () => ({
    code: 'access.denied',
    message: 'AWS refused a call to these credentials',
    todo: 'see who you are with `aws sts get-caller-identity`, and use the role that the documentation names',
  })),
  ...each(
    // CloudFormation returns the last one for a stack that does not exist.
    ['ResourceNotFoundException', 'NoSuchBucket', 'NotFoundException', 'EntityNotFoundException', 'ValidationError'],
    () => ({
      code: 'aws.not-deployed',
      message: 'this account has no Strongroom in this region, or not all of it',
      todo: 'check --region and --profile, or deploy it: npx cdk deploy --all',
    }),
  ),
};

/** Errors that can only be recognised by their message. */
const OF_MESSAGES: readonly (readonly [RegExp, Sentence])[] = [
  [
    /^Region is missing/,
    () => ({ code: 'aws.region', message: 'no region of AWS is named', todo: 'name it: --region REGION' }),
  ],
  [
    /^Invalid string length|^Cannot create a string longer/,
    () => ({ code: 'input.too-large', message: 'a file is too large to be read at once', todo: 'split it' }),
  ],
];

const isOfAws = (facts: Facts): boolean =>
  facts.$fault !== undefined || facts.$metadata !== undefined || facts.tryNextLink !== undefined;

/** Thrown by the CDK itself, which reads only the configuration, so its message may be shown. */
function isOfCdk({ stack }: Facts): boolean {
  const [frame = ''] = /^ +at .*$/m.exec(String(stack ?? '')) ?? [];
  return /node_modules[\\/](?:aws-cdk-lib|constructs|cdk-nag)[\\/]/.test(frame);
}

const ofCdk: Sentence = ({ message }) => ({
  code: 'synth.failed',
  message: `the CDK cannot synthesize this configuration: ${String(message).split('\n')[0]}`,
  todo: 'mend config/, or see where with STRONGROOM_DEBUG=1',
});

/** Where the sentence of an error is looked up; the first place that has one is believed. */
const SENTENCES: readonly ((facts: Facts, code: string) => Sentence | undefined)[] = [
  ({ errcode }, code) => (code === 'ERR_SQLITE_ERROR' ? at(OF_SQLITE, Number(errcode) & 0xff) : undefined),
  ({ port }, code) => (port === undefined ? undefined : at(OF_PORTS, code)),
  (_, code) => at(OF_FILES, code),
  (_, code) => at(OF_INSTALLATIONS, code),
  (facts) => (isOfAws(facts) ? at(OF_AWS, String(facts.name ?? '')) : undefined),
  (facts) => (isOfCdk(facts) ? ofCdk : undefined),
  ({ message }) => OF_MESSAGES.find(([pattern]) => pattern.test(String(message ?? '')))?.[1],
];

/** Other libraries' errors that a person can act on. Every other error is unforeseen. */
export function known(error: unknown): Told | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const facts = error as Facts;
  for (const sentenceOf of SENTENCES) {
    const sentence = sentenceOf(facts, String(facts.code ?? ''));
    if (sentence !== undefined) return sentence(facts);
  }
  const short = shortageOf(error);
  if (short === undefined) return undefined;
  const todo = 'see to it and run the command again: nothing is stored twice';
  return { code: `shortage.${short}`, message: SHORTAGES[short].text, todo };
}

const at = (table: Readonly<Record<string | number, Sentence>>, key: string | number): Sentence | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;

function each(keys: readonly (string | number)[], sentence: Sentence): Record<string | number, Sentence> {
  return Object.fromEntries(keys.map((key) => [key, sentence]));
}
