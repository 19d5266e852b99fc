/** Tag of a team's work group that holds the purposes its queries may have, separated by spaces. */
export const PURPOSES_TAG = 'strongroom:purposes';
