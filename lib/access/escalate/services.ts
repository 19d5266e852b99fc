/**
 * The principal by which the catalogue knows a service: without its region, the suffix of China, or the short form in which
 * some properties name it. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-services
 */
export function serviceOf(principal: string): string {
  const name = principal.toLowerCase().replace(/\.cn$/, '');
  const plain = name.includes('.') ? name : `${name}.amazonaws.com`;
  return plain.replace(/\.[a-z]{2}(?:-[a-z]+)+-\d\.amazonaws\.com$/, '.amazonaws.com');
}
