import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createCertificates } from "../../../cloud/core/certificates.ts";

/** A certificate for this machine and its throw-away authority, as files and text. */
export interface LoopbackCertificate {
  readonly authorityFile: string;
  readonly authority: string;
  readonly certificateFile: string;
  readonly certificate: string;
  readonly keyFile: string;
  readonly key: string;
}

export async function createLoopbackCertificate(directory: string): Promise<LoopbackCertificate> {
  const { caFile, issue } = await createCertificates(directory);
  const { certificatePem, privateKeyPem } = await issue(["localhost", "127.0.0.1"]);
  const certificateFile = join(directory, "certificate.pem");
  const keyFile = join(directory, "key.pem");
  writeFileSync(certificateFile, certificatePem);
  writeFileSync(keyFile, privateKeyPem);
  return {
    authorityFile: caFile,
    authority: readFileSync(caFile, "utf8"),
    certificateFile,
    certificate: certificatePem,
    keyFile,
    key: privateKeyPem,
  };
}
