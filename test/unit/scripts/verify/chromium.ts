import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { pathToFileURL } from "node:url";

/** Chromium on PATH, or undefined. */
export function findChromium(): string | undefined {
  const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
  const directories = (process.env["PATH"] ?? "").split(delimiter);
  return directories.flatMap((directory) => names.map((name) => join(directory, name))).find((file) => existsSync(file));
}

/** A page in a real browser, headless, as a reader opens it from disk. */
export interface BrowserPage {
  /** Everything that the console, the log and the policy said. */
  readonly complaints: readonly string[];
  /** Every URL that was asked for, the page's own included. */
  readonly requests: readonly string[];
  readonly evaluate: (expression: string) => Promise<unknown>;
  /** `light` or `dark`, on a screen of this width. */
  readonly show: (scheme: "light" | "dark", widthPx: number) => Promise<void>;
  /** Pages of the PDF on A4. */
  readonly countPrintedPages: () => Promise<number>;
  readonly close: () => Promise<void>;
}

/** Milliseconds that the browser gets to start and to load a page from disk; a loaded machine needs some of it. */
const timeoutMs = 30_000;

/** Opens a file in Chromium over its DevTools protocol, which Node's own WebSocket speaks. */
export async function openInChromium(chromium: string, file: string): Promise<BrowserPage> {
  const profile = mkdtempSync(join(tmpdir(), "dialtone-chromium-"));
  const browser = spawn(
    chromium,
    [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--no-first-run",
      "--remote-debugging-port=0",
      `--user-data-dir=${profile}`,
      "about:blank",
    ],
    { stdio: "ignore" },
  );
  const ended = new Promise<void>((resolve) => browser.once("exit", () => resolve()));
  const close = async (): Promise<void> => {
    browser.kill("SIGKILL");
    await ended;
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const protocol = await connect(join(profile, "DevToolsActivePort"));
    const complaints: string[] = [];
    const requests: string[] = [];
    protocol.on("Runtime.consoleAPICalled", (params) => complaints.push(JSON.stringify(params)));
    protocol.on("Runtime.exceptionThrown", (params) => complaints.push(JSON.stringify(params)));
    protocol.on("Log.entryAdded", (params) => complaints.push(JSON.stringify(params)));
    protocol.on("Network.requestWillBeSent", (params) => requests.push((params["request"] as { url: string }).url));
    for (const domain of ["Page", "Runtime", "Log", "Network"]) await protocol.send(`${domain}.enable`);
    const loaded = new Promise<void>((resolve) => protocol.on("Page.loadEventFired", () => resolve()));
    await protocol.send("Page.navigate", { url: pathToFileURL(file).href });
    await loaded;
    return {
      complaints,
      requests,
      close,
      evaluate: async (expression) => {
        const answer = await protocol.send("Runtime.evaluate", { expression, returnByValue: true, awaitPromise: true });
        if (answer["exceptionDetails"] !== undefined) throw new Error(JSON.stringify(answer["exceptionDetails"]));
        return (answer["result"] as { value?: unknown }).value;
      },
      show: async (scheme, widthPx) => {
        await protocol.send("Emulation.setEmulatedMedia", { media: "screen", features: [{ name: "prefers-color-scheme", value: scheme }] });
        await protocol.send("Emulation.setDeviceMetricsOverride", { width: widthPx, height: 900, deviceScaleFactor: 1, mobile: false });
      },
      countPrintedPages: async () => {
        await protocol.send("Emulation.setEmulatedMedia", { media: "print", features: [] });
        const { data } = await protocol.send("Page.printToPDF", { preferCSSPageSize: true, printBackground: true });
        return (
          Buffer.from(String(data), "base64")
            .toString("latin1")
            .match(/\/Type\s*\/Page\b/g)?.length ?? 0
        );
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

interface Protocol {
  readonly send: (method: string, params?: object) => Promise<Record<string, unknown>>;
  readonly on: (event: string, listener: (params: Record<string, unknown>) => void) => void;
}

/** Waits for the browser's port, and attaches to the one page that it has open. */
async function connect(portFile: string): Promise<Protocol> {
  const deadline = Date.now() + timeoutMs;
  while (!existsSync(portFile) || readFileSync(portFile, "utf8").split("\n").length < 2) {
    if (Date.now() > deadline) throw new Error("Chromium did not open its port in time");
    await wait(20);
  }
  const [port = "", path = ""] = readFileSync(portFile, "utf8").split("\n");
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`);
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener("open", () => resolve());
    socket.addEventListener("error", () => reject(new Error("Chromium's port does not answer")));
  });
  const waiting = new Map<number, (message: Record<string, unknown>) => void>();
  const listeners = new Map<string, ((params: Record<string, unknown>) => void)[]>();
  let sessionId: string | undefined;
  let count = 0;
  socket.addEventListener("message", ({ data }) => {
    const message = JSON.parse(String(data)) as Record<string, unknown>;
    const { id: number, method, params } = message;
    if (typeof number === "number") waiting.get(number)?.(message);
    else for (const listener of listeners.get(String(method)) ?? []) listener(params as Record<string, unknown>);
  });
  const send: Protocol["send"] = async (method, params = {}) => {
    const number = (count += 1);
    const answered = new Promise<Record<string, unknown>>((resolve) => waiting.set(number, resolve));
    socket.send(JSON.stringify({ id: number, method, params, ...(sessionId === undefined ? {} : { sessionId }) }));
    const message = await answered;
    if (message["error"] !== undefined) throw new Error(`${method}: ${JSON.stringify(message["error"])}`);
    return message["result"] as Record<string, unknown>;
  };
  const { targetInfos } = await send("Target.getTargets");
  const page = (targetInfos as { targetId: string; type: string }[]).find(({ type }) => type === "page");
  const { sessionId: attached } = await send("Target.attachToTarget", { targetId: page?.targetId, flatten: true });
  sessionId = String(attached);
  return {
    send,
    on: (event, listener) => {
      listeners.set(event, [...(listeners.get(event) ?? []), listener]);
    },
  };
}
