/**
 * Entra's built-in roles that matter to applications: name, template id (the same in every tenant), description.
 * Source: https://learn.microsoft.com/entra/identity/role-based-access-control/permissions-reference, read 2026-11-25.
 */
export interface DirectoryRole {
  readonly displayName: string;
  readonly templateId: string;
  readonly description: string;
}

export const directoryRoles: readonly DirectoryRole[] = [
  role(
    "Global Administrator",
    "62e90394-69f5-4237-9190-012177145e10",
    "Can manage all aspects of Microsoft Entra ID and Microsoft services that use Microsoft Entra identities.",
  ),
  role(
    "Privileged Role Administrator",
    "e8611ab8-c189-46e8-94e1-60213ab1f814",
    "Can manage role assignments in Microsoft Entra ID, and all aspects of Privileged Identity Management.",
  ),
  role(
    "Application Administrator",
    "9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3",
    "Can create and manage all aspects of app registrations and enterprise apps.",
  ),
  role(
    "Cloud Application Administrator",
    "158c047a-c907-4556-b7ef-446551a6b5f7",
    "Can create and manage all aspects of app registrations and enterprise apps except App Proxy.",
  ),
  role(
    "Application Developer",
    "cf1c38e5-3621-4004-a7cb-879624dced7c",
    "Can create application registrations independent of the 'Users can register applications' setting.",
  ),
  role(
    "Directory Readers",
    "88d8e3e3-8f55-4a1e-953a-9b9898b8876b",
    "Can read basic directory information. Commonly used to grant directory read access to applications and guests.",
  ),
  role(
    "Global Reader",
    "f2ef992c-3afb-46b9-b7cf-a126ee74c451",
    "Can read everything that a Global Administrator can, but not update anything.",
  ),
  role(
    "Security Administrator",
    "194ae4cb-b126-40b2-bd5b-6091b380977d",
    "Can read security information and reports, and manage configuration in Microsoft Entra ID and Office 365.",
  ),
  role(
    "Security Reader",
    "5d6b6bb7-de71-4623-b4af-96380a352509",
    "Can read security information and reports in Microsoft Entra ID and Office 365.",
  ),
  role("Teams Administrator", "69091246-20e8-4a56-aa4d-066075b2a7a8", "Can manage the Microsoft Teams service."),
  role(
    "User Administrator",
    "fe930be7-5e62-47db-91af-98c3a49a38b1",
    "Can manage all aspects of users and groups, including resetting passwords for limited admins.",
  ),
];

/** What every member of a tenant has, in the claim `wids`. Source: https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference, read 2026-11-25; its value as it is seen in practice. */
export const memberTemplateId = "b79fbf4d-3ef9-4689-8143-76b194e85509";

/** What every program has in the claim `wids`; its value as it is seen in practice (ASSUMED in the rest). */
export const programTemplateId = "0997a1d0-0d1d-4acb-b408-d5ca73121e90";

export function findDirectoryRole(displayName: string): DirectoryRole | undefined {
  return directoryRoles.find((known) => known.displayName === displayName);
}

function role(displayName: string, templateId: string, description: string): DirectoryRole {
  return { displayName, templateId, description };
}
