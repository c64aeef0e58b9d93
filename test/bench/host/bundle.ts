import { join } from "node:path";
import { build } from "esbuild";

const checkout = join(import.meta.dirname, "../../..");

/** Bundles a program into one file, as the image's build does. */
export async function bundleProgram(entry: string, outfile: string): Promise<string> {
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node24",
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: "none",
    logLevel: "error",
    nodePaths: [join(checkout, "node_modules")],
    banner: { js: "import{createRequire as benchCreateRequire}from'node:module';const require=benchCreateRequire(import.meta.url);" },
  });
  return outfile;
}
