import { backup } from './backup.js';
import type { Command } from './command.js';
import { config } from './config.js';
import { demo } from './demo.js';
import { doctor } from './doctor.js';
import { download } from './download.js';
import { downloadStm } from './download-stm.js';
import { exportCommand } from './export.js';
import { figure } from './figure.js';
import { healthcheck } from './healthcheck.js';
import { importCommand } from './import.js';
import { keyCreate, keyList, keyRevoke } from './key.js';
import { migrate } from './migrate.js';
import { practice } from './practice.js';
import { rebuild } from './rebuild.js';
import { report } from './report.js';
import { reporting } from './reporting.js';
import { restore } from './restore.js';
import { serve } from './serve.js';
import { syncSmt } from './sync-smt.js';
import { undo } from './undo.js';
import { userAdd, userList, userPassword, userRole } from './user.js';
import { verify } from './verify.js';

/** Every command, in the order of the help. */
export const commands: readonly Command[] = [
  serve,
  demo,
  practice,
  download,
  downloadStm,
  importCommand,
  undo,
  verify,
  rebuild,
  syncSmt,
  figure,
  exportCommand,
  report,
  migrate,
  reporting,
  doctor,
  healthcheck,
  config,
  userAdd,
  userPassword,
  userRole,
  userList,
  keyCreate,
  keyList,
  keyRevoke,
  backup,
  restore,
];
