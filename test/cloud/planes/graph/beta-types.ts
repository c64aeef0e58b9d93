/**
 * What beta has more of a type of `entityTypes`, or has otherwise. Source: https://learn.microsoft.com/graph/api/resources/federatedidentitycredential?view=graph-rest-beta,
 * read 2026-11-25.
 */
export const betaProperties: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  federatedIdentityCredential: { claimsMatchingExpression: "federatedIdentityExpression?", subject: "string?" },
};

/** Complex types that v1.0 has not. Source: as above. */
export const betaTypes: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  federatedIdentityExpression: { languageVersion: "int", value: "string" },
};
