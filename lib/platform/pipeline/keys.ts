import { ArnPrincipal, Policy, PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { KEPT } from '../keep.ts';
import type { Names } from '../names.ts';
import { keyPolicy } from '../policy/key-policy.ts';

/**
 * Turns worker and device ids into pseudonyms. Without this key a pseudonym is 130 random-looking bits. The key never
 * leaves KMS.
 */
export const pseudonymKey = (scope: Construct, names: Names, makers: readonly Role[]): Key => {
  const key = new Key(scope, 'PseudonymKey', {
    description: `${names.prefix}: pseudonyms of workers and devices`,
    alias: `alias/${names.of('pseudonym')}`,
    keySpec: KeySpec.HMAC_256,
    keyUsage: KeyUsage.GENERATE_VERIFY_MAC,
    removalPolicy: KEPT,
    policy: keyPolicy(
      makers.map((role) => ({
        sid: `${role.node.id}MakesPseudonyms`,
        principal: new ArnPrincipal(role.roleArn),
        actions: ['kms:GenerateMac'],
        conditions: { StringEquals: { 'kms:MacAlgorithm': 'HMAC_SHA_256' } },
      })),
    ),
  });
  for (const role of makers) allowUse(scope, `${role.node.id}MakesPseudonyms`, role, key, ['kms:GenerateMac']);
  return key;
};

/** Signs destruction records and manifests of exports, so that anyone with the public key can check them. */
export const signingKey = (scope: Construct, names: Names, signers: readonly Role[]): Key => {
  const actions = ['kms:Sign', 'kms:GetPublicKey'];
  const key = new Key(scope, 'SigningKey', {
    description: `${names.prefix}: signatures on destruction records and manifests of exports`,
    alias: `alias/${names.of('signing')}`,
    keySpec: KeySpec.ECC_NIST_P256,
    keyUsage: KeyUsage.SIGN_VERIFY,
    removalPolicy: KEPT,
    policy: keyPolicy(
      signers.map((role, i) => ({
        sid: `Signer${i + 1}`,
        principal: new ArnPrincipal(role.roleArn),
        actions,
      })),
    ),
  });
  for (const role of signers) allowUse(scope, `${role.node.id}Signs`, role, key, actions);
  return key;
};

/**
 * Signs restart certificates. It is a separate key: a role that can attest destruction must not be able to restart
 * collection. Functions get the public half, so a forged certificate in the control table opens nothing.
 */
export const certificateKey = (scope: Construct, names: Names, governor: Role, verifiers: readonly Role[]): Key => {
  const key = new Key(scope, 'CertificateKey', {
    description: `${names.prefix}: signatures on restart certificates`,
    alias: `alias/${names.of('certificates')}`,
    keySpec: KeySpec.ECC_NIST_P256,
    keyUsage: KeyUsage.SIGN_VERIFY,
    removalPolicy: KEPT,
    policy: keyPolicy([
      {
        sid: 'GovernorSignsCertificates',
        principal: new ArnPrincipal(governor.roleArn),
        actions: ['kms:Sign'],
        conditions: { StringEquals: { 'kms:SigningAlgorithm': 'ECDSA_SHA_256', 'kms:MessageType': 'DIGEST' } },
      },
      { sid: 'GovernorReadsPublicKey', principal: new ArnPrincipal(governor.roleArn), actions: ['kms:GetPublicKey'] },
      ...verifiers.map((role) => ({
        sid: `${role.node.id}ReadsPublicKey`,
        principal: new ArnPrincipal(role.roleArn),
        actions: ['kms:GetPublicKey'],
      })),
    ]),
  });
  allowUse(scope, 'SignCertificates', governor, key, ['kms:Sign', 'kms:GetPublicKey']);
  for (const role of verifiers) allowUse(scope, `${role.node.id}VerifiesCertificates`, role, key, ['kms:GetPublicKey']);
  return key;
};

const allowUse = (scope: Construct, id: string, role: Role, key: Key, actions: readonly string[]): Policy =>
  new Policy(scope, id, {
    roles: [role],
    statements: [new PolicyStatement({ actions: [...actions], resources: [key.keyArn] })],
  });
