import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startAlerting } from './commands/alerting.js';
import { listen, stopListening } from './commands/listen.js';
import { makeParts } from './commands/make-parts.js';
import { type Ground, type GroundOptions, openGround } from './commands/open-ground.js';
import { startWebhooks } from './commands/sending-webhooks.js';
import { programVersion } from './config.js';
import { createAudioKeeper } from './jobs/audio-keeper.js';
import { createHousekeeper } from './jobs/housekeeper.js';
import { jobDefinitions } from './jobs/index.js';
import { createOpenchsWorker } from './jobs/openchs-worker.js';
import { queueReread } from './jobs/reread-files.js';
import { createRunner, type JobRunner } from './jobs/runner.js';
import { createScheduler } from './jobs/scheduler.js';
import { startSessionKeeper } from './jobs/session-keeper.js';
import { createWatchPoller, type WatchPoller } from './jobs/watch-poller.js';
import type { Parts } from './routes/parts.js';
import { makeFirstAdministrator } from './services/first-administrator.js';
import { ownerOf, ownerText } from './services/owner.js';
import { createSiteClock, type SiteClock } from './services/site-clock.js';

/** A server that listens. */
export interface RunningServer {
  readonly parts: Parts;
  readonly port: number;
  /** Stops in reverse: no new requests, jobs, database, log. Resolves within about ten seconds. */
  stop(): Promise<void>;
}

/** config → log → db → migrate → parts → listen. Throws AppError with the words for people, and then nothing is left open. */
export async function startServer(options: GroundOptions): Promise<RunningServer> {
  // The pages load while the database opens on its own thread: a third of a second of every start.
  const [ground, { createApp }] = await Promise.all([openGround(options), import('./app.js')]);
  try {
    const siteClock = createSiteClock(ground.now);
    const jobs = makeJobs(ground, siteClock);
    const poller = makePoller(ground, jobs);
    const parts = makeParts(ground, jobs, poller);
    await makeFirstAdministrator(parts, ground.config);
    const server = await listen(createApp(parts), ground.config);
    await parts.runner.start();
    if (ground.config.DB_TYPE !== 'none') await queueReread(parts);
    const housekeeper = createHousekeeper(ground);
    housekeeper.start();
    poller?.start();
    const scheduler = createScheduler(parts);
    scheduler.start();
    const stopAlerting = startAlerting({ ...ground, siteClock });
    const stopWebhooks = startWebhooks(ground);
    const stopSessionKeeper = startSessionKeeper(ground);
    const openchs = createOpenchsWorker({ ...ground, holder: ownerText(ownerOf()).slice(0, 80) });
    openchs.start();
    const audio = createAudioKeeper(ground);
    audio.start();
    ground.log.info({ port: portOf(server), version: programVersion }, 'server listens');
    return {
      parts,
      port: portOf(server),
      async stop() {
        ground.log.info({}, 'server stops');
        await housekeeper.stop();
        await stopAlerting();
        await stopWebhooks();
        await stopSessionKeeper();
        await openchs.stop();
        await audio.stop();
        await poller?.stop();
        await scheduler.stop();
        parts.liveFeed.close();
        await stopListening(server);
        await parts.runner.stop();
        await ground.close();
      },
    };
  } catch (error) {
    await ground.close();
    throw error;
  }
}

/** Only where a folder is set, and something can be imported. */
function makePoller({ config, db, bus, log }: Ground, runner: JobRunner): WatchPoller | null {
  const { WATCH_DIR: folder, DB_TYPE } = config;
  return folder === '' || DB_TYPE === 'none' ? null : createWatchPoller({ db, bus, log, runner, folder });
}

function makeJobs({ settings, secretKey, db, log, bus }: Ground, siteClock: SiteClock): JobRunner {
  const jobs = jobDefinitions({ db, bus, log, settings, secretKey, programVersion, siteClock });
  return createRunner({ db, bus, log, jobs, onStop: 'requeue' });
}

/** The port that was given where PORT is 0. */
function portOf(server: Server): number {
  return (server.address() as AddressInfo).port; // listens on a port, not on a pipe
}
