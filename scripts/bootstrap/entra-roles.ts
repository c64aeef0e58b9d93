/**
 * Template ids of Entra roles; the same in every tenant.
 * Source: https://learn.microsoft.com/entra/identity/role-based-access-control/permissions-reference, read 2026-11-25.
 */
export const entraRoleTemplateIds = {
  "Global Administrator": "62e90394-69f5-4237-9190-012177145e10",
  "Privileged Role Administrator": "e8611ab8-c189-46e8-94e1-60213ab1f814",
  "Application Administrator": "9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3",
  "Cloud Application Administrator": "158c047a-c907-4556-b7ef-446551a6b5f7",
  "Application Developer": "cf1c38e5-3621-4004-a7cb-879624dced7c",
} as const;
export type EntraRoleName = keyof typeof entraRoleTemplateIds;

/** Who may register applications where the tenant does not let everybody. */
export const registeringRoles: readonly EntraRoleName[] = [
  "Application Developer",
  "Cloud Application Administrator",
  "Application Administrator",
  "Global Administrator",
];

/** Who may grant application permissions of Microsoft Graph: the application administrators may not. */
export const grantingRoles: readonly EntraRoleName[] = ["Privileged Role Administrator", "Global Administrator"];
