import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { z } from 'zod';
import { parseYaml } from './yaml.js';

const words = z.record(z.string(), z.string());
const service = z.strictObject({
  image: z.string(),
  build: z.string().optional(),
  command: z.array(z.string()).optional(),
  init: z.literal('true').optional(),
  restart: z.literal('unless-stopped'),
  stop_grace_period: z.string().regex(/^\d+s$/),
  env_file: z.string().optional(),
  environment: words,
  ports: z.array(z.string()).optional(),
  shm_size: z.string().optional(),
  volumes: z.array(z.string().regex(/^[a-z-]+:\/[a-z/]+$/)),
  networks: z.array(z.string()),
  dns: z.array(z.string()).optional(),
  depends_on: z.record(z.string(), z.strictObject({ condition: z.literal('service_healthy') })).optional(),
  healthcheck: z.strictObject({
    test: z.array(z.string()).min(2),
    interval: z.string(),
    timeout: z.string(),
    start_period: z.string(),
    retries: z.string(),
  }),
  cap_drop: z.array(z.string()).optional(),
  security_opt: z.array(z.string()),
  logging: z.strictObject({ driver: z.string(), options: words }),
});
const composeFile = z.strictObject({
  services: z.record(z.string(), service),
  networks: z.record(z.string(), z.strictObject({ name: z.string(), driver: z.string() })),
  volumes: z.record(z.string(), z.literal('')),
});

const files = [
  {
    name: 'docker-compose.yml',
    type: 'postgresql',
    database: 'postgres',
    image: 'postgres:15',
    port: '5432',
  },
  { name: 'docker-compose-mysql.yml', type: 'mysql', database: 'mysql', image: 'mysql:8.0', port: '3306' },
  { name: 'docker-compose-no-db.yml', type: 'none', database: null, image: null, port: null },
] as const;

/** A value that `.env` gives, as Compose writes it. */
const variable = (text: string) => `\${${text}}`;

function read(name: string): { source: string; compose: z.infer<typeof composeFile> } {
  const source = readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');
  return { source, compose: composeFile.parse(parseYaml(source)) };
}

for (const file of files) {
  const { source, compose } = read(file.name);
  const app = service.parse(compose.services.app);

  test(`${file.name} runs the program and ${file.database ?? 'no database'}`, () => {
    assert.deepEqual(
      Object.keys(compose.services),
      file.database === null ? ['app'] : ['app', file.database],
    );
    assert.equal(app.environment.DB_TYPE, file.type);
    assert.equal(app.build, '.');
    assert.equal(app.image, variable('ECLAIM_REP_IMAGE:-eclaim-rep:local'));
    assert.equal(app.environment.HOST, '0.0.0.0');
    assert.equal(app.env_file, '.env');
    assert.equal(app.init, 'true');
  });

  test(`${file.name} waits until the database answers over the network`, () => {
    if (file.database === null) return assert.equal(app.depends_on, undefined);
    const database = service.parse(compose.services[file.database]);
    assert.equal(database.image, file.image);
    assert.deepEqual(app.depends_on, { [file.database]: { condition: 'service_healthy' } });
    assert.equal(app.environment.DB_HOST, file.database, 'the host is the name of the service');
    assert.equal(app.environment.DB_PORT, file.port);
    assert.match(database.healthcheck.test.join(' '), /--host=127\.0\.0\.1/);
    assert.equal(database.ports, undefined, 'the database is reached from the network of the file alone');
  });

  test(`${file.name} has no password of its own`, () => {
    const secret = /PASSWORD|SECRET|TOKEN|CREDENTIAL/;
    for (const { environment } of Object.values(compose.services))
      for (const [key, value] of Object.entries(environment))
        if (secret.test(key) && key !== 'MYSQL_RANDOM_ROOT_PASSWORD')
          assert.match(value, /^\$\{DB_PASSWORD:\?[^}]+\}$/, `${key} must be asked for`);
    for (const [, fallback] of source.matchAll(/\$\{\w*(?:PASSWORD|SECRET)\w*:?-([^}]*)\}/g))
      assert.fail(`a fallback for a secret: ${fallback}`);
  });

  test(`${file.name} keeps everything that must last in named volumes`, () => {
    const mounts = Object.values(compose.services).flatMap(({ volumes }) => volumes);
    const named = mounts.map((mount) => mount.split(':')[0]);
    assert.deepEqual([...new Set(named)].sort(), Object.keys(compose.volumes).sort());
    assert.deepEqual(app.volumes, [
      'app-data:/app/database/local',
      'downloads:/app/downloads',
      'exports:/app/exports',
      'logs:/app/logs',
    ]);
    const { DATA_DIR, DOWNLOAD_DIR, EXPORT_DIR, LOG_DIR } = app.environment;
    assert.deepEqual(
      [DATA_DIR, DOWNLOAD_DIR, EXPORT_DIR, LOG_DIR],
      app.volumes.map((mount) => mount.split(':')[1]),
      'the program writes where the volumes are',
    );
  });

  test(`${file.name} has its own bridge network and DNS servers that .env can change`, () => {
    assert.deepEqual(compose.networks, { 'eclaim-network': { name: 'eclaim-network', driver: 'bridge' } });
    for (const { networks } of Object.values(compose.services))
      assert.deepEqual(networks, ['eclaim-network']);
    const servers = ['8.8.8.8', '8.8.4.4', '1.1.1.1'];
    assert.deepEqual(
      app.dns,
      servers.map((server, index) => variable(`DNS_${index + 1}:-${server}`)),
    );
  });

  test(`${file.name} is reached from this machine alone unless .env says otherwise, and has no more rights than it needs`, () => {
    const published = `${variable('PUBLISH_ADDRESS:-127.0.0.1')}:${variable('PUBLISH_PORT:-5001')}:5001`;
    assert.deepEqual(app.ports, [published]);
    assert.equal(app.environment.PORT, '5001');
    assert.deepEqual(app.cap_drop, ['ALL']);
    for (const { security_opt } of Object.values(compose.services))
      assert.deepEqual(security_opt, ['no-new-privileges:true']);
    assert.deepEqual(app.healthcheck.test, ['CMD', 'node', 'dist/cli.js', 'healthcheck']);
  });

  test(`${file.name} names only variables that .env.example explains`, () => {
    const example = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8');
    const explained = new Set([...example.matchAll(/^#?\s?([A-Z][A-Z0-9_]+)=/gm)].map(([, name]) => name));
    for (const [, name] of source.matchAll(/(?<!\$)\$\{(\w+)/g))
      assert.ok(explained.has(name), `${name} is missing in .env.example`);
  });
}

test('an unknown turn of YAML is refused instead of misread', () => {
  for (const text of [
    'a: &x 1',
    'a: {b: 1}',
    'a: >',
    'a: b: c',
    'a: 1\na: 2',
    'a:\n  b: 1\n c: 2',
    'a: [1,',
    'a: b # c',
  ])
    assert.throws(() => parseYaml(text), `${text} was read`);
});
