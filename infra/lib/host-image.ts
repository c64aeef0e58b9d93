import { Registry } from "@pulumi/azure-native/containerregistry/registry.js";
import { Deployment } from "@pulumi/azure-native/resources/deployment.js";
import * as pulumi from "@pulumi/pulumi";
import { createHash } from "node:crypto";
import { createRoleAssignment } from "./role-assignment.ts";
import { toBuildTemplate } from "./build-template.ts";
import { loadSourceLocation } from "./build-source.ts";
import type { RetryHooks } from "./retry-hooks.ts";
import type { SourceArchive } from "./source-archive.ts";

/** What the image is made of. */
export type HostImageSource =
  | { readonly kind: "archive"; readonly archive: SourceArchive; readonly loopbackOnly: boolean }
  | { readonly kind: "git"; readonly sourceLocation: string }
  | { readonly kind: "prebuilt"; readonly image: string };

export interface HostImageArgs {
  readonly resourceGroupName: pulumi.Input<string>;
  readonly subscriptionId: string;
  readonly source: HostImageSource;
  /** Object id of the identity that pulls. */
  readonly pullerObjectId: pulumi.Input<string>;
  /** Role assignments that should be on their way before the build: its minutes let them arrive. */
  readonly after: readonly pulumi.Resource[];
  readonly retry: RetryHooks;
}

export interface HostImage {
  /** Image reference; known once the image is there. */
  readonly image: pulumi.Output<string>;
  /** Login server of our registry; undefined for a prebuilt image. */
  readonly loginServer: pulumi.Output<string> | undefined;
  /** What has to exist before the image can be pulled. */
  readonly before: readonly pulumi.Resource[];
}

/** Repository of the image in our registry. */
const repository = "dialtone-callback-host";
/** Characters of the content's hash in tag and task run: 48 bits tell the builds of one team apart. */
const tagLength = 12;

/**
 * The host's image: a prebuilt one as it is, or one that a registry of ours builds from what `source` says, tagged with
 * the hash of that. The same source is never built twice; a build that failed is built again by the next update.
 */
export function createHostImage(name: string, args: HostImageArgs, parent: pulumi.Resource): HostImage {
  const { source, resourceGroupName } = args;
  if (source.kind === "prebuilt") return { image: pulumi.output(source.image), loginServer: undefined, before: args.after };
  const registry = new Registry(
    // No hyphen: the name of a registry is letters and digits.
    `${name}registry`,
    { resourceGroupName, sku: { name: "Basic" }, adminUserEnabled: false, anonymousPullEnabled: false },
    { parent },
  );
  const pullRoles = createPullRoleAssignments(`${name}-image`, args, registry, parent);
  const tag = (source.kind === "archive" ? source.archive.sha256 : createHash("sha256").update(source.sourceLocation).digest("hex")).slice(
    0,
    tagLength,
  );
  const taskRunName = `dialtone-${tag}`;
  const location = { registryName: registry.name, resourceGroupName, taskRunName, source };
  const build = new Deployment(
    `${name}-image`,
    {
      resourceGroupName,
      properties: {
        mode: "Incremental",
        template: toBuildTemplate(),
        parameters: {
          registryName: { value: registry.name },
          taskRunName: { value: taskRunName },
          imageName: { value: `${repository}:${tag}` },
          sourceLocation: { value: loadSourceLocation(location, parent) },
        },
      },
    },
    { parent, dependsOn: [...args.after, ...pullRoles] },
  );
  return {
    image: pulumi.all([registry.loginServer, build.id]).apply(([loginServer]) => `${loginServer}/${repository}:${tag}`),
    loginServer: registry.loginServer,
    before: [...args.after, ...pullRoles, build],
  };
}

/**
 * Pull, and nothing else. A registry honours one of the two roles, by its role assignment mode, which the pinned API
 * version can neither set nor read; the other one has no effect there (Azure/acr#883, read 2026-11-25).
 */
function createPullRoleAssignments(name: string, args: HostImageArgs, registry: Registry, parent: pulumi.Resource): pulumi.Resource[] {
  return (["acrPull", "containerRegistryRepositoryReader"] as const).map((role) =>
    createRoleAssignment(
      `${name}-${role === "acrPull" ? "pull" : "repository-reader"}`,
      {
        scope: registry.id,
        role,
        principalObjectId: args.pullerObjectId,
        principalType: "ServicePrincipal",
        subscriptionId: args.subscriptionId,
        description: "Dialtone callback host: pulls its image",
        retry: args.retry,
      },
      parent,
    ),
  );
}
