import "reflect-metadata";
import { randomBytes, webcrypto } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { isIP } from "node:net";
import { join } from "node:path";
import * as x509 from "@peculiar/x509";
import type { Certificates } from "./cloud-context.ts";

type KeyPair = Awaited<ReturnType<typeof createKeys>>;

const hourMs = 3_600_000;
/** Life of the throw-away certificates, in milliseconds: 30 days, longer than any rehearsal. */
const lifeMs = 30 * 24 * hourMs;
const leafName = "CN=Dialtone rehearsal";
/** EC P-256: a key takes about a millisecond, and every client that we know of takes it. */
const keyAlgorithm = { name: "ECDSA", namedCurve: "P-256" } as const;
const signingAlgorithm = { name: "ECDSA", hash: "SHA-256" } as const;

/**
 * A certificate authority that lives as long as this run: its key is never written, its certificate is `ca.pem` in the
 * work directory. Wall time.
 */
export async function createCertificates(workDirectory: string): Promise<Certificates> {
  x509.cryptoProvider.set(webcrypto);
  // A name of its own, so that a client that trusts two runs never takes one authority for the other.
  const authorityName = `CN=Dialtone rehearsal CA (throw-away ${randomBytes(4).toString("hex")})`;
  const authority = await createKeys();
  const authorityCertificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: authorityName,
    keys: authority,
    signingAlgorithm,
    ...lifeFrom(Date.now()),
    extensions: [
      new x509.BasicConstraintsExtension(true, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(authority.publicKey),
    ],
  });
  const authorityPem = `${authorityCertificate.toString("pem")}\n`;
  const caFile = join(workDirectory, "ca.pem");
  await writeFile(caFile, authorityPem);

  return {
    caFile,
    issue: async (names, flaw) => {
      const leaf = await createKeys();
      const selfSigned = flaw === "self-signed";
      // An intermediate authority, whose certificate is not even made: where the chain is incomplete, nobody gets to see it.
      const issuer =
        flaw === "incomplete-chain"
          ? { name: `${authorityName} intermediate`, keys: await createKeys() }
          : { name: authorityName, keys: authority };
      const certificate = await x509.X509CertificateGenerator.create({
        subject: leafName,
        issuer: selfSigned ? leafName : issuer.name,
        publicKey: leaf.publicKey,
        signingKey: selfSigned ? leaf.privateKey : issuer.keys.privateKey,
        signingAlgorithm,
        // Expired: its life ended an hour ago.
        ...lifeFrom(flaw === "expired" ? Date.now() - lifeMs - hourMs : Date.now()),
        extensions: await toLeafExtensions(names, leaf, selfSigned ? leaf : issuer.keys),
      });
      const leafPem = `${certificate.toString("pem")}\n`;
      const isAlone = selfSigned || flaw === "incomplete-chain";
      return { certificatePem: isAlone ? leafPem : leafPem + authorityPem, privateKeyPem: await toPrivateKeyPem(leaf) };
    },
  };
}

function createKeys() {
  return webcrypto.subtle.generateKey(keyAlgorithm, true, ["sign", "verify"]);
}

/** From an hour before, so that a clock that is slightly behind is no failure. */
function lifeFrom(startMs: number): { notBefore: Date; notAfter: Date } {
  return { notBefore: new Date(startMs - hourMs), notAfter: new Date(startMs + lifeMs) };
}

/** What a server's certificate says (RFC 5280, 4.2; the CA/Browser Forum's baseline for TLS servers). */
async function toLeafExtensions(names: readonly string[], leaf: KeyPair, authority: KeyPair): Promise<x509.Extension[]> {
  return [
    new x509.BasicConstraintsExtension(false, undefined, true),
    new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
    new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
    new x509.SubjectAlternativeNameExtension(
      names.map((name) => ({ type: isIP(name) === 0 ? ("dns" as const) : ("ip" as const), value: name })),
    ),
    await x509.SubjectKeyIdentifierExtension.create(leaf.publicKey),
    await x509.AuthorityKeyIdentifierExtension.create(authority.publicKey),
  ];
}

async function toPrivateKeyPem({ privateKey }: KeyPair): Promise<string> {
  return x509.PemConverter.encode(await webcrypto.subtle.exportKey("pkcs8", privateKey), "PRIVATE KEY");
}
