// Bundles src/*.ts into static/built/, puts what PDF.js loads beside them, and writes down their digests.
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, "static", "built");
const entries = ["plan", "compare", "report", "reading"].map((name) => join(here, "src", `${name}.ts`));

rmSync(out, { recursive: true, force: true });
await build({
  entryPoints: entries,
  outdir: out,
  bundle: true,
  format: "esm",
  target: "es2022",
  minify: true,
  sourcemap: false,
  loader: { ".svg": "dataurl", ".gif": "dataurl" },
  legalComments: "linked",
  charset: "utf8",
  // PDF.js asks for these only where there is no browser
  external: ["canvas", "@napi-rs/canvas"],
  logLevel: "warning",
});

const pdfjs = join(here, "node_modules", "pdfjs-dist");
mkdirSync(join(out, "pdfjs"), { recursive: true });
cpSync(join(pdfjs, "build", "pdf.worker.min.mjs"), join(out, "pdfjs", "pdf.worker.min.mjs"));
for (const folder of ["cmaps", "standard_fonts", "wasm", "iccs"]) {
  cpSync(join(pdfjs, folder), join(out, "pdfjs", folder), { recursive: true });
}

const digest = (path) => createHash("sha256").update(readFileSync(path)).digest("hex").slice(0, 12);
const made = readdirSync(out).filter((name) => /\.(js|css)$/.test(name)).sort();
const versions = Object.fromEntries(made.map((name) => [name, digest(join(out, name))]));
writeFileSync(join(out, "versions.json"), `${JSON.stringify(versions, null, 2)}\n`);
