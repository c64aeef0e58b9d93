import * as azuread from "@pulumi/azuread";
import * as pulumi from "@pulumi/pulumi";
import { DialtoneError } from "../../../../infra/contract/dialtone-error.ts";
import { runInProcess } from "../../../../scripts/engine/in-process.ts";
import { exampleOutputs } from "./example-outputs.ts";

// Runs a program with an error in an `apply` that nobody awaits, and prints what the engine says of it.
const [, , port, metadataHost = ""] = process.argv;

function program(): Promise<Record<string, unknown>> {
  const entra = new azuread.Provider("azuread", { tenantId: "5f4e1d2c-0b6a-4c3d-9e8f-7a6b5c4d3e2f", metadataHost });
  const app = new azuread.Application("app", { displayName: "Applied" }, { provider: entra });
  app.clientId.apply(() => {
    throw new pulumi.ResourceError("the application is not as it should be", app);
  });
  return Promise.resolve({ dialtone: exampleOutputs });
}

try {
  await runInProcess({ stackName: "test", values: {}, program, ports: { azuread: Number(port) }, report: () => {} });
} catch (error) {
  if (!(error instanceof DialtoneError)) throw error;
  process.stdout.write(JSON.stringify({ code: error.code, saw: error.saw }));
  process.exit(0);
}
