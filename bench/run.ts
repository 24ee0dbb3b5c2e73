// `npm run bench`: Latchkey, the framework alone and two peers, side by side, written to docs/benchmarks.md. `-- --quick` gives
// the same rows sooner, with fewer rounds.
import { writeFileSync } from 'node:fs';
import { buildAll } from './build';
import { chart } from './chart';
import { startContestants } from './contestants';
import { Figures } from './figures';
import { machine } from './machine';
import { measureArgon2 } from './measure-argon2';
import { measureBrowsers } from './measure-browsers';
import { measureServers } from './measure-servers';
import { measureStarts } from './measure-starts';
import { report } from './report';
import { startServices } from './services';

const quick = process.argv.includes('--quick');
const extent = quick
  ? { rounds: 3, times: { light: 60, heavy: 20 }, loads: 3, starts: 3, idle: 2000 }
  : { rounds: 5, times: { light: 200, heavy: 60 }, loads: 7, starts: 5, idle: 5000 };

buildAll(quick);
const services = await startServices();
const contestants = await startContestants(services);
const figures = new Figures();
await measureArgon2(figures, extent.rounds);
await measureServers(contestants, figures, extent);
await measureArgon2(figures, extent.rounds);
const chromium = await measureBrowsers(contestants, figures, extent.loads);
for (const { server } of contestants) server.stop();
await measureStarts(contestants, figures, { rounds: extent.starts, idle: extent.idle });

const { rounds, times, loads, starts } = extent;
const page = report(figures, {
  machine: machine(chromium),
  command: `npm run bench${quick ? ' -- --quick' : ''}`,
  extent: `${rounds} rounds of ${times.light} pages and ${times.heavy} sign-ins each, ${loads} of each journey in a browser, ${starts} starts.`,
  chart: 'pictures/benchmarks.svg',
});
writeFileSync('docs/benchmarks.md', page);
writeFileSync('docs/pictures/benchmarks.svg', chart(figures));
console.log(page);
await services.stop();
process.exit();
