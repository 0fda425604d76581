import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/**
 * A process as `jobs.locked_by` names it: `host:namespace:pid:start`. The start tells a process from a later one with
 * the same number; the namespace tells containers apart in which every first process is number 1.
 */
export interface Owner {
  readonly host: string;
  readonly namespace: string;
  readonly pid: number;
  readonly start: string;
}

/** When a process began: boot of the machine and clock ticks since; null = no such process, '' = not known. */
function startOf(pid: number): string | null {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: the process lives but belongs to another user.
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return null;
  }
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').slice(0, 8);
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    // Field 22 of proc(5); the first two were cut off. A zombie is dead but not yet buried.
    return fields[0] === 'Z' ? null : `${boot}.${fields[19]}`;
  } catch {
    // No /proc (macOS): then the number of the process alone must do.
    return '';
  }
}

function pidNamespace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid').replace(/\D/g, '');
  } catch {
    // No /proc (macOS): there are no namespaces either.
    return '';
  }
}

/** A process of this machine, this one if no other is named. */
export function ownerOf(pid: number = process.pid): Owner {
  return {
    host: hostname().replaceAll(':', '-').slice(0, 40),
    namespace: pidNamespace(),
    pid,
    start: startOf(pid) ?? '',
  };
}

export function ownerText(owner: Owner): string {
  return [owner.host, owner.namespace, owner.pid, owner.start].join(':');
}

function readOwner(text: string): Owner | null {
  const [host, namespace, pid, start] = text.split(':');
  if (host === undefined || namespace === undefined || start === undefined || !Number(pid)) return null;
  return { host, namespace, pid: Number(pid), start };
}

/** Whether the process named by `lockedBy` is surely gone, as far as `me` can see it from here. */
export function isSurelyGone(lockedBy: string, me: Owner): boolean {
  const owner = readOwner(lockedBy);
  if (!owner || owner.host !== me.host || owner.namespace !== me.namespace) return false;
  const start = startOf(owner.pid);
  return start === null || (start !== '' && owner.start !== '' && start !== owner.start);
}
