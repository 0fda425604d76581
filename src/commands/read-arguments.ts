import { type ParseArgsConfig, parseArgs } from 'node:util';
import { letterDistance } from '../config/closest-name.js';
import { type AnyGiven, type Command, type CommandOptions, UsageError } from './command.js';

function parseOptions(options: CommandOptions): NonNullable<ParseArgsConfig['options']> {
  const known = Object.entries(options).map(([name, { type, multiple }]) => [
    name,
    { type, multiple: multiple ?? false },
  ]);
  return { ...Object.fromEntries(known), help: { type: 'boolean' } };
}

/** Also for short words, unlike closestName: here nothing is guessed at silently. */
function nearest(wanted: string, names: readonly string[]): string | null {
  const scored = names.map((name) => ({ name, distance: letterDistance(wanted, name) }));
  const [best] = scored.sort((a, b) => a.distance - b.distance);
  return best && best.distance <= Math.max(2, Math.floor(wanted.length / 3)) ? best.name : null;
}

/** The command that the first words name, and the words after it. */
export function chooseCommand(
  commands: readonly Command[],
  args: readonly string[],
): { readonly command: Command; readonly rest: readonly string[] } {
  const [first = '', second = ''] = args;
  const two = commands.find((command) => command.name === `${first} ${second}`);
  if (two) return { command: two, rest: args.slice(2) };
  const one = commands.find((command) => command.name === first);
  if (one) return { command: one, rest: args.slice(1) };
  const family = commands.filter((command) => command.name.startsWith(`${first} `)).map(({ name }) => name);
  const near = nearest(
    first,
    commands.map(({ name }) => name),
  );
  const candidates = family.length > 0 ? family : near === null ? [] : [near];
  const hint = candidates.map((name) => `eclaim-rep ${name}`).join(' / ');
  throw new UsageError({
    th: `ไม่มีคำสั่ง ${first}${hint ? ` · หมายถึง ${hint} หรือไม่` : ''} · ดูคำสั่งทั้งหมด: eclaim-rep --help`,
    en: `There is no command ${first}.${hint ? ` Did you mean ${hint}?` : ''} All commands: eclaim-rep --help`,
  });
}

function wrongOption(command: Command, error: unknown, args: readonly string[]): UsageError {
  const names = [...Object.keys(command.options), 'help'];
  const unknown = args.find(
    (arg) =>
      arg.startsWith('-') &&
      arg !== '-' &&
      !names.includes(arg.replace(/^--(no-)?/, '').replace(/=.*$/s, '')),
  );
  const more = `eclaim-rep ${command.name} --help`;
  if (unknown !== undefined && /UNKNOWN_OPTION/.test(String((error as NodeJS.ErrnoException).code))) {
    const near = nearest(unknown.replace(/^-+/, '').replace(/=.*$/s, ''), names);
    return new UsageError({
      th: `ไม่มีตัวเลือก ${unknown}${near ? ` · หมายถึง --${near} หรือไม่` : ''} · ดู ${more}`,
      en: `There is no option ${unknown}.${near ? ` Did you mean --${near}?` : ''} See ${more}`,
    });
  }
  const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
  return new UsageError({
    th: `ตัวเลือกใช้ไม่ถูก: ${reason} · ดู ${more}`,
    en: `Wrong option: ${reason} See ${more}`,
  });
}

function checkWords(command: Command, words: readonly string[]): void {
  const { name, least, most } = command.words;
  const more = `eclaim-rep ${command.name} --help`;
  if (words.length < least)
    throw new UsageError({ th: `ขาด ${name} · ดู ${more}`, en: `${name} is missing. See ${more}` });
  if (words.length > most)
    throw new UsageError({
      th: `ไม่เข้าใจ ${words[most]} · ดู ${more}`,
      en: `${words[most]} is not understood. See ${more}`,
    });
}

/** Reads the options and words of a command; null = help was asked for. Throws UsageError. */
export function readArguments(command: Command, args: readonly string[]): AnyGiven | null {
  if (args.includes('--help') || args.includes('-h')) return null;
  let parsed: { values: Record<string, unknown>; positionals: string[] };
  try {
    parsed = parseArgs({ args: [...args], options: parseOptions(command.options), allowPositionals: true });
  } catch (error) {
    throw wrongOption(command, error, args);
  }
  const options: Record<string, string | boolean | readonly string[] | null> = {};
  for (const [name, option] of Object.entries(command.options)) {
    const value = parsed.values[name];
    if (option.required && value === undefined)
      throw new UsageError({
        th: `ขาด --${name} ${option.value ?? ''} (${option.help.th}) · ตัวอย่าง: eclaim-rep ${command.examples[0]}`,
        en: `--${name} ${option.value ?? ''} is missing (${option.help.en}). Example: eclaim-rep ${command.examples[0]}`,
      });
    if (option.type === 'boolean') options[name] = value === true;
    // parseArgs was told these very types.
    else if (option.multiple) options[name] = (value as string[] | undefined) ?? [];
    else options[name] = (value as string | undefined) ?? null;
  }
  checkWords(command, parsed.positionals);
  return { options, words: parsed.positionals };
}
