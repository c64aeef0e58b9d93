import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { gzipSync } from "node:zlib";
import tar from "tar-stream";
import { DialtoneError } from "../contract/dialtone-error.ts";

/** The sources of the callback host, packed the same way every time, and what they are known by. */
export interface SourceArchive {
  /** SHA-256 of the packed files before compression, lower-case hex: another zlib does not change it. */
  readonly sha256: string;
  /** The tar.gz that the registry builds from. */
  readonly gzip: Uint8Array;
  /** The paths in it, sorted. */
  readonly paths: readonly string[];
}

/** What the image is built from, below `infra/`: the host and the two contract files that it shares. */
const contextFiles = ["contract/host-environment.ts", "contract/notification-row.ts"] as const;
const contextFolder = "callback-host";
const leftOut: ReadonlySet<string> = new Set(["node_modules", "dist", ".DS_Store"]);

/**
 * Largest archive, in bytes (1 MiB). The sources and their lock file take a tenth of it; more means that something
 * else has got in.
 */
export const maxArchiveBytes = 1024 * 1024;

/** Byte 9 of a gzip header names the packing system; 255 is "unknown" (RFC 1952, 2.3.1) and the same everywhere. */
const gzipSystemOffset = 9;

/**
 * The build context of the callback host, read from `infraDirectory`. The same files give the same bytes: sorted by
 * path, no times, no owners, one mode.
 * @throws DialtoneError DT_PROVISION_FAILED when it is larger than {@link maxArchiveBytes} or holds something that is no plain file
 */
export async function loadSourceArchive(infraDirectory: string): Promise<SourceArchive> {
  const paths = [...contextFiles, ...listFiles(infraDirectory, contextFolder)].sort(comparePaths);
  const packed = await pack(paths.map((path) => ({ path, content: readFileSync(join(infraDirectory, path)) })));
  const gzip = gzipSync(packed, { level: 9 });
  gzip[gzipSystemOffset] = 255;
  if (gzip.byteLength > maxArchiveBytes) {
    throw refuse(
      `${gzip.byteLength} bytes in ${paths.length} files`,
      `${maxArchiveBytes} bytes at most`,
      "remove what is not source from infra/callback-host",
    );
  }
  return { sha256: createHash("sha256").update(packed).digest("hex"), gzip, paths };
}

function listFiles(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = posix.join(folder, entry.name);
    if (leftOut.has(entry.name)) return [];
    if (entry.isDirectory()) return listFiles(root, path);
    if (entry.isFile()) return [path];
    throw refuse(`infra/${path}, which is a link or a device`, "plain files only", `replace infra/${path} by a file`);
  });
}

/** By code unit, so that no locale decides. */
function comparePaths(left: string, right: string): number {
  return left < right ? -1 : Number(left > right);
}

async function pack(files: readonly { path: string; content: Uint8Array }[]): Promise<Uint8Array> {
  const archive = tar.pack();
  for (const { path, content } of files) {
    archive.entry(
      { name: path, mode: 0o644, uid: 0, gid: 0, mtime: new Date(0), type: "file", size: content.byteLength },
      Buffer.from(content),
    );
  }
  archive.finalize();
  const chunks: Uint8Array[] = [];
  for await (const chunk of archive as AsyncIterable<Uint8Array>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function refuse(saw: string, expected: string, fix: string): DialtoneError {
  return new DialtoneError({
    code: "DT_PROVISION_FAILED",
    what: "the callback host's sources cannot be packed for the build",
    saw,
    expected,
    fix,
  });
}
