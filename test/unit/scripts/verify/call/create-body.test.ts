// Proves what the create says, member by member. Cannot prove that Microsoft takes it: only a tenant can.
import { test, type TestContext } from "node:test";
import { createCallBody } from "../../../../../scripts/verify/call/create-body.ts";
import { calleeObjectId, outputs } from "../verification-fixture.ts";

test("the create names tenant, app, callee and callback, and asks for hosted audio", (t: TestContext) => {
  t.assert.deepStrictEqual(createCallBody(outputs, calleeObjectId), {
    "@odata.type": "#microsoft.graph.call",
    direction: "outgoing",
    callbackUri: outputs.host.callbackUrl,
    tenantId: outputs.tenantId,
    source: {
      "@odata.type": "#microsoft.graph.participantInfo",
      identity: {
        "@odata.type": "#microsoft.graph.identitySet",
        application: { "@odata.type": "#microsoft.graph.identity", id: outputs.app.clientId },
      },
    },
    targets: [
      {
        "@odata.type": "#microsoft.graph.invitationParticipantInfo",
        identity: {
          "@odata.type": "#microsoft.graph.identitySet",
          user: { "@odata.type": "#microsoft.graph.identity", id: calleeObjectId },
        },
      },
    ],
    requestedModalities: ["audio"],
    mediaConfig: { "@odata.type": "#microsoft.graph.serviceHostedMediaConfig" },
  });
});
