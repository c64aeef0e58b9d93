import { timingSafeEqual } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { CloudContext } from "../../core/cloud-context.ts";

/** Where a registry lets a build context be uploaded: once, under a path that it makes up, with a signature in the URL. */
export class BuildSources {
  readonly #context: CloudContext;
  readonly #signatures = new Map<string, string>();
  readonly #counts = new Map<string, number>();

  constructor(context: CloudContext) {
    this.#context = context;
  }

  /** Forgets what was uploaded; the files go with the work directory. */
  reset(): void {
    this.#signatures.clear();
    this.#counts.clear();
  }

  /** Another path each time it is asked. */
  open(registryName: string): { readonly relativePath: string; readonly uploadUrl: string } {
    const key = registryName.toLowerCase();
    const count = (this.#counts.get(key) ?? 0) + 1;
    this.#counts.set(key, count);
    const stamp = new Date(this.#context.clock.wallMs())
      .toISOString()
      .replaceAll(/[-:TZ]|\.\d+/g, "")
      .slice(0, 12);
    const relativePath = `source/${stamp}/${this.#context.ids.guid(`build-source:${key}:${count}`).replaceAll("-", "")}.tar.gz`;
    const signature = this.#context.ids.secret(`build-source-signature:${key}:${count}`);
    this.#signatures.set(`${key}/${relativePath}`, signature);
    const query = new URLSearchParams({ sv: "2021-08-06", sr: "b", sp: "cw", sig: signature });
    return { relativePath, uploadUrl: `${this.#context.origins.registry}/uploads/${key}/${relativePath}?${query.toString()}` };
  }

  isSigned(registryName: string, relativePath: string, signature: string): boolean {
    const expected = this.#signatures.get(`${registryName}/${relativePath}`);
    return expected !== undefined && expected.length === signature.length && timingSafeEqual(Buffer.from(expected), Buffer.from(signature));
  }

  async store(registryName: string, relativePath: string, content: Uint8Array): Promise<void> {
    const file = this.#fileOf(registryName, relativePath);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
  }

  /** The uploaded archive; undefined where there is none. */
  fileOf(registryName: string, relativePath: string): string | undefined {
    if (!this.#signatures.has(`${registryName.toLowerCase()}/${relativePath}`)) return undefined;
    const file = this.#fileOf(registryName, relativePath);
    return existsSync(file) ? file : undefined;
  }

  #fileOf(registryName: string, relativePath: string): string {
    return join(this.#context.workDirectory, "build-sources", registryName.toLowerCase(), ...relativePath.split("/"));
  }
}
