/** Tag of a team's work group with the permitted purposes of its queries, separated by spaces. */
export const PURPOSES_TAG = 'strongroom:purposes';
