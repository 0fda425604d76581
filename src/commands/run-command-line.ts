import { AppError } from '../domain/errors.js';
import { type Command, type ExitCode, type Terminal, UsageError } from './command.js';
import { commandHelp, programHelp } from './help.js';
import { chooseCommand, readArguments } from './read-arguments.js';

/** Runs one call of the command line; every failure becomes words on stderr and an exit code. */
export async function runCommandLine(
  commands: readonly Command[],
  args: readonly string[],
  terminal: Terminal,
): Promise<ExitCode> {
  try {
    const [first] = args;
    if (first === undefined) {
      terminal.note(programHelp(commands));
      return 2;
    }
    if (first === '--help' || first === '-h' || first === 'help') {
      terminal.print(programHelp(commands));
      return 0;
    }
    const { command, rest } = chooseCommand(commands, args);
    const given = readArguments(command, rest);
    if (given === null) {
      terminal.print(commandHelp(command));
      return 0;
    }
    return await command.run(given, terminal);
  } catch (error) {
    return sayFailure(error, terminal);
  }
}

function sayFailure(error: unknown, terminal: Terminal): ExitCode {
  if (error instanceof UsageError) {
    terminal.say(error.words);
    return 2;
  }
  if (error instanceof AppError) {
    terminal.say({ th: error.text('th'), en: error.text('en') });
    return 1;
  }
  const what = error instanceof Error ? `${error.name}: ${error.message.split('\n')[0]}` : String(error);
  terminal.say({
    th: `ข้อผิดพลาดที่ไม่คาดไว้ (${what}) · ข้อมูลเดิมไม่ถูกแตะ · ลองใหม่ ถ้ายังเป็นอีกให้แจ้งผู้ดูแลระบบ`,
    en: `An unforeseen fault (${what}). What was stored before is kept. Try again; if it happens again tell your administrator.`,
  });
  return 1;
}
