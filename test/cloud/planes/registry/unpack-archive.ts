import { createReadStream, mkdirSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { dirname, join, posix } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import tar from "tar-stream";
import { BuildFailure } from "./build-failure.ts";

/** Unpacks a tar.gz; plain files and directories inside of the target only. */
export async function unpackArchive(archiveFile: string, directory: string): Promise<void> {
  mkdirSync(directory, { recursive: true });
  const extract = tar.extract();
  const unpacked = (async () => {
    for await (const entry of extract) {
      const { name, type } = entry.header;
      const path = posix.normalize(name);
      if (path.startsWith("..") || posix.isAbsolute(path))
        throw new BuildFailure(`the archive holds a path outside of the context: ${name}`);
      const target = join(directory, path);
      if (type === "directory") {
        mkdirSync(target, { recursive: true });
        entry.resume();
      } else if (type === "file") {
        mkdirSync(dirname(target), { recursive: true });
        const chunks: Uint8Array[] = [];
        for await (const chunk of entry as AsyncIterable<Uint8Array>) chunks.push(chunk);
        await writeFile(target, Buffer.concat(chunks));
      } else {
        throw new BuildFailure(`the archive holds a ${type ?? "thing"}: ${name}`);
      }
    }
  })();
  try {
    await Promise.all([pipeline(createReadStream(archiveFile), createGunzip(), extract), unpacked]);
  } catch (cause) {
    throw cause instanceof BuildFailure
      ? cause
      : new BuildFailure(`unable to prepare context: the archive cannot be read: ${String(cause)}`, { cause });
  }
}
