// Configures itself as terraform-provider-azuread and azure-native do, from ARM_* variables alone, and prints whom it is
// and where it would go. Source of the steps: ../shared/facts/cloud-wire.md 1.1 to 1.3 and 2.1.
const { ARM_METADATA_HOSTNAME, ARM_TENANT_ID, ARM_CLIENT_ID, ARM_CLIENT_SECRET, ARM_SUBSCRIPTION_ID } = process.env;
const metadata = await read(`https://${ARM_METADATA_HOSTNAME}/metadata/endpoints?api-version=2022-09-01`);
const graph = metadata.microsoftGraphResourceId.replace(/\/$/, "");
const arm = metadata.resourceManager.replace(/\/$/, "");
const subscription = await read(
  `${arm}/subscriptions/${ARM_SUBSCRIPTION_ID}?api-version=2022-12-01`,
  await getToken(metadata.authentication.audiences[0]),
);
const self = await read(`${graph}/v1.0/servicePrincipals?%24filter=appId+eq+%27${ARM_CLIENT_ID}%27`, await getToken(graph));
process.stdout.write(JSON.stringify({ subscription: subscription.subscriptionId, self: self.value[0].id }));

async function getToken(resource) {
  const body = new URLSearchParams({
    grant_type: "client_credentials",
    client_id: ARM_CLIENT_ID,
    client_secret: ARM_CLIENT_SECRET,
    scope: `${resource.replace(/\/$/, "")}/.default`,
  });
  const answer = await read(`${metadata.authentication.loginEndpoint}/${ARM_TENANT_ID}/oauth2/v2.0/token`, undefined, body);
  return answer.access_token;
}

async function read(url, token, body) {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const response = await fetch(url, { headers, ...(body === undefined ? {} : { method: "POST", body }) });
  if (!response.ok) throw new Error(`${response.status} from ${url}`);
  return response.json();
}
