/** The message about a missing team. Without `--as` none was named. */
export const noTeam = (team: string): string => (team === '' ? 'no team is named' : `there is no team '${team}'`);
