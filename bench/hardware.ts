import { cpus, totalmem } from 'node:os';

/** Cores and memory of this machine. */
export function hardware(): string {
  const [{ model } = { model: 'processor' }] = cpus();
  return `${cpus().length} × ${model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GB`;
}
