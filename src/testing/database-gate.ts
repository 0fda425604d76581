import net from 'node:net';
import type { ServerSettings } from '../db/db.js';

/** The way to a database server that can be barred, as when the server or the network goes away. */
export interface DatabaseGate {
  /** The server behind the gate. */
  readonly settings: ServerSettings;
  /** Cuts every connection and refuses new ones. */
  bar(): Promise<void>;
  open(): Promise<void>;
  close(): Promise<void>;
}

function listen(server: net.Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
}

export async function openDatabaseGate(settings: ServerSettings): Promise<DatabaseGate> {
  const sockets = new Set<net.Socket>();
  const keep = (socket: net.Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => sockets.delete(socket));
    return socket;
  };
  const server = net.createServer((near) => {
    const far = keep(net.connect(settings.port, settings.host));
    keep(near).pipe(far).pipe(near);
    near.once('close', () => far.destroy());
    far.once('close', () => near.destroy());
  });
  const port = await listen(server, 0);
  const bar = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });
  return {
    settings: { ...settings, host: '127.0.0.1', port },
    bar,
    async open() {
      await listen(server, port);
    },
    close: () => (server.listening ? bar() : Promise.resolve()),
  };
}
