import { createHash } from "node:crypto";

/** An image as something that can be run here: files in a directory, and what the Dockerfile said about starting it. */
export interface Image {
  /** `server/repository:tag`. */
  readonly reference: string;
  readonly digest: string;
  /** Directory that is the image's `/`. */
  readonly rootDirectory: string;
  readonly workingDirectory: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly user: string | undefined;
  readonly exposedPorts: readonly number[];
  readonly entrypoint: readonly string[];
  /** True for what runs in the place of an image that nobody here can pull: its own command is not heeded. */
  readonly isStandIn?: true;
}

/** Every image that was pushed, by reference and by digest. */
export class ImageStore {
  readonly #images = new Map<string, Image>();

  push(image: Omit<Image, "digest">): Image {
    const digest = `sha256:${createHash("sha256").update(`${image.reference} ${image.rootDirectory}`).digest("hex")}`;
    const pushed = { ...image, digest };
    this.#images.set(image.reference, pushed);
    this.#images.set(`${image.reference.replace(/:[^:/]+$/, "")}@${digest}`, pushed);
    return pushed;
  }

  reset(): void {
    this.#images.clear();
  }

  find(reference: string): Image | undefined {
    return this.#images.get(reference);
  }
}
