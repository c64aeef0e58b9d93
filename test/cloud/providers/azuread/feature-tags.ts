/**
 * `featureTags` are names for magic values of `tags`.
 * Source: terraform-provider-azuread internal/helpers/applications/features.go, read 2026-11-25.
 */
const tagOf = {
  customSingleSignOn: "WindowsAzureActiveDirectoryCustomSingleSignOnApplication",
  enterprise: "WindowsAzureActiveDirectoryIntegratedApp",
  gallery: "WindowsAzureActiveDirectoryGalleryApplicationNonPrimaryV1",
  hide: "HideApp",
} as const;

type Feature = keyof typeof tagOf;

export function toTags(featureTags: unknown): string[] {
  const chosen = Array.isArray(featureTags) ? (featureTags as Partial<Record<Feature, boolean>>[]) : [];
  return (Object.keys(tagOf) as Feature[])
    .filter((feature) => chosen.some((one) => one[feature] === true))
    .map((feature) => tagOf[feature]);
}

export function toFeatureTags(tags: readonly string[]): Record<Feature, boolean>[] {
  return [
    {
      customSingleSignOn: tags.includes(tagOf.customSingleSignOn),
      enterprise: tags.includes(tagOf.enterprise),
      gallery: tags.includes(tagOf.gallery),
      hide: tags.includes(tagOf.hide),
    },
  ];
}

/** Members of the block `featureTags`. */
export const featureTagsShape = [{ customSingleSignOn: true, enterprise: true, gallery: true, hide: true }] as const;
