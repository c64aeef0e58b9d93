import { DialtoneError } from "../contract/dialtone-error.ts";
import { isLoopbackHost } from "../contract/cloud.ts";

/** How long one upload may take, in milliseconds: an archive is 1 MiB at most. */
const uploadTimeoutMs = 60_000;
/** Uploads in all; a blob that is written twice is the same blob. */
const uploadAttempts = 3;

/**
 * Puts a build context where the registry asked for it. Needs the `uploadUrl` of `listBuildSourceUploadUrl`, which is a
 * secret (it carries its own signature) and appears in no message.
 * Source: azure-cli acr/_archive_utils.py `upload_source_code` (a block blob), read 2026-11-25.
 * @throws DialtoneError DT_PROVISION_FAILED when the store refuses or cannot be reached
 */
export async function runUpload(uploadUrl: string, archive: Uint8Array, loopbackOnly: boolean): Promise<void> {
  const { hostname } = new URL(uploadUrl);
  if (loopbackOnly && !isLoopbackHost(hostname))
    throw refuse("an upload address outside of this machine", "a loopback address, in a rehearsal");
  let last = refuse("nothing", "201");
  for (let attempt = 1; attempt <= uploadAttempts; attempt += 1) {
    try {
      const response = await fetch(uploadUrl, {
        method: "PUT",
        headers: { "x-ms-blob-type": "BlockBlob", "content-type": "application/octet-stream" },
        body: Buffer.from(archive),
        redirect: "error",
        signal: AbortSignal.timeout(uploadTimeoutMs),
      });
      await response.arrayBuffer();
      if (response.ok) return;
      last = refuse(`${response.status} from ${hostname}`, "201 Created");
      if (response.status < 500) break;
    } catch (cause) {
      last = refuse(`no answer from ${hostname}`, "201 Created", cause);
    }
  }
  throw last;
}

function refuse(saw: string, expected: string, cause?: unknown): DialtoneError {
  return new DialtoneError({
    code: "DT_PROVISION_FAILED",
    what: "the callback host's sources could not be uploaded to the registry",
    saw,
    expected,
    fix: "pulumi up again; or set imageSource or image, see Pulumi.dev.yaml",
    cause,
  });
}
