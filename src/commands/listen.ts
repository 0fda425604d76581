import { createServer, type RequestListener, type Server } from 'node:http';
import type { Config } from '../config.js';
import { AppError } from '../domain/errors.js';

/**
 * Longer than nginx (60 s), Traefik (90 s), Caddy (120 s) and most pools of clients keep a connection that rests: whoever
 * closes first must be they.
 */
const keepAliveTimeout = 125_000;

/** Opens the port. Throws AppError port_in_use or address_unusable. */
export async function listen(
  app: RequestListener,
  { HOST, PORT }: Pick<Config, 'HOST' | 'PORT'>,
): Promise<Server> {
  const server = createServer({ requestTimeout: 300_000, headersTimeout: 30_000, keepAliveTimeout }, app);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const reason = cause.code ?? 'error';
      const details = { host: HOST, port: PORT };
      const inUse = reason === 'EADDRINUSE';
      reject(
        inUse
          ? new AppError('port_in_use', { ...details, other: PORT + 10 }, { cause })
          : new AppError('address_unusable', { ...details, reason }, { cause }),
      );
    });
    server.listen(PORT, HOST, resolve);
  });
  server.removeAllListeners('error');
  return server;
}

/** Running requests get three seconds to end; streams are cut then, and their readers come back later. */
export async function stopListening(server: Server): Promise<void> {
  const cut = setTimeout(() => server.closeAllConnections(), 3000);
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
  clearTimeout(cut);
}
