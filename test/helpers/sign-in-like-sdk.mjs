// Signs in as a program with Microsoft's own SDK does: from AZURE_* variables, with the one option that has no variable.
import { EnvironmentCredential } from "@azure/identity";
const { token } = await new EnvironmentCredential({ disableInstanceDiscovery: true }).getToken("https://vault.azure.net/.default");
process.stdout.write(JSON.stringify({ self: JSON.parse(Buffer.from(token.split(".")[1], "base64url")).oid }));
