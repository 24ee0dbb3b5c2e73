// Ends a server as soon as the process that started it is gone, however that went: standard input comes from there and
// ends with it. Arguments: the server's process id, the signal that ends it, the folder to remove after it, if any.
import { rmSync } from 'node:fs';
import { signal, signalFamily } from './process-family.mjs';

const [pid, ending, folder] = process.argv.slice(2);

process.stdin.resume().on('end', () => {
  signalFamily(Number(pid), 'SIGCONT');
  signal(Number(pid), /** @type {NodeJS.Signals} */ (ending));
  if (folder) setTimeout(() => rmSync(folder, { recursive: true, force: true }), 2000);
});
