import type { PipelineFacts } from "../../../../../scripts/bootstrap/pipeline/pipeline-facts.ts";

export const facts: PipelineFacts = {
  stackName: "prod",
  tenantId: "c1029d34-1045-479a-a161-47a4b8548948",
  subscriptionId: "a56c34e9-d1fa-4581-87a3-91111dd36a3b",
  backendUrl: "azblob://state?storage_account=dtstate0",
  environment: "production",
  deployClientId: "11111111-1111-4111-8111-111111111111",
  previewClientId: "22222222-2222-4222-8222-222222222222",
};
