import type { Request, Response } from 'express';
import type { Visitor } from '../services/sign-in.js';
import { readerOf } from './reader.js';

/**
 * Whether the visitor sits at this machine: a loopback address that no proxy speaks for, and a loopback name in the
 * address bar (another site that points its own name at 127.0.0.1 is not local).
 */
export function isLocalVisitor(req: Request): boolean {
  const forwarded = ['x-forwarded-for', 'forwarded', 'x-real-ip'].some(
    (name) => req.headers[name] !== undefined,
  );
  return !forwarded && isLoopback(req.socket.remoteAddress ?? '') && isLoopbackName(req.hostname ?? '');
}

export function isLoopback(address: string): boolean {
  return address === '::1' || /^(::ffff:)?127(\.\d{1,3}){3}$/.test(address);
}

function isLoopbackName(name: string): boolean {
  return name === 'localhost' || isLoopback(name.replace(/^\[|\]$/g, ''));
}

/** Address, browser and request id for sessions and the audit log. */
export function visitorOf(req: Request, res: Response): Visitor {
  return {
    address: req.ip ?? '',
    userAgent: req.get('user-agent') ?? '',
    requestId: readerOf(res).requestId,
  };
}
