import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { CloudContext } from "../../core/cloud-context.ts";
import { BuildFailure } from "./build-failure.ts";
import type { BuildSources } from "./build-sources.ts";
import { buildImage } from "./image-builder.ts";
import type { Image, ImageStore } from "./image-store.ts";
import { unpackArchive } from "./unpack-archive.ts";

/** The part of a `DockerBuildRequest` that a build is made from. */
export interface BuildRequest {
  readonly registryName: string;
  readonly loginServer: string;
  /** `source/….tar.gz` of an upload, or a git URL. */
  readonly sourceLocation: string;
  readonly dockerFilePath: string;
  readonly imageNames: readonly string[];
}

/** Where the checkout keeps the context that it would otherwise upload, and the Dockerfile in it. */
const checkoutContext = "infra";
const checkoutDockerFile = "callback-host/Dockerfile";

/** Builds images for registries, and finds those that are run. */
export class TaskRunner {
  readonly #context: CloudContext;
  readonly #sources: BuildSources;
  readonly #images: ImageStore;
  #runs = 0;
  #checkoutBuild: Promise<Omit<Image, "digest" | "reference">> | undefined;

  constructor(context: CloudContext, sources: BuildSources, images: ImageStore) {
    this.#context = context;
    this.#sources = sources;
    this.#images = images;
  }

  /** Builds and pushes. @throws BuildFailure */
  async run(request: BuildRequest): Promise<readonly Image[]> {
    const buildDirectory = this.#nextDirectory();
    const contextDirectory = await this.#contextOf(request, join(buildDirectory, "context"));
    const built = await buildImage({
      contextDirectory,
      dockerFilePath: request.dockerFilePath,
      buildDirectory,
      dependenciesDirectory: this.#context.dependenciesDirectory,
    });
    return request.imageNames.map((name) => this.#images.push({ ...built, reference: `${request.loginServer}/${name}` }));
  }

  /**
   * The checkout's own host, for an image that lies in somebody else's registry: nothing here can pull it.
   * ASSUMED: it is this version of the host. @throws BuildFailure
   */
  async buildCheckout(reference: string): Promise<Image> {
    this.#context.warn(`image ${reference} lies outside of the simulated cloud: the checkout's own host runs in its place`);
    this.#checkoutBuild ??= buildImage({
      contextDirectory: join(this.#context.dependenciesDirectory, checkoutContext),
      dockerFilePath: checkoutDockerFile,
      buildDirectory: this.#nextDirectory(),
      dependenciesDirectory: this.#context.dependenciesDirectory,
    });
    return this.#images.push({ ...(await this.#checkoutBuild), reference });
  }

  async #contextOf(request: BuildRequest, directory: string): Promise<string> {
    if (/^(https?:\/\/|git@)/.test(request.sourceLocation)) {
      // ASSUMED: the reference is this checkout; nothing may leave loopback to find out.
      this.#context.warn(
        `git source ${request.sourceLocation} cannot be fetched in a rehearsal: the checkout's infra directory is built in its place`,
      );
      return join(this.#context.dependenciesDirectory, checkoutContext);
    }
    const archive = this.#sources.fileOf(request.registryName, request.sourceLocation);
    if (archive === undefined)
      throw new BuildFailure(`failed to download context: ${request.sourceLocation}: The specified blob does not exist.`);
    await unpackArchive(archive, directory);
    return directory;
  }

  #nextDirectory(): string {
    this.#runs += 1;
    const directory = join(this.#context.workDirectory, "builds", String(this.#runs));
    mkdirSync(directory, { recursive: true });
    return directory;
  }
}
