/** Where the Dockerfile lies in the build context, whose root is `infra/`. */
export const dockerFilePath = "callback-host/Dockerfile";

/** How long the registry may build, in seconds: an install and a bundle take one or two minutes. */
const buildTimeoutSeconds = 900;

/**
 * The ARM template that has a registry build an image. ARM waits for the build, so a build that fails fails the
 * deployment. `attempt` is a new value at every submission: a registry answers the same `forceUpdateTag` with the run
 * it had, a failed one included. It is no input of the program, so it makes no diff.
 * Sources: https://learn.microsoft.com/azure/container-registry/container-registry-task-run-template and
 * https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-string#newguid, read 2026-11-25.
 */
export function toBuildTemplate(): object {
  return {
    $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
    contentVersion: "1.0.0.0",
    parameters: {
      registryName: { type: "string" },
      taskRunName: { type: "string" },
      imageName: { type: "string" },
      sourceLocation: { type: "string" },
      attempt: { type: "string", defaultValue: "[newGuid()]" },
    },
    resources: [
      {
        type: "Microsoft.ContainerRegistry/registries/taskRuns",
        apiVersion: "2019-06-01-preview",
        name: "[format('{0}/{1}', parameters('registryName'), parameters('taskRunName'))]",
        location: "[resourceGroup().location]",
        properties: {
          forceUpdateTag: "[parameters('attempt')]",
          runRequest: {
            type: "DockerBuildRequest",
            sourceLocation: "[parameters('sourceLocation')]",
            dockerFilePath,
            imageNames: ["[parameters('imageName')]"],
            isPushEnabled: true,
            noCache: false,
            platform: { os: "Linux", architecture: "amd64" },
            agentConfiguration: { cpu: 2 },
            timeout: buildTimeoutSeconds,
          },
        },
      },
    ],
  };
}
