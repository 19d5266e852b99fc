import type { ReviewPage, ReviewSource } from './page.ts';

export const keyPages = (reading: ReviewSource): ReviewPage[] =>
  reading.all('AWS::KMS::Alias').map(({ stack, Properties: { AliasName, TargetKeyId } }) => {
    const name = reading.text(stack, AliasName).replace(/^alias\//, '');
    const key = reading.one('AWS::KMS::Key', stack, TargetKeyId['Fn::GetAtt'][0]);
    const { KeyPolicy, KeySpec = 'SYMMETRIC_DEFAULT', EnableKeyRotation = false, Description } = key?.Properties ?? {};
    return [
      `keys/${name}.yaml`,
      {
        key: name,
        construct: key?.path,
        description: Description,
        spec: KeySpec,
        rotated: EnableKeyRotation,
        policy: reading.statements(stack, KeyPolicy),
      },
    ];
  });
