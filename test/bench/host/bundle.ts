import { join } from "node:path";
import { build } from "esbuild";

const checkout = join(import.meta.dirname, "../../..");

/** Bundles a program into one file, as the image's build does (our host without FormData, too; a peer may need it). */
export async function bundleProgram(entry: string, outfile: string): Promise<string> {
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node24",
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: "none",
    logLevel: "error",
    nodePaths: [join(checkout, "node_modules")],
  });
  return outfile;
}
