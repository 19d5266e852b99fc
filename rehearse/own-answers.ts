import type { Account } from './account.ts';
import { PLACE } from './account.ts';
import type { Refusal } from './refusals.ts';
import type { AwsRequest, Translation } from './translate/index.ts';

const escaped = (text: string): string => text.replace(/[<>&]/g, (sign) => `&#${sign.charCodeAt(0)};`);
const xml = (status: number, body: string): Refusal => ({ status, headers: { 'content-type': 'text/xml' }, body });

/**
 * Answers that need no stand-in: the authorizer itself knows the caller, and the templates of CloudFormation are the synthesized
 * ones.
 */
export function ownAnswer(
  { service, operation }: Translation,
  { body }: AwsRequest,
  principal: string,
  { templates }: Account,
): Refusal | undefined {
  if (service === 'sts')
    return xml(200, result(operation, `<Arn>${principal}</Arn><Account>${PLACE.accountId}</Account>`));
  if (service !== 'cloudformation') return undefined;
  const name = new URLSearchParams(body.toString('utf8')).get('StackName') ?? '';
  const template = templates.get(`${name}.template.json`);
  if (template === undefined)
    return xml(
      400,
      '<ErrorResponse><Error><Code>ValidationError</Code><Message>no such stack</Message></Error></ErrorResponse>',
    );
  return xml(200, result(operation, `<TemplateBody>${escaped(template)}</TemplateBody>`));
}

const result = (operation: string, inner: string): string =>
  `<${operation}Response><${operation}Result>${inner}</${operation}Result></${operation}Response>`;
