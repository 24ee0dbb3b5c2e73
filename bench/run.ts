// `npm run bench`: Latchkey, the framework alone and two peers, side by side. `-- --quick` gives the same rows sooner, in
// test-results/bench instead of docs.
import { mkdirSync, writeFileSync } from 'node:fs';
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

const folder = quick ? 'test-results/bench' : 'docs';
const picture = quick ? 'benchmarks.svg' : 'pictures/benchmarks.svg';
const { rounds, times, loads, starts } = extent;
const page = report(figures, {
  machine: machine(chromium),
  extent: `${rounds} rounds of ${times.light} pages and ${times.heavy} sign-ins each, ${loads} of each journey in a browser, ${starts} starts.`,
  chart: picture,
});
mkdirSync(folder, { recursive: true });
writeFileSync(`${folder}/benchmarks.md`, page);
writeFileSync(`${folder}/${picture}`, chart(figures));
console.log(page);
await services.stop();
process.exit();
