import { callsInitiateAllValue } from "../../../infra/contract/microsoft-ids.ts";
import type { HandOff } from "./hand-off.ts";

/** The sentences of a hand-off, written once for the page and for the text. */
export interface HandOffWords {
  readonly title: string;
  readonly request: string;
  readonly whoMay: string;
  readonly aboutUrl: string;
  readonly aboutPolicy: string;
  readonly aboutRevoking: string;
  readonly afterwards: readonly string[];
}

/**
 * Sources: graph-calling facts 6.2 to 6.4 (who may consent to application permissions of Microsoft Graph; the page is no
 * proof; a token keeps its roles), https://learn.microsoft.com/entra/identity/role-based-access-control/custom-consent-permissions
 * (P1 licence), read 2026-11-25.
 */
export function createHandOffWords(handOff: HandOff): HandOffWords {
  return {
    title: `Consent to one permission for "${handOff.displayName}"`,
    request:
      `The team that runs Dialtone stack "${handOff.stack}" asks you to let one application of your tenant place calls. Everything else is deployed and waits for this.` +
      (handOff.cloud === "rehearsal" ? " This is a rehearsal: its addresses are of one machine and are gone when it ends." : ""),
    whoMay:
      "It takes a Privileged Role Administrator or a Global Administrator: an Application Administrator may not consent to application permissions of Microsoft Graph.",
    aboutUrl:
      "Sign in, compare application, client id and the one permission with this page, accept. The page that follows may say AADSTS500113 (no reply address): the app has no web page of its own, and the consent is given all the same.",
    aboutPolicy: `To let somebody who is no administrator give exactly this consent and no other: an app consent policy that matches ${callsInitiateAllValue} for this client id alone, in a custom role that you then assign (Entra admin center, Roles and administrators). Custom roles need Microsoft Entra ID P1.`,
    aboutRevoking:
      "The grant can be taken back at any time. Tokens that are out keep the role until they end, 90 minutes at most; a new call then is refused.",
    afterwards: [
      `The team runs: npm run verify -- --stack ${handOff.stack}`,
      "It asks for a fresh token, sees the permission in it, rings one listed callee once, hangs up and leaves a dated proof. Nothing is deployed again.",
      `A grant shows in fresh tokens after some seconds to minutes; in Entra it is an app role assignment on principal ${handOff.principalObjectId}, and the audit log calls it "Add app role assignment to service principal".`,
    ],
  };
}
