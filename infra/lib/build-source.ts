import { getTaskRun } from "@pulumi/azure-native/containerregistry/getTaskRun.js";
import { listRegistryBuildSourceUploadUrl } from "@pulumi/azure-native/containerregistry/listRegistryBuildSourceUploadUrl.js";
import * as pulumi from "@pulumi/pulumi";
import { DialtoneError } from "../contract/dialtone-error.ts";
import { createUnknown } from "./azure-answer.ts";
import { runUpload } from "./build-upload.ts";
import type { SourceArchive } from "./source-archive.ts";

/** A build that may have been done already. */
export interface BuildLocation {
  readonly registryName: pulumi.Input<string>;
  readonly resourceGroupName: pulumi.Input<string>;
  /** Named after the hash of what is built. */
  readonly taskRunName: string;
  readonly source:
    | { readonly kind: "archive"; readonly archive: SourceArchive; readonly loopbackOnly: boolean }
    | { readonly kind: "git"; readonly sourceLocation: string };
}

interface KnownRegistry {
  readonly registryName: string;
  readonly resourceGroupName: string;
}

/**
 * Where the registry finds the sources. For a git source, the reference itself. For an archive, the path that the
 * registry hands out with an upload address, which is another one each time it is asked. So the registry is asked
 * first whether it has built this very content: then the path is the one of that build (the program's inputs are the
 * same as last time, and there is no diff), and nothing is uploaded. A build that failed, or is not known, is
 * uploaded anew under a new path, in an update only.
 */
export function loadSourceLocation(location: BuildLocation, parent: pulumi.Resource): pulumi.Output<string> {
  const { source, taskRunName } = location;
  if (source.kind === "git") return pulumi.output(source.sourceLocation);
  return pulumi.all([location.registryName, location.resourceGroupName]).apply(([registryName, resourceGroupName]) => {
    const registry = { registryName, resourceGroupName };
    return pulumi.output(loadBuiltPath(registry, taskRunName, parent)).apply((built) => {
      if (built !== undefined) return pulumi.output(built);
      return pulumi.runtime.isDryRun()
        ? createUnknown()
        : pulumi.output(runBuildUpload(registry, source.archive, source.loopbackOnly, parent));
    });
  });
}

/**
 * The path of the build with this content, where it succeeded. The engine reports every failed look-up as text, the
 * ordinary "no such task run" included; whatever it is, the cure is the same and harmless: upload and build.
 */
async function loadBuiltPath(registry: KnownRegistry, taskRunName: string, parent: pulumi.Resource): Promise<string | undefined> {
  try {
    const { provisioningState, runRequest } = await getTaskRun({ ...registry, taskRunName }, { parent });
    return provisioningState === "Succeeded" && runRequest?.type === "DockerBuildRequest" ? runRequest.sourceLocation : undefined;
  } catch {
    return undefined;
  }
}

async function runBuildUpload(
  registry: KnownRegistry,
  archive: SourceArchive,
  loopbackOnly: boolean,
  parent: pulumi.Resource,
): Promise<string> {
  const { relativePath, uploadUrl } = await listRegistryBuildSourceUploadUrl(registry, { parent });
  if (relativePath === undefined || uploadUrl === undefined) {
    throw new DialtoneError({
      code: "DT_PROVISION_FAILED",
      what: `registry ${registry.registryName} gave no place to upload the host's sources to`,
      saw: "an answer without uploadUrl or relativePath",
      expected: "both",
      fix: "pulumi up again; or set imageSource or image, see Pulumi.dev.yaml",
    });
  }
  await runUpload(uploadUrl, archive.gzip, loopbackOnly);
  return relativePath;
}
