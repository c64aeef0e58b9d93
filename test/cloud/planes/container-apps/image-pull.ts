import type { ArmResource, CloudContext } from "../../core/cloud-context.ts";
import { OperationFailure } from "../arm/operation-failure.ts";
import { BuildFailure } from "../registry/build-failure.ts";
import type { Image, ImageStore } from "../registry/image-store.ts";
import type { TaskRunner } from "../registry/task-runner.ts";
import { propertiesOf } from "./container-app-resource.ts";
import { createStandInImage } from "./stand-in-image.ts";
import type { Container } from "./container-app-resource.ts";

const pullAction = "Microsoft.ContainerRegistry/registries/pull/read";
const repositoryReadAction = "Microsoft.ContainerRegistry/registries/repositories/content/read";

/**
 * An image outside of this cloud cannot be pulled: by digest, as the program pins its prebuilt host, the checkout's own
 * host runs in its place, and a stand-in for any other. Else it pulls as the platform does: with the identity that the app names for the registry, which must hold the pull role that
 * the registry's mode honours. Sentences: azure-container-apps#1061, Azure-Samples/call-center-voice-agent-accelerator#3,
 * container-apps-deploy-action#85, read 2026-11-25.
 */
export async function pullImage(
  context: CloudContext,
  images: ImageStore,
  runner: TaskRunner,
  app: ArmResource,
  container: Container,
): Promise<Image> {
  const refuse = (details: string): OperationFailure =>
    new OperationFailure(
      "ContainerAppOperationError",
      `Failed to provision revision for container app '${app.name}'. Error details: The following field(s) are either invalid or missing. Field 'template.containers.${container.name}.image' is invalid with details: 'Invalid value: "${container.image}": ${details}';..`,
    );
  const server = container.image.split("/")[0] ?? "";
  const registry = context.resources
    .list("Microsoft.ContainerRegistry/registries")
    .find(({ properties }) => properties["loginServer"] === server);
  if (registry === undefined) {
    if (server.endsWith(".azurecr.io") && images.find(container.image) === undefined && isOurForm(context, server)) {
      throw refuse(`Get "https://${server}/v2/": dial tcp: lookup ${server} on 100.100.224.10:53: no such host`);
    }
    if (images.find(container.image) === undefined && !/@sha256:[0-9a-f]{64}$/.test(container.image)) {
      context.warn(`image ${container.image} lies outside of the simulated cloud: a web server that answers 200 runs in its place`);
      return createStandInImage(container.image, propertiesOf(app), container);
    }
    try {
      return images.find(container.image) ?? (await runner.buildCheckout(container.image));
    } catch (cause) {
      if (cause instanceof BuildFailure) throw refuse(`the checkout's host could not be built in its place: ${cause.message}`);
      throw cause;
    }
  }
  const credentials = propertiesOf(app).configuration?.registries?.find((candidate) => candidate.server === server);
  if (credentials?.identity === undefined) {
    throw refuse(
      `GET https:?scope=repository%3A${repositoryOf(container.image)}%3Apull&service=${server}: UNAUTHORIZED: authentication required, visit https://aka.ms/acr/authorization for more information.`,
    );
  }
  const principalId =
    credentials.identity === "system"
      ? (app["identity"] as { readonly principalId?: string } | undefined)?.principalId
      : context.resources.get(credentials.identity)?.properties["principalId"];
  const honoured = registry.properties["roleAssignmentMode"] === "AbacRepositoryPermissions" ? repositoryReadAction : pullAction;
  if (typeof principalId !== "string" || !context.azureRbac.allows(principalId, honoured, registry.id)) {
    throw refuse(`unable to pull image using Managed identity ${credentials.identity} for registry ${server}`);
  }
  const image = images.find(container.image);
  if (image === undefined) {
    const tag = /:([^:/]+)$/.exec(container.image)?.[1] ?? "latest";
    throw refuse(`GET https:: MANIFEST_UNKNOWN: manifest tagged by "${tag}" is not found; map[Tag:${tag}]`);
  }
  return image;
}

/** A registry that this cloud had and has no more is no registry of somebody else. */
function isOurForm(context: CloudContext, server: string): boolean {
  return context.resources
    .list("Microsoft.ContainerRegistry/registries/taskRuns")
    .some(({ id }) => id.toLowerCase().includes(`/registries/${server.split(".")[0] ?? ""}/`));
}

function repositoryOf(reference: string): string {
  return reference
    .split("/")
    .slice(1)
    .join("/")
    .replace(/[:@].*$/, "");
}
