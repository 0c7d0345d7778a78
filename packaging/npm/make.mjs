// Makes the packages for npm: `rapporteur`, which is a few lines that start the program, and one package with the program for
// each kind of machine, of which npm installs the one that fits. Version and description are those of Cargo.toml.
//   node make.mjs OUTPUT PLATFORM=PROGRAM …     such as linux-x64=target/release/rapporteur
import { chmodSync, copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "..", "..");
const platforms = JSON.parse(readFileSync(join(here, "platforms.json"), "utf8"));
const [output, ...given] = process.argv.slice(2);
if (!output || given.length === 0) {
  console.error("usage: node make.mjs OUTPUT PLATFORM=PROGRAM …");
  process.exit(2);
}

const manifest = join(root, "Cargo.toml");
const metadata = execFileSync("cargo", ["metadata", "--no-deps", "--format-version", "1", "--manifest-path", manifest]);
const { version, description, license, keywords, repository } = JSON.parse(metadata).packages[0];
const common = { version, description, license, keywords, ...(repository ? { repository } : {}) };

function put(name, manifest, files) {
  const folder = join(output, name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name, ...common, ...manifest }, null, 2) + "\n");
  for (const [from, to] of [...files, [join(root, "LICENSE-MIT"), "LICENSE-MIT"], [join(root, "LICENSE-APACHE"), "LICENSE-APACHE"]]) {
    copyFileSync(from, join(folder, to));
  }
  return folder;
}

for (const pair of given) {
  const [platform, program] = pair.split("=");
  if (!(platform in platforms)) {
    console.error(`no platform is called “${platform}”: ${Object.keys(platforms).join(", ")}`);
    process.exit(2);
  }
  const { os, cpu, file, libc } = platforms[platform];
  const manifest = { os: [os], cpu: [cpu], ...(libc ? { libc: [libc] } : {}), preferUnplugged: true };
  const folder = put(`rapporteur-${platform}`, manifest, [[program, file], [join(root, "rules", "vectors", "NOTICE"), "NOTICE"], [join(root, "packaging", "NOTICES.txt"), "NOTICES.txt"]]);
  chmodSync(join(folder, file), 0o755);
}
const optionalDependencies = Object.fromEntries(Object.keys(platforms).map((platform) => [`rapporteur-${platform}`, version]));
put("rapporteur", { bin: { rapporteur: "start.js" }, engines: { node: ">=18" }, optionalDependencies }, [
  [join(here, "start.js"), "start.js"],
  [join(here, "platforms.json"), "platforms.json"],
  [join(root, "README.md"), "README.md"],
]);
