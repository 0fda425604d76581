import type { Response } from 'express';
import type { Caller } from '../domain/caller.js';

/** Where the API is mounted: our own, and the paths that clients of OpenCHS expect. */
export const mounts = { native: '/api/v1', compat: '/helpline/api' } as const;
export type Mount = keyof typeof mounts;

export const nativeOnly: readonly Mount[] = ['native'];
export const bothMounts: readonly Mount[] = ['native', 'compat'];

/** Whether an address belongs to a mount of the API, known or not. */
export function isApi(path: string): boolean {
  return ['/api', mounts.compat].some((prefix) => path === prefix || path.startsWith(`${prefix}/`));
}

/** Which mount an address belongs to. */
export function mountOf(res: Response): Mount {
  return res.req.path.startsWith(`${mounts.compat}/`) ? 'compat' : 'native';
}

export function setCaller(res: Response, caller: Caller | null): void {
  res.locals.caller = caller;
}

/** Who calls; null outside the API and where an open address is asked without a credential. */
export function callerOrNull(res: Response): Caller | null {
  // Express types locals as any; the only writer is setCaller.
  return (res.locals.caller as Caller | null | undefined) ?? null;
}

/** Who calls an address that is not open to everybody. */
export function callerOf(res: Response): Caller {
  const caller = callerOrNull(res);
  if (caller === null) throw new Error('an open address asked for its caller');
  return caller;
}
