// The build context of the callback host. Cannot prove that a registry builds it; the rehearsal does.
import assert from "node:assert/strict";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, beforeEach, describe, test } from "node:test";
import { gunzipSync } from "node:zlib";
import tar from "tar-stream";
import { loadSourceArchive, maxArchiveBytes } from "../../../../infra/lib/source-archive.ts";

const infra = join(import.meta.dirname, "../../../../infra");

interface Entry {
  readonly name: string;
  readonly content: string;
  readonly header: Record<string, unknown>;
}

async function unpack(gzip: Uint8Array): Promise<Entry[]> {
  const entries: Entry[] = [];
  const extract = tar.extract();
  extract.end(gunzipSync(gzip));
  for await (const entry of extract) {
    const chunks: Buffer[] = [];
    for await (const chunk of entry as AsyncIterable<Buffer>) chunks.push(chunk);
    const { mode, uid, gid, mtime, type, uname, gname } = entry.header;
    entries.push({
      name: entry.header.name,
      content: Buffer.concat(chunks).toString(),
      header: { mode, uid, gid, mtime, type, uname, gname },
    });
  }
  return entries;
}

describe("a small checkout", () => {
  let root: string;
  before(() => {
    root = mkdtempSync(join(tmpdir(), "dialtone-archive-"));
  });
  after(() => {
    rmSync(root, { recursive: true });
  });
  beforeEach(() => {
    rmSync(join(root, "infra"), { recursive: true, force: true });
    const files = {
      "contract/host-environment.ts": "1",
      "contract/notification-row.ts": "2",
      "contract/outputs.ts": "not shared",
      "callback-host/Dockerfile": "3",
      "callback-host/b/z.ts": "4",
      "callback-host/a.ts": "5",
      "callback-host/node_modules/x/index.js": "not source",
      "callback-host/dist/host.mjs": "not source",
    };
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(join(root, "infra", path, ".."), { recursive: true });
      writeFileSync(join(root, "infra", path), content);
    }
  });

  test("is packed with the host and the two contract files, sorted, and nothing else", async () => {
    const { gzip, paths } = await loadSourceArchive(join(root, "infra"));
    const entries = await unpack(gzip);
    assert.deepEqual(
      entries.map(({ name, content }) => [name, content]),
      [
        ["callback-host/Dockerfile", "3"],
        ["callback-host/a.ts", "5"],
        ["callback-host/b/z.ts", "4"],
        ["contract/host-environment.ts", "1"],
        ["contract/notification-row.ts", "2"],
      ],
    );
    assert.deepEqual(
      paths,
      entries.map(({ name }) => name),
    );
  });

  test("is packed without times, owners and modes", async () => {
    const { gzip } = await loadSourceArchive(join(root, "infra"));
    for (const { header } of await unpack(gzip)) {
      assert.deepEqual(header, { mode: 0o644, uid: 0, gid: 0, mtime: new Date(0), type: "file", uname: "", gname: "" });
    }
  });

  test("gives the same bytes from another folder, at another time", async () => {
    const first = await loadSourceArchive(join(root, "infra"));
    cpSync(join(root, "infra"), join(root, "copy"), { recursive: true });
    utimesSync(join(root, "copy/callback-host/a.ts"), new Date(1e12), new Date(1e12));
    const second = await loadSourceArchive(join(root, "copy"));
    assert.deepEqual(second, first);
  });

  test("names no system and no time in the gzip header", async () => {
    const { gzip } = await loadSourceArchive(join(root, "infra"));
    assert.deepEqual([...gzip.subarray(0, 10)], [31, 139, 8, 0, 0, 0, 0, 0, 2, 255]);
  });

  test("has another hash when one byte of a source changes", async () => {
    const first = await loadSourceArchive(join(root, "infra"));
    writeFileSync(join(root, "infra/callback-host/a.ts"), "6");
    assert.notEqual((await loadSourceArchive(join(root, "infra"))).sha256, first.sha256);
  });

  test("has the same hash when something that is left out changes", async () => {
    const first = await loadSourceArchive(join(root, "infra"));
    writeFileSync(join(root, "infra/callback-host/dist/host.mjs"), "other");
    assert.equal((await loadSourceArchive(join(root, "infra"))).sha256, first.sha256);
  });

  test("is refused with a link in it", async () => {
    symlinkSync("/etc/hostname", join(root, "infra/callback-host/link"));
    await assert.rejects(loadSourceArchive(join(root, "infra")), {
      code: "DT_PROVISION_FAILED",
      saw: "infra/callback-host/link, which is a link or a device",
    });
  });

  test("is refused when it is too large to be sources", async () => {
    const noise = Buffer.alloc(maxArchiveBytes + 1024);
    for (let index = 0, state = 1; index < noise.length; index += 1) {
      state = (state * 48_271) % 2_147_483_647;
      noise[index] = state & 0xff;
    }
    writeFileSync(join(root, "infra/callback-host/noise.bin"), noise);
    await assert.rejects(loadSourceArchive(join(root, "infra")), { code: "DT_PROVISION_FAILED", expected: "1048576 bytes at most" });
  });
});

test("this checkout's sources take a quarter of the limit at most", async () => {
  const { gzip, paths } = await loadSourceArchive(infra);
  assert.ok(gzip.byteLength < maxArchiveBytes / 4, `${gzip.byteLength} bytes`);
  assert.deepEqual(
    ["callback-host/Dockerfile", "callback-host/package.json", "callback-host/package-lock.json"].filter((path) => !paths.includes(path)),
    [],
  );
});
