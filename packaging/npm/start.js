#!/usr/bin/env node
// Starts the program that npm installed for this kind of machine; arguments, streams and exit code are the program's own.
"use strict";
const { spawnSync } = require("node:child_process");
const platforms = require("./platforms.json");

const platform = `${process.platform}-${process.arch}`;
let program;
try {
  program = require.resolve(`rapporteur-${platform}/${platforms[platform].file}`);
} catch {
  const advice = platform in platforms
    ? `the package rapporteur-${platform} is missing; install again without --omit=optional`
    : "there is no program for this kind of machine; build it with cargo install";
  console.error(`error: rapporteur cannot be started on ${platform}\n  ${advice}`);
  process.exit(2);
}
const { status, signal, error } = spawnSync(program, process.argv.slice(2), { stdio: "inherit" });
if (error) {
  console.error(`error: ${program} cannot be started: ${error.message}`);
  process.exit(2);
}
if (signal) process.kill(process.pid, signal);
process.exit(status ?? 2);
