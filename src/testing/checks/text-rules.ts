/** What the compiler, the linter and the architecture rules cannot see, found by words in the text. */
export interface TextRule {
  readonly name: string;
  /** Files that the rule looks at, and files among them where the words are in their place. */
  readonly files: RegExp;
  readonly except: RegExp | null;
  readonly words: RegExp;
  /** A line that the rule must catch. */
  readonly seed: string;
}

const code = /^(src\/.+\.(ts|mjs)|public\/js\/.+\.js)$/;
const program = /^src\/.+\.ts$/;
const testFiles = /(\.test\.ts$|^src\/(testing|bench)\/)/;
/** This folder holds the words themselves. */
const ruleFiles = /^src\/testing\/checks\//;
const join = (...parts: readonly RegExp[]) => new RegExp(parts.map(({ source }) => source).join('|'));

export const textRules: readonly TextRule[] = [
  {
    name: 'only config reads the environment',
    files: program,
    except: join(testFiles, /^src\/config(\.ts$|\/)/),
    words: /\bprocess\.env\b|from 'dotenv'/,
    seed: 'const port = process.env.PORT;',
  },
  {
    name: 'nothing is left to do',
    files: join(code, /^(views|database|\.github)\//, /^(Dockerfile|docker-compose.*\.yml|README\.md)$/),
    except: ruleFiles,
    words: /\b(TODO|FIXME|XXX)\b|not implemented|coming soon/,
    seed: '// TODO: mend this',
  },
  {
    name: 'no test is skipped or alone',
    files: /\.test\.ts$/,
    except: null,
    words: /\b(test|it|describe)\.(skip|only|todo)\b|\b(skip|only|todo): true\b|\bt\.(skip|todo)\(/,
    seed: "test.skip('imports a file', () => {});",
  },
  {
    name: 'the compiler and the linter are not silenced',
    files: code,
    except: ruleFiles,
    words: /@ts-(ignore|expect-error|nocheck)|biome-ignore(?!.*: \S)/,
    seed: '// @ts-ignore',
  },
  {
    // A sleep that is cut short is no error; anything else has its reason in a comment just before.
    name: 'no error is swallowed without a word',
    files: code,
    except: ruleFiles,
    words:
      /^(?<!\/\/.*\n).*(catch\s*(\(\w*\))?\s*\{\s*\}|(?<!\bsleep\(.*)\.catch\(\(\w*\)\s*=>\s*(\{\s*\}|undefined|null)\))/m,
    seed: 'await close().catch(() => {});',
  },
  {
    name: 'SQL stands in store/, figures/ and db/',
    files: program,
    except: join(testFiles, /^src\/(store|figures|db)\//),
    words: /['"`]\s*(select\s[^'"`]*\sfrom\s|insert into\s|delete from\s|update\s\w+\sset\s)/i,
    seed: "const text = 'select id from users';",
  },
  {
    name: 'nothing outside db/ and config depends on what a database is called',
    files: program,
    except: join(testFiles, /^src\/(db|config|commands)\b/),
    words: /\bdialect\.(name|migrations) *[=!]==|[=!]== '(mysql|postgresql|embedded)'/,
    seed: "if (db.dialect.name === 'mysql') {",
  },
  {
    name: 'routes fetch nothing',
    files: /^src\/routes\//,
    except: testFiles,
    words: /\bfetch\(|from 'node:https?'/,
    seed: "const page = await fetch('http://portal');",
  },
  {
    name: 'pages fetch nothing from outside',
    files: /^(views\/.+\.ejs|public\/(css|js)\/.+)$/,
    except: null,
    words:
      /(src|href)="(https?:)?\/\/|url\(['"]?(https?:)?\/\/|@import\s+['"]?(url|https?:)|fetch\(\s*['"`]https?:/,
    seed: '<script src="https://cdn.example/x.js"></script>',
  },
  {
    name: 'no registry host',
    files: /./,
    except: join(ruleFiles, /^package-lock\.json$/),
    words: /\bregistry\.[a-z0-9-]+\.[a-z]{2,}|\bnpmmirror\b|^registry\s*=/m,
    seed: 'registry=https://packages.example/npm/',
  },
  {
    name: 'no path of one machine',
    files: /./,
    except: join(ruleFiles, /^package-lock\.json$/),
    words: /(?<![\w.:-])\/(work|home\/(?!node\b)\w+|root|Users\/\w+|tmp\/wt)\/(?!\*)/,
    seed: 'cd /home/somebody/eclaim-rep',
  },
];
