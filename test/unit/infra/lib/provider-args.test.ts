// What the providers are told. Cannot prove that they obey; the stand-ins refuse what they do not know.
import assert from "node:assert/strict";
import { test } from "node:test";
import { loadCloud } from "../../../../infra/contract/cloud.ts";
import { toAzureadProviderArgs, toAzureNativeProviderArgs } from "../../../../infra/lib/provider-args.ts";
import { ids } from "../components/recorded-run.ts";

const place = { tenantId: ids.tenant, subscriptionId: ids.subscription };
const real = { ...place, cloud: loadCloud("usgov", {}) };
const rehearsal = {
  ...place,
  cloud: {
    ...loadCloud("public", {}),
    metadataHost: "localhost:1",
    rehearsal: { ingress: "127.0.0.1:1", caFile: "ca.pem", clockRate: 10 },
  },
};

test("in a real cloud, the tenant, the subscription and the cloud's name, and no credential", () => {
  assert.deepEqual(toAzureadProviderArgs(real), { tenantId: ids.tenant, environment: "usgovernment" });
  assert.deepEqual(toAzureNativeProviderArgs(real), {
    tenantId: ids.tenant,
    subscriptionId: ids.subscription,
    environment: "usgovernment",
  });
});

test("in a rehearsal, its metadata host too, and that Microsoft is not asked about the authority", () => {
  assert.deepEqual(toAzureadProviderArgs(rehearsal), { tenantId: ids.tenant, environment: "public", metadataHost: "localhost:1" });
  assert.deepEqual(toAzureNativeProviderArgs(rehearsal), {
    tenantId: ids.tenant,
    subscriptionId: ids.subscription,
    environment: "public",
    metadataHost: "localhost:1",
    disableInstanceDiscovery: true,
  });
});
