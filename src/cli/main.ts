#!/usr/bin/env node
import { program } from "./program";

// `pim who | head` closes the pipe early; that is no error
process.stdout.on("error", ({ code }: NodeJS.ErrnoException) => process.exit(code === "EPIPE" ? 0 : 1));

void program().parseAsync();
