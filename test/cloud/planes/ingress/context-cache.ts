import { createSecureContext, type SecureContext } from "node:tls";
import type { Certificates } from "../../core/cloud-context.ts";
import type { NameTable } from "./name-table.ts";

/** TLS contexts by name: presented certificates as they are at the moment, issued ones once. */
export class ContextCache {
  readonly #certificates: Certificates;
  readonly #names: NameTable;
  readonly #issued = new Map<string, Promise<SecureContext>>();

  constructor(certificates: Certificates, names: NameTable) {
    this.#certificates = certificates;
    this.#names = names;
  }

  /** @throws Error for a name whose DNS record has not spread: it does not resolve, and refusing the handshake is as near as a listener gets. */
  async contextOf(serverName: string): Promise<SecureContext> {
    const name = serverName.toLowerCase();
    if (this.#names.stateOf(name).kind === "spreading") throw new Error(`${name} has no DNS record yet`);
    const presented = this.#names.presentedCertificate(name);
    if (presented !== undefined) return createSecureContext({ cert: presented.certificatePem, key: presented.privateKeyPem });
    let issued = this.#issued.get(name);
    if (issued === undefined) {
      issued = this.#issue(name);
      this.#issued.set(name, issued);
    }
    return issued;
  }

  async #issue(name: string): Promise<SecureContext> {
    const leaf = await this.#certificates.issue([name]);
    return createSecureContext({ cert: leaf.certificatePem, key: leaf.privateKeyPem });
  }
}
