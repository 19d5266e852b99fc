/** Beginnings of actions that end something, take it away, or name it: none of them makes a service take a role. */
export const ENDING =
  /^(Batch)?(Delete|Remove|Stop|Cancel|Terminate|Tag|Untag|Deregister|Disassociate|Detach|Disable|Revoke|Reject|Unlink|Unlabel|Label|End|Pause|Reset|Rename)/;

/** Beginnings of actions that only look. */
export const LOOKING =
  /^(Batch)?(Get|List|Describe|Search|Query|Scan|Head|Lookup|View|Check|Read|Select|Filter|Download)/;
