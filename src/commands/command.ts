import type { Words } from '../domain/job.js';
import type { ProgressBar } from './progress-bar.js';

/** 0 all well, 1 something failed or needs a person, 2 wrong usage. */
export type ExitCode = 0 | 1 | 2;

export interface CommandOption {
  readonly type: 'string' | 'boolean';
  /** May stand several times. */
  readonly multiple?: boolean;
  /** What stands after the option in the help, e.g. `YEAR`. */
  readonly value?: string;
  readonly required?: boolean;
  readonly help: Words;
}
export type CommandOptions = Readonly<Record<string, CommandOption>>;

type ValueOf<Option extends CommandOption> = Option['type'] extends 'boolean'
  ? boolean
  : Option extends { readonly multiple: true }
    ? readonly string[]
    : Option extends { readonly required: true }
      ? string
      : string | null;

export interface Given<Options extends CommandOptions> {
  readonly options: { readonly [Name in keyof Options]: ValueOf<Options[Name]> };
  readonly words: readonly string[];
}

/** Where a command writes. stdout belongs to results alone, people are told on stderr. */
export interface Terminal {
  /** One JSON object as one line on stdout. */
  json(value: object): void;
  /** A line of a table or a text that the command was asked for, on stdout. */
  print(line: string): void;
  /** A message for people on stderr, Thai and then English. */
  say(message: Words): void;
  /** One short line on stderr that is the same in both languages, e.g. `3/12 eclaim_….xls`. */
  note(line: string): void;
  /** The line that shows how far the work is; null or absent where stderr is no terminal: then plain lines tell it. */
  readonly bar?: ProgressBar | null;
  /** Aborted by Ctrl-C, by SIGTERM, or when nobody reads stdout any more. */
  readonly signal: AbortSignal;
}

export interface CommandKind<Options extends CommandOptions> {
  /** One word, or two as in `user add`. */
  readonly name: string;
  readonly does: Words;
  /** The words after the command, e.g. `FILE|DIR…`, and how many there may be. */
  readonly words?: { readonly name: string; readonly least: number; readonly most: number };
  readonly options: Options;
  readonly examples: readonly string[];
  run(given: Given<Options>, terminal: Terminal): Promise<ExitCode>;
}

/** What the frame reads, by name. */
export interface AnyGiven {
  readonly options: Readonly<Record<string, string | boolean | readonly string[] | null>>;
  readonly words: readonly string[];
}

/** A command with the types of its options forgotten, as the list holds it. */
export interface Command {
  readonly name: string;
  readonly does: Words;
  readonly words: { readonly name: string; readonly least: number; readonly most: number };
  readonly options: CommandOptions;
  readonly examples: readonly string[];
  run(given: AnyGiven, terminal: Terminal): Promise<ExitCode>;
}

export function defineCommand<const Options extends CommandOptions>(kind: CommandKind<Options>): Command {
  return {
    name: kind.name,
    does: kind.does,
    words: kind.words ?? { name: '', least: 0, most: 0 },
    options: kind.options,
    examples: kind.examples,
    // The frame reads the values by these very options, hence they have the types that Options says.
    run: (given, terminal) => kind.run(given as Given<Options>, terminal),
  };
}

/** The command was called wrongly: nothing was begun, exit code 2. */
export class UsageError extends Error {
  readonly words: Words;
  constructor(words: Words) {
    super(words.en);
    this.name = 'UsageError';
    this.words = words;
  }
}

/** Shared by every command that can answer JSON. */
export const jsonOption = {
  type: 'boolean',
  help: { th: 'ตอบเป็น JSON บรรทัดละหนึ่งรายการ', en: 'answer JSON, one object per line' },
} as const satisfies CommandOption;

export const languageOption = {
  type: 'string',
  value: 'th|en',
  help: { th: 'ภาษาของข้อความใน JSON (ปริยาย th)', en: 'language of messages in JSON (th if absent)' },
} as const satisfies CommandOption;
