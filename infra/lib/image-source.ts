import type { Cloud } from "../contract/cloud.ts";
import type { HostImageSource } from "./host-image.ts";
import type { ImageChoice } from "./settings.ts";
import { loadSourceArchive } from "./source-archive.ts";

/** What the configured image is made of; packs the host's sources where it is built from them. */
export async function loadImageSource(infraDirectory: string, choice: ImageChoice, cloud: Cloud): Promise<HostImageSource> {
  if (choice.kind !== "archive") return choice;
  return { kind: "archive", archive: await loadSourceArchive(infraDirectory), loopbackOnly: cloud.rehearsal !== undefined };
}
