import type { ResourceType } from "../resource-type.ts";
import { anything, dictionary, oneOf, structure, text } from "../shape.ts";
import { resourceGroupType } from "./resource-group.ts";

/** Template deployments into a resource group. Deleting one deletes nothing that it deployed. */
export const deploymentType: ResourceType = {
  type: "Microsoft.Resources/deployments",
  operation: "arm.deployments",
  // The last one is what @azure/arm-resourcesdeployments 2.0.0 sends.
  apiVersions: [...resourceGroupType.apiVersions, "2026-06-01"],
  methods: ["GET", "HEAD", "PUT", "DELETE", "LIST"],
  scope: "group",
  location: "none",
  name: {
    pattern: /^[-\w.()]{1,64}$/,
    code: "InvalidDeploymentName",
    message: (name) => `The deployment name '${name}' is invalid: 1-64 letters, digits, -, ., ( ), _.`,
  },
  hasSystemData: false,
  body: structure({
    tags: dictionary(text()),
    properties: structure(
      {
        template: anything({ hidden: true }), // checked by deployment-kind.ts
        parameters: dictionary(
          structure({
            value: anything(), // whatever the template's parameter is
            type: text({ readOnly: true }),
          }),
        ),
        debugSetting: structure({ detailLevel: text() }),
        expressionEvaluationOptions: structure({ scope: oneOf(["NotSpecified", "Outer", "Inner"]) }),
        validationLevel: oneOf(["Template", "Provider", "ProviderNoRbac"]),
        mode: oneOf(["Incremental", "Complete"], { required: true }),
        provisioningState: text({ readOnly: true }),
        timestamp: text({ readOnly: true }),
        duration: text({ readOnly: true }),
        correlationId: text({ readOnly: true }),
        outputs: anything({ readOnly: true }),
        providers: anything({ readOnly: true }),
        dependencies: anything({ readOnly: true }),
        outputResources: anything({ readOnly: true }),
        templateHash: text({ readOnly: true }),
        error: anything({ readOnly: true }),
      },
      { required: true },
    ),
  }),
  write: { createdStatus: 201, style: "azure-async-operation", durationMs: 0, workingState: "Accepted" },
  remove: { status: 202, style: "location", durationMs: 200 },
  source:
    "azure-native 3.28 resources/deployment; https://learn.microsoft.com/rest/api/resources/deployments/create-or-update, read 2026-11-25",
};
