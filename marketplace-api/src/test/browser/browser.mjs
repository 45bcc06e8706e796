// A Chromium without a browser installed and without root: the one that npm's @sparticuz/chromium carries,
// pinned by the lock file's hash, with the libraries and a font that a bare machine lacks. LINEAL_CHROME names another.
import { createReadStream, createWriteStream, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';
import { extract } from 'tar-fs';

const packed = join(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')), '../../bin');

function unpack(name, target) {
  return pipeline(createReadStream(join(packed, name)), createBrotliDecompress(), target);
}

/** Options of playwright's launch: the program and its environment. */
export async function chromiumOf(folder) {
  const args = ['--no-sandbox', '--disable-gpu'];
  if (process.env.LINEAL_CHROME) {
    return { executablePath: process.env.LINEAL_CHROME, args };
  }
  const home = resolve(folder, 'chromium');
  const program = join(home, 'chromium');
  if (!existsSync(home)) {
    // Whole or not at all: an unpacking that was cut off is begun anew.
    const half = `${home}.part`;
    rmSync(half, { recursive: true, force: true });
    mkdirSync(half, { recursive: true });
    await unpack('al2023.tar.br', extract(half));
    await unpack('fonts.tar.br', extract(half));
    writeFileSync(join(half, 'fonts.conf'), `<fontconfig><dir>${home}/fonts</dir><cachedir>${home}</cachedir></fontconfig>`);
    await unpack('chromium.br', createWriteStream(join(half, 'chromium'), { mode: 0o700 }));
    renameSync(half, home);
  }
  const env = { ...process.env, LD_LIBRARY_PATH: join(home, 'lib') };
  if (!existsSync('/etc/fonts/fonts.conf')) {
    env.FONTCONFIG_PATH = home;
  }
  return { executablePath: program, args, env };
}
