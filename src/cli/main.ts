#!/usr/bin/env node
/** The bin: an older Node gets one line instead of the stack of what it cannot load. */
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);

// `pim who | head` closes the pipe early; that is no error
process.stdout.on("error", ({ code }: NodeJS.ErrnoException) => process.exit(code === "EPIPE" ? 0 : 1));

if (major < 22 || (major === 22 && minor < 13)) {
  process.stderr.write(
    `error: pim needs Node 22.13 or later, this is ${process.versions.node}; npm run up brings one\n`,
  );
  process.exitCode = 1;
} else {
  void import("./program.js").then(({ program }) => program().parseAsync());
}
