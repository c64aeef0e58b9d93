// The ARM template of the build. Cannot prove that ARM evaluates it; the rehearsal's ARM does, by its own reading.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { dockerFilePath, toBuildTemplate } from "../../../../infra/lib/build-template.ts";

test("the registry is asked again at every submission, and the program's inputs stay the same", () => {
  assert.deepEqual(toBuildTemplate(), {
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
            dockerFilePath: "callback-host/Dockerfile",
            imageNames: ["[parameters('imageName')]"],
            isPushEnabled: true,
            noCache: false,
            platform: { os: "Linux", architecture: "amd64" },
            agentConfiguration: { cpu: 2 },
            timeout: 900,
          },
        },
      },
    ],
  });
});

test("the Dockerfile is where the template says, and exposes the port that the app is given", () => {
  const dockerfile = readFileSync(join(import.meta.dirname, "../../../../infra", dockerFilePath), "utf8");
  assert.match(dockerfile, /^EXPOSE 8080$/m);
});
