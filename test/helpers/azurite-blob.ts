import { spawn } from "node:child_process";
import { createHmac, randomBytes } from "node:crypto";
import { request } from "node:http";
import { join } from "node:path";
import { checkoutDirectory } from "./run-script.ts";

/** A blob service on loopback, with one account and one container. */
export interface AzuriteBlob {
  /** `127.0.0.1:PORT`. */
  readonly host: string;
  readonly accountKey: string;
  readonly stop: () => void;
}

/** Starts Azurite's blob service in that directory, ready to be asked. */
export async function startAzuriteBlob(directory: string, accountName: string, containerName: string): Promise<AzuriteBlob> {
  const accountKey = randomBytes(32).toString("base64");
  const child = spawn(
    process.execPath,
    [
      join(checkoutDirectory, "node_modules/azurite/dist/src/blob/main.js"),
      "--blobHost",
      "127.0.0.1",
      "--blobPort",
      "0",
      "--location",
      directory,
      "--skipApiVersionCheck",
      "--disableTelemetry",
    ],
    { env: { ...process.env, AZURITE_ACCOUNTS: `${accountName}:${accountKey}` }, stdio: ["ignore", "pipe", "inherit"] },
  );
  process.once("exit", () => child.kill("SIGKILL"));
  const host = await new Promise<string>((resolve, reject) => {
    let text = "";
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
      text += chunk;
      const found = /listens on http:\/\/(127\.0\.0\.1:\d+)/.exec(text)?.[1];
      if (found !== undefined) resolve(found);
    });
    child.once("exit", () => reject(new Error(`Azurite ended: ${text}`)));
  });
  await createContainer(host, accountName, accountKey, containerName);
  return { host, accountKey, stop: () => void child.kill("SIGKILL") };
}

/** Source: https://learn.microsoft.com/rest/api/storageservices/authorize-with-shared-key (string to sign), read 2026-11-25. */
async function createContainer(host: string, accountName: string, accountKey: string, containerName: string): Promise<void> {
  const date = new Date().toUTCString();
  const version = "2021-08-06";
  const text = `PUT${"\n".repeat(12)}x-ms-date:${date}\nx-ms-version:${version}\n/${accountName}/${accountName}/${containerName}\nrestype:container`;
  const signature = createHmac("sha256", Buffer.from(accountKey, "base64")).update(text).digest("base64");
  const status = await new Promise<number | undefined>((resolve, reject) => {
    request(
      `http://${host}/${accountName}/${containerName}?restype=container`,
      {
        method: "PUT",
        headers: {
          "x-ms-date": date,
          "x-ms-version": version,
          authorization: `SharedKey ${accountName}:${signature}`,
          "content-length": "0",
        },
      },
      (response) => {
        response.resume();
        resolve(response.statusCode);
      },
    )
      .once("error", reject)
      .end();
  });
  if (status !== 201) throw new Error(`Azurite made no container: ${String(status)}`);
}
