/** What is said of a team that there is not. Without `--as` none was named. */
export const noTeam = (team: string): string => (team === '' ? 'no team is named' : `there is no team '${team}'`);
