import type { Origins } from "./cloud-context.ts";
import { nations } from "./nation.ts";
import type { Audience } from "./operation.ts";

/**
 * Resource URIs and client ids that name a Microsoft surface in `scope`, `resource` and `aud`. Source: Microsoft Entra
 * "first-party Microsoft applications", https://learn.microsoft.com/troubleshoot/entra/entra-id/governance/verify-first-party-apps-sign-in,
 * read 2026-11-25; the cloud's own origins stand beside Microsoft's as in a national cloud.
 */
export function audiencesOf(audience: Audience | "none", origins: Pick<Origins, "graph" | "arm" | "nation">): readonly string[] {
  const { nation = nations.public } = origins;
  const names: Readonly<Record<Audience | "none", readonly string[]>> = {
    graph: [...withSlash(origins.graph), ...withSlash(nation.graphAudience), "00000003-0000-0000-c000-000000000000"],
    arm: [...withSlash(origins.arm), ...nation.armAudiences.flatMap(withSlash), "797f4846-ba00-4fd7-a43e-dac1f8f63013"],
    vault: [...withSlash(nation.vaultAudience), "cfa8b339-82a2-471a-a3c9-0fc0be7a4093"],
    storage: [...withSlash("https://storage.azure.com"), "e406a681-f3d4-42a8-90b6-c2b029497af1"],
    control: ["control"],
    none: [],
  };
  return names[audience];
}

function withSlash(origin: string): readonly string[] {
  return [origin, `${origin}/`];
}
