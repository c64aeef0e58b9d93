import type { TokenCredential } from "@azure/identity";
import { getClientToken } from "@pulumi/azure-native/authorization/getClientToken.js";
import type * as pulumi from "@pulumi/pulumi";

/** How long a token is used before another one is asked for, in milliseconds: Entra's live an hour or more, the provider keeps them. */
const reuseMs = 5 * 60_000;

/**
 * The deployer, for an Azure SDK client inside of the program: whoever the azure-native provider signed in as, however it
 * did. Its tokens stay in this process: no resource and no output gets one.
 */
export function createDeployerCredential(parent: pulumi.Resource): TokenCredential {
  return {
    getToken: async (scopes) => {
      const [scope = ""] = [scopes].flat();
      const { token } = await getClientToken({ endpoint: scope.replace(/\/\.default$/, "") }, { parent });
      return { token, expiresOnTimestamp: Date.now() + reuseMs };
    },
  };
}
