import type { Plane, PlaneRequest, Reply } from "../../core/operation.ts";
import type { BuildSources } from "./build-sources.ts";

/** Largest build context, in bytes (100 MiB). ASSUMED: far above what this cloud builds. */
const maxArchiveBytes = 104_857_600;
const source =
  "azure-cli acr/_archive_utils.py upload_source_code (a block blob); https://learn.microsoft.com/rest/api/storageservices/put-blob, read 2026-11-25";

/** The place where build contexts are uploaded: `Put Blob` with a signature in the URL. */
export function createRegistryPlane(sources: BuildSources): Plane {
  return {
    name: "registry",
    operations: [
      {
        name: "registry.uploads.put",
        plane: "registry",
        method: "PUT",
        path: "/uploads/{registry}/{rest*}",
        audience: "none",
        maxBodyBytes: maxArchiveBytes,
        source,
        handle: (request) => upload(sources, request),
      },
    ],
  };
}

async function upload(sources: BuildSources, request: PlaneRequest): Promise<Reply> {
  const registry = request.params["registry"] ?? "";
  const relativePath = request.params["rest"] ?? "";
  if (!sources.isSigned(registry, relativePath, request.query.get("sig") ?? "")) {
    return refuse(
      403,
      "AuthenticationFailed",
      "Server failed to authenticate the request. Make sure the value of Authorization header is formed correctly including the signature.",
    );
  }
  const blobType = request.headers["x-ms-blob-type"];
  if (blobType === undefined)
    return refuse(400, "MissingRequiredHeader", "An HTTP header that's mandatory for this request is not specified.");
  if (blobType !== "BlockBlob")
    return refuse(400, "InvalidHeaderValue", "The value for one of the HTTP headers is not in the correct format.");
  await sources.store(registry, relativePath, request.body);
  return { status: 201, headers: { etag: '"0x8D0REHEARSAL"', "x-ms-request-server-encrypted": "true" } };
}

/** The error body of Blob Storage is XML. */
function refuse(status: number, code: string, message: string): Reply {
  const body = `<?xml version="1.0" encoding="utf-8"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`;
  return { status, headers: { "content-type": "application/xml", "x-ms-error-code": code }, bytes: Buffer.from(body) };
}
