import { type AddressInfo, createServer, type Socket } from 'node:net';

/** How the practice mail server behaves; `cut` closes the connection in the middle of the message. */
export type MailManner = 'accept' | 'refuse_sign_in' | 'refuse_receiver' | 'busy' | 'silent' | 'cut';

export interface PracticeMail {
  readonly from: string;
  readonly to: readonly string[];
  /** Headers and body as they came. */
  readonly source: string;
}

export interface PracticeMailServer {
  /** `smtp://127.0.0.1:PORT` */
  readonly url: string;
  readonly mails: readonly PracticeMail[];
  /** How often somebody tried to sign in. */
  signIns(): number;
  /** Manners of the next connections, one each; afterwards mails are accepted. */
  next(...manners: readonly MailManner[]): void;
  close(): Promise<void>;
}

/** A mail server (SMTP, RFC 5321) of this machine that keeps what it is sent, and has the faults of real ones. */
export async function startPracticeMailServer(): Promise<PracticeMailServer> {
  const mails: PracticeMail[] = [];
  const manners: MailManner[] = [];
  const sockets = new Set<Socket>();
  let signIns = 0;
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    // A sender that leaves in the middle is its own matter.
    socket.on('error', () => socket.destroy());
    talk(socket, manners.shift() ?? 'accept', {
      keep: (mail) => mails.push(mail),
      signedIn: () => {
        signIns++;
      },
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // listens on a port, not on a pipe
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    signIns: () => signIns,
    next: (...more) => manners.push(...more),
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

interface Book {
  keep(mail: PracticeMail): void;
  signedIn(): void;
}

function talk(socket: Socket, manner: MailManner, book: Book): void {
  if (manner === 'silent') return;
  let from = '';
  let to: string[] = [];
  let source: string | null = null;
  let waiting = '';
  const say = (line: string) => socket.write(`${line}\r\n`);

  function command(line: string): void {
    const [verb = '', rest = ''] = line.split(/\s+(.*)/s);
    switch (verb.toUpperCase()) {
      case 'EHLO':
        say('250-practice.example');
        say('250-8BITMIME');
        return void say('250 AUTH PLAIN LOGIN');
      case 'AUTH':
        book.signedIn();
        return void say(
          manner === 'refuse_sign_in' ? '535 5.7.8 Authentication failed' : '235 2.7.0 Accepted',
        );
      case 'MAIL':
        from = rest;
        return void say('250 2.1.0 OK');
      case 'RCPT':
        if (manner === 'refuse_receiver') return void say('550 5.1.1 No such user');
        to.push(rest.replace(/^TO:/i, ''));
        return void say('250 2.1.5 OK');
      case 'DATA':
        source = '';
        if (manner === 'cut') return void socket.destroy();
        return void say('354 Go on');
      case 'QUIT':
        say('221 Bye');
        return void socket.end();
      default:
        say('250 OK');
    }
  }

  function line(text: string): void {
    if (source === null) command(text);
    else if (text !== '.') {
      source += `${text}\n`;
    } else {
      book.keep({ from, to, source });
      [from, to, source] = ['', [], null];
      say('250 2.0.0 OK queued');
    }
  }

  if (manner === 'busy') {
    say('421 4.3.2 Try again later');
    return void socket.end();
  }
  say('220 practice.example ESMTP');
  socket.setEncoding('utf8').on('data', (chunk: string) => {
    const lines = (waiting + chunk).split('\r\n');
    waiting = lines.pop() ?? '';
    for (const text of lines) line(text);
  });
}
