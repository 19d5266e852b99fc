import { z } from 'zod';
import { personId } from '../activity/ids.ts';

const claim = z.string().regex(/^[\w:./-]{1,128}$/, 'the name of a claim');
const address = z.url({ protocol: /^https?$/ });

/** How workers sign in to their page: OpenID Connect, authorization code with PKCE, no secret anywhere. */
export const signInSchema = z
  .strictObject({
    issuer: address.describe('`iss` of the tokens, to the letter'),
    audience: personId.describe('`aud` of the tokens, or `client_id` where they have no `aud`'),
    clientId: personId.describe('the public client that the page is registered as'),
    keysUrl: address.describe('where the issuer publishes the keys that its tokens are signed with (JWKS)'),
    authorizeUrl: address,
    tokenUrl: address,
    scope: z.string().min(1),
    claims: z
      .strictObject({ level: claim, jurisdiction: claim, duties: claim })
      .describe('claims of the token that say the job level, the place of work, and the groups or roles of a worker'),
    exemptionOfficer: personId.describe('whose duties hold this decides about exemptions'),
  })
  .readonly();

/** The worker is always the token's subject. */
export type SignIn = z.infer<typeof signInSchema>;
