// `npm run dev` and `npm run preview`. Everything else is imported after the check, so that an old Node reaches it.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const command = process.argv[2];

if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Latchkey needs Node 20.19 or newer; this is Node ${process.versions.node}.`);
  process.exitCode = 1;
} else if (command !== 'dev' && command !== 'preview') {
  console.error('Usage: node local/run.mjs dev|preview');
  process.exitCode = 1;
} else {
  void import('./launch.mjs').then(({ launch }) => launch(command));
}
