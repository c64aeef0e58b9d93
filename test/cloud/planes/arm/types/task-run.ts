import type { CloudContext } from "../../../core/cloud-context.ts";
import { BuildFailure } from "../../registry/build-failure.ts";
import type { TaskRunner } from "../../registry/task-runner.ts";
import { textOf } from "../body-check.ts";
import type { Json } from "../body-check.ts";
import { OperationFailure } from "../operation-failure.ts";
import type { ResourceStore } from "../resource-store.ts";
import type { ResourceKind, ResourceType } from "../resource-type.ts";
import { anything, dictionary, flag, list, oneOf, structure, text, whole } from "../shape.ts";

export const taskRunApiVersions = ["2019-06-01-preview", "2025-03-01-preview"] as const;

/** Task runs: a run of a registry's builder as a resource. Of the four requests this cloud runs the Docker build. */
const taskRunType: ResourceType = {
  type: "Microsoft.ContainerRegistry/registries/taskRuns",
  operation: "arm.taskRuns",
  apiVersions: taskRunApiVersions,
  methods: ["GET", "PUT", "DELETE", "LIST"],
  scope: "group",
  location: "none",
  name: {
    pattern: /^[a-zA-Z0-9-]{5,50}$/,
    code: "InvalidResourceName",
    message: (name) => `The task run name '${name}' is invalid: 5-50 letters, digits and -.`,
  },
  body: structure({
    location: text(),
    identity: anything(), // the builder's own identity is not simulated
    properties: structure(
      {
        forceUpdateTag: text(),
        runRequest: structure(
          {
            type: oneOf(["DockerBuildRequest"], { required: true }),
            imageNames: list(text()),
            isPushEnabled: flag({ initial: true }),
            noCache: flag({ initial: false }),
            dockerFilePath: text({ required: true }),
            target: text(),
            arguments: list(structure({ name: text({ required: true }), value: text({ required: true }), isSecret: flag() })),
            timeout: whole(300, 28_800, { initial: 3_600 }),
            platform: structure(
              {
                os: oneOf(["Windows", "Linux"], { required: true }),
                architecture: oneOf(["amd64", "x86", "386", "arm", "arm64"]),
                variant: oneOf(["v6", "v7", "v8"]),
              },
              { required: true },
            ),
            agentConfiguration: structure({ cpu: whole(1, 64) }),
            agentPoolName: text(),
            sourceLocation: text(),
            isArchiveEnabled: flag({ initial: false }),
            logTemplate: text(),
            credentials: structure({ sourceRegistry: dictionary(text()), customRegistries: anything() }), // no registry of others is pulled from
          },
          { required: true },
        ),
        runResult: anything({ readOnly: true }),
        provisioningState: text({ readOnly: true }),
      },
      { required: true },
    ),
  }),
  write: { createdStatus: 201, style: "azure-async-operation", durationMs: 1_000 },
  remove: { status: 200, style: "none", durationMs: 0 },
  source:
    "azure-native 3.28 containerregistry/taskRun (DockerBuildRequest); https://learn.microsoft.com/azure/container-registry/container-registry-task-run-template, read 2026-11-25",
};

interface TaskRunProperties {
  readonly forceUpdateTag?: string;
  readonly runRequest: { readonly dockerFilePath: string; readonly sourceLocation?: string; readonly imageNames?: readonly string[] };
  readonly runResult?: { readonly name: string };
}

/** A task run really builds; the same `forceUpdateTag` again is answered with the run it had, a failed one too. */
export function taskRunKind(context: CloudContext, resources: ResourceStore, runner: TaskRunner): ResourceKind {
  return {
    rules: taskRunType,
    behaviour: {
      derive: ({ current }) =>
        current?.properties["runResult"] === undefined ? {} : { properties: { runResult: current.properties["runResult"] } },
      work: async (taskRun, { current }) => {
        const { forceUpdateTag, runRequest } = taskRun.properties as unknown as TaskRunProperties;
        const before = current?.properties as unknown as TaskRunProperties | undefined;
        if (before?.runResult !== undefined && forceUpdateTag === before.forceUpdateTag) {
          if (current?.properties["provisioningState"] === "Failed")
            throw new OperationFailure(
              "TaskRunFailed",
              `The run '${before.runResult.name}' failed; forceUpdateTag is the same, it is not run again.`,
            );
          return undefined;
        }
        const registryId = taskRun.id.split("/").slice(0, -2).join("/");
        const registry = resources.get(registryId);
        const runId = context.ids.hex(`task-run:${taskRun.id.toLowerCase()}:${forceUpdateTag ?? ""}`, 3);
        const startTime = new Date(context.clock.wallMs()).toISOString();
        const finish = (status: string, more: Json): Json => ({
          properties: {
            runResult: {
              id: `${registryId}/runs/${runId}`,
              name: runId,
              type: "Microsoft.ContainerRegistry/registries/runs",
              properties: {
                runId,
                status,
                runType: "QuickBuild",
                startTime,
                finishTime: new Date(context.clock.wallMs()).toISOString(),
                provisioningState: "Succeeded",
                ...more,
              },
            },
          },
        });
        try {
          const images = await runner.run({
            registryName: registry?.name ?? "",
            loginServer: textOf(registry?.properties["loginServer"]),
            sourceLocation: runRequest.sourceLocation ?? "",
            dockerFilePath: runRequest.dockerFilePath,
            imageNames: runRequest.imageNames ?? [],
          });
          return finish("Succeeded", {
            outputImages: images.map(({ reference, digest }) => {
              const [, server = "", repository = "", tag = ""] = /^([^/]+)\/(.+):([^:]+)$/.exec(reference) ?? [];
              return { registry: server, repository, tag, digest };
            }),
          });
        } catch (cause) {
          if (!(cause instanceof BuildFailure)) throw cause;
          const failed = finish("Failed", { runErrorMessage: cause.message });
          resources.put({ ...taskRun, properties: { ...taskRun.properties, ...(failed["properties"] as Json) } });
          throw new OperationFailure("TaskRunFailed", `The run '${runId}' of registry '${registry?.name ?? ""}' failed: ${cause.message}`);
        }
      },
    },
  };
}
