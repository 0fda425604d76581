#!/usr/bin/env node
import { commands } from './commands/index.js';
import { runCommandLine } from './commands/run-command-line.js';
import { openTerminal } from './commands/terminal.js';

const terminal = openTerminal();
const exitCode = await runCommandLine(commands, process.argv.slice(2), terminal);
await terminal.end();
process.exit(exitCode);
