/** What the duties of an approver hold, in the demonstration sign-in. */
export const APPROVER = 'strongroom-approvers';

/** An invented person to sign in as, on a single machine. */
export interface DemoPerson {
  /** The worker id in the samples and importers, if there is one. */
  readonly sub: string;
  readonly says: string;
  readonly claims: Readonly<Record<string, unknown>>;
}

/** @param officer value of the duties claim for a person who decides about exemptions */
export const demoPeople = (officer: string): readonly DemoPerson[] => [
  {
    sub: 'worker-17',
    says: 'One of the two people in the sample recording',
    claims: { job_level: 'clerk', work_jurisdiction: 'XA', groups: [] },
  },
  {
    sub: 'worker-23',
    says: 'The other one, who works elsewhere',
    claims: { job_level: 'engineer', work_jurisdiction: 'XB', groups: [] },
  },
  {
    sub: 'imported-worker',
    says: 'The one to whom recordings of other formats are put down',
    claims: { job_level: 'clerk', work_jurisdiction: 'XA', groups: [] },
  },
  {
    sub: 'demo-officer',
    says: 'Somebody who decides about exemptions',
    claims: { job_level: 'lead', work_jurisdiction: 'XA', groups: [officer] },
  },
  {
    sub: 'demo-officer-2',
    says: 'Somebody else who decides, for appeals',
    claims: { job_level: 'lead', work_jurisdiction: 'XA', groups: [officer] },
  },
  ...['demo-approver-1', 'demo-approver-2'].map((sub, i) => ({
    sub,
    says: `${i === 0 ? 'Somebody' : 'Somebody else'} who approves that collection runs`,
    claims: { job_level: 'lead', work_jurisdiction: 'XA', groups: [APPROVER] },
  })),
];
