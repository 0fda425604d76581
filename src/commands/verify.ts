import {
  type Difference,
  differenceWords,
  type VerifiedCheck,
  type VerifyCheck,
  verifiedWords,
  verifyChecks,
} from '../domain/verification.js';
import { withImportParts } from '../services/import-parts.js';
import { type VerifyParts, verifyStored } from '../services/verify-stored.js';
import { defineCommand, type ExitCode, jsonOption, type Terminal, UsageError } from './command.js';
import { withProgram } from './open-program.js';

/** Differences in one line of JSON; the line says how many there are. */
const mostInJson = 100;
/** Milliseconds between two lines about how far it is. */
const pause = 3000;

function readChecks(texts: readonly string[]): VerifyCheck[] {
  const names = texts.flatMap((text) => text.split(',')).map((name) => name.trim());
  return names
    .filter((name) => name !== '')
    .map((name) => {
      const known = verifyChecks.find((check) => check === name);
      if (known) return known;
      throw new UsageError({
        th: `ไม่มีการตรวจ ${name} · ที่มีคือ ${verifyChecks.join(', ')}`,
        en: `There is no check ${name}. Known are ${verifyChecks.join(', ')}`,
      });
    });
}

/** All but the cells as a rule; `--deep` adds them, `--only` names what is done, `--skip` what is not. */
function chosenChecks(deep: boolean, only: readonly string[], skip: readonly string[]): VerifyCheck[] {
  const named = readChecks(only);
  const skipped = readChecks(skip);
  const wanted = named.length > 0 ? named : verifyChecks.filter((check) => check !== 'cells');
  const all: VerifyCheck[] = deep ? [...wanted, 'cells'] : wanted;
  const left = verifyChecks.filter((check) => all.includes(check) && !skipped.includes(check));
  if (left.length > 0) return left;
  throw new UsageError({ th: 'ไม่เหลือการตรวจใดให้ทำ', en: 'No check is left to be done' });
}

const differenceJson = ({ code, fileId, file, place, expected, found }: Difference) => ({
  code,
  file_id: fileId,
  file,
  place,
  expected,
  found,
});

/** Prints as it goes: differences as they are found, then the line of their check. */
function reporter(asJson: boolean, terminal: Terminal) {
  let kept: Difference[] = [];
  let told = Date.now();
  return {
    onProgress(check: VerifyCheck, done: number, of: number | null) {
      if (Date.now() - told < pause) return;
      told = Date.now();
      terminal.note(of === null ? `${check} ${done}` : `${check} ${done}/${of}`);
    },
    onDifference(_: VerifyCheck, difference: Difference) {
      if (asJson) {
        if (kept.length < mostInJson) kept.push(difference);
        return;
      }
      const { th, en } = differenceWords(difference);
      terminal.print(`  - ${th}\n    ${en} (${difference.code})`);
    },
    onCheck(result: VerifiedCheck) {
      const { check, compared, differing } = result;
      const ok = differing === 0;
      const { th, en } = verifiedWords(result);
      if (asJson)
        terminal.json({ check, ok, detail: en, compared, differing, differences: kept.map(differenceJson) });
      else terminal.print(`${ok ? 'ok  ' : 'BAD '} ${check.padEnd(16)} ${th}\n${' '.repeat(22)}${en}`);
      kept = [];
    },
  };
}

async function run(
  parts: VerifyParts,
  checks: readonly VerifyCheck[],
  asJson: boolean,
  terminal: Terminal,
): Promise<ExitCode> {
  const watch = { ...reporter(asJson, terminal), signal: terminal.signal };
  const results = await verifyStored(parts, checks, watch).catch((error: unknown) => {
    if (terminal.signal.aborted) return null;
    throw error;
  });
  if (results === null) {
    terminal.say({
      th: 'หยุดแล้วก่อนตรวจจบ · ไม่มีอะไรถูกแก้ไข',
      en: 'Stopped before the end. Nothing was changed.',
    });
    return 1;
  }
  const differing = results.reduce((sum, result) => sum + result.differing, 0);
  if (differing === 0) return 0;
  terminal.say({
    th: `พบ ${differing} จุดที่ไม่ตรง · ไม่มีอะไรถูกแก้ไข`,
    en: `${differing} places disagree. Nothing was changed.`,
  });
  return 1;
}

const namesOption = { type: 'string', multiple: true, value: 'CHECKS' } as const;

export const verify = defineCommand({
  name: 'verify',
  does: {
    th: 'พิสูจน์ว่าข้อมูลที่เก็บตรงกับไฟล์ โดยไม่แก้ไขอะไร',
    en: 'Prove that what is stored is what the files say, without changing anything',
  },
  options: {
    deep: {
      type: 'boolean',
      help: {
        th: 'อ่านไฟล์ต้นฉบับทุกไฟล์ซ้ำ และเทียบทุกค่ากับเซลล์ของมัน',
        en: 'read every kept workbook again and compare every value with its cell',
      },
    },
    only: {
      ...namesOption,
      help: {
        th: `ตรวจเฉพาะ เช่น files (ที่มี ${verifyChecks.join(', ')})`,
        en: `these checks alone, e.g. files (known: ${verifyChecks.join(', ')})`,
      },
    },
    skip: { ...namesOption, help: { th: 'ไม่ตรวจ เช่น files', en: 'all but these checks, e.g. files' } },
    json: jsonOption,
  },
  examples: ['verify', 'verify --deep --json', 'verify --only files', 'verify --skip files'],
  async run({ options }, terminal) {
    const checks = chosenChecks(options.deep, options.only, options.skip);
    return withProgram({ page: null, terminal }, (program) =>
      withImportParts(program, (parts) => run(parts, checks, options.json, terminal)),
    );
  },
});
