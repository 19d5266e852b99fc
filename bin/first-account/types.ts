/** Runs a command without a shell. A command that cannot be started ends with a code, too. */
export type Execute = (
  command: readonly string[],
) => Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string }>;

/** The sandbox, and the names of the installation in it. */
export interface Sandbox {
  readonly account: string;
  readonly region: string;
  /** When the trial began, ISO 8601. */
  readonly began: string;
  readonly prefix: string;
  readonly database: string;
  readonly table: string;
  readonly raw: string;
  readonly redacted: string;
  readonly audit: string;
  readonly trail: string;
  readonly records: string;
  readonly workgroup: string;
  readonly alarm: string;
  readonly redactRole: string;
  /** The functions of compaction. */
  readonly compact: string;
  readonly keep: string;
  /** Profiles of the AWS CLI that take the roles of a team and of the auditor. */
  readonly teamProfile: string;
  readonly auditorProfile: string;
  readonly wait: (ms: number) => Promise<void>;
  /** Minutes since the trial began. */
  readonly minutes: () => number;
}

/** Which reading held; `untold` when this could not be seen, and why. */
export interface SandboxAnswer {
  readonly reading: string;
  readonly why: string;
}

/** One question that no page of AWS settles. */
export interface SandboxStep {
  readonly id: string;
  readonly question: string;
  /** Every answer that there may be, beside `untold`, and what it means. */
  readonly readings: Readonly<Record<string, string>>;
  readonly how: string;
  readonly try: (execute: Execute, place: Sandbox) => Promise<SandboxAnswer>;
}

/** What was found, and what the account still holds: kept in a file, so that a trial can be taken up again. */
export interface Trial {
  readonly account: string;
  readonly region: string;
  readonly began: string;
  readonly state: 'deploying' | 'deployed' | 'taken-down';
  readonly answers: Readonly<Record<string, SandboxAnswer>>;
  /** Names of what stays, each with until when. */
  readonly stays: readonly string[];
}
