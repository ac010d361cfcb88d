// Builds ../view.js and ../draw.js from src/: one file a widget, without imports, as a notebook's page wants it.
// `node build.js FOLDER` writes elsewhere (a test compares). Learners need no Node: what is built is committed.
import { build } from "esbuild";

await build({
  entryPoints: ["src/view.js", "src/draw.js"].map((file) => new URL(file, import.meta.url).pathname),
  outdir: process.argv[2] ?? new URL("..", import.meta.url).pathname,
  bundle: true,
  format: "esm",
  target: ["chrome111", "firefox114", "safari16.4"],
  charset: "utf8",
  minify: true,
  lineLimit: 160,
  legalComments: "none",
  banner: { js: "// Built from js/src by `npm run build` in course_utils/live/js: make changes there." },
});
