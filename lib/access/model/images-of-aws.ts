/**
 * References to machine images that AWS publishes, as parameters of AWS's own. Only AWS can write below `/aws`.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-public-parameters.html
 */
const PUBLISHED =
  /^\/aws\/service\/(ami-(amazon-linux|windows)-latest|(ecs|eks)\/optimized-ami|bottlerocket)\/[\w./:-]+$/;

/** The reference by which CloudFormation looks up such an image; undefined for any other parameter. */
export const imageReference = (parameter: string): string | undefined =>
  PUBLISHED.test(parameter) ? `{{resolve:ssm:${parameter}}}` : undefined;

/** Whether a text is such a reference. The model keeps it as it stands, since its value is no name of anything in the templates. */
export const isImageOfAws = (text: string): boolean =>
  PUBLISHED.test(/^\{\{resolve:ssm:([^}]*)\}\}$/.exec(text)?.[1] ?? '');
