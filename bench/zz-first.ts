import { startServices } from './services';
import { startContestants } from './contestants';
import { gatherCrowd } from './crowd';
import { BATCHES, isWhole } from './batches';
import { processorTime, quiet, residentMemory } from './processor';
import { median } from './statistics';
const services = await startServices();
const contestants = await startContestants(services);
console.log('started', contestants.map(c => `${c.name} ${c.server.firstAnswer.toFixed(0)} ms ${residentMemory(c.server.pid).toFixed(0)} MB`));
const N = Number(process.argv[2] ?? 20), R = Number(process.argv[3] ?? 2);
const worlds = new Map<string, any>();
for (const c of contestants) worlds.set(c.name, { origin: c.server.url, people: isWhole(c.flows) ? await gatherCrowd(c as any, N) : [] });
console.log('gathered');
const out: Record<string, Record<string, number[]>> = {};
for (let r = -1; r < R; r++) for (const b of BATCHES) for (const c of contestants) {
  const make = b.of(c.flows, worlds.get(c.name)); if (!make) continue;
  const us = await make(b.cost === 'light' ? N * 3 : N);
  await quiet(c.server.pid);
  const t = processorTime(c.server.pid); let failed = 0;
  for (const u of us) await u().catch((e) => { failed++; if (failed === 1) console.error(c.name, b.key, e); });
  await quiet(c.server.pid);
  const cpu = (processorTime(c.server.pid) - t) / us.length;
  if (r >= 0) ((out[b.key] ??= {})[c.name] ??= []).push(cpu);
}
for (const [k, v] of Object.entries(out)) { console.log(k); for (const [n, xs] of Object.entries(v)) console.log('   ', n.padEnd(26), median(xs).toFixed(2), xs.map(x => x.toFixed(2)).join(' ')); }
for (const c of contestants) c.server.stop();await services.stop(); process.exit(0);
