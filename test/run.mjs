// Runs every check of the project. `node test/run.mjs lint types` runs the named ones alone.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { delimiter, resolve } from 'node:path';
import { bringRequirements } from './requirements.mjs';

/** @type {Step[]} */
const STEPS = [
  { name: 'requirements', run: requirements },
  { name: 'lint', run: () => check('biome check --error-on-warnings .') },
  { name: 'types', run: () => check('next typegen', 'tsc --noEmit') },
  { name: 'unused', run: () => check('knip') },
  { name: 'tests', needs: ['requirements'], run: tests },
  // For `npm start` and for images at once: the journeys try both.
  { name: 'build', run: () => check('BUILD_STANDALONE=1 next build') },
  { name: 'vercel', needs: ['requirements'], run: vercel },
  { name: 'journeys', needs: ['requirements', 'build'], run: journeys },
];
const VITEST_REPORT = 'test-results/vitest.json';
const VERCEL_REPORT = 'test-results/vercel.json';
const VERCEL_CLI = 'test/vercel/cli';
const PLAYWRIGHT_REPORT = 'test-results/playwright.json';

process.chdir(resolve(import.meta.dirname, '..'));
process.env.PATH = `${resolve('node_modules/.bin')}${delimiter}${process.env.PATH}`;
process.env.NEXT_TELEMETRY_DISABLED = '1';

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !STEPS.some((step) => step.name === name));
if (unknown.length > 0) throw new Error(`There is no step ${unknown.join(', ')}.`);

/** @type {Outcome[]} */
const outcomes = [];
for (const step of STEPS) {
  if (asked.length === 0 || asked.includes(step.name)) outcomes.push(outcomeOf(step));
}
const passed = sum('passed');
const failed = sum('failed');
console.log(`\n${outcomes.map(({ line }) => line).join('\n')}\n\n${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;

/**
 * @param {Step} step
 * @returns {Outcome}
 */
function outcomeOf({ name, needs = [], run }) {
  console.log(`\n── ${name} ──`);
  const missing = outcomes.find((outcome) => needs.includes(outcome.name) && outcome.failed > 0);
  if (missing) return { name, passed: 0, failed: 1, line: `✗ ${name}: not run, for want of ${missing.name}` };

  const start = performance.now();
  const counts = run();
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  const line = `${counts.failed ? '✗' : '✓'} ${name}: ${counts.passed} passed, ${counts.failed} failed, ${seconds} s`;
  console.log(line);
  return { name, ...counts, line };
}

function requirements() {
  const missing = bringRequirements();
  for (const sentence of missing) console.error(sentence);
  return one(missing.length === 0);
}

function tests() {
  return vitest('vitest.config.ts', VITEST_REPORT);
}

/** Its CLI is nearly half as large as everything else together, and therefore installed when it is needed. */
function vercel() {
  const wanted = read(`${VERCEL_CLI}/package.json`).devDependencies.vercel;
  const installed = read(`${VERCEL_CLI}/node_modules/vercel/package.json`)?.version === wanted;
  if (!installed && !runs(`npm ci --prefix ${VERCEL_CLI}`)) return one(false);
  return vitest('test/vercel/vitest.config.ts', VERCEL_REPORT);
}

/**
 * @param {string} config
 * @param {string} file where the report goes
 */
function vitest(config, file) {
  rmSync(file, { force: true });
  const reporters = `--reporter=default --reporter=json --outputFile.json=${file}`;
  const succeeded = runs(`vitest run --config ${config} ${reporters}`);
  const report = read(file);
  return report ? counts(report.numPassedTests, report.numFailedTests, succeeded) : one(false);
}

function journeys() {
  rmSync(PLAYWRIGHT_REPORT, { force: true });
  process.env.PLAYWRIGHT_JSON_OUTPUT_FILE = PLAYWRIGHT_REPORT;
  const succeeded = runs('playwright test --reporter=list,json');
  const report = read(PLAYWRIGHT_REPORT);
  return report ? counts(report.stats.expected, report.stats.unexpected, succeeded) : one(false);
}

/**
 * Passes when each command does.
 * @param {string[]} commands
 */
function check(...commands) {
  return one(commands.every(runs));
}

/** @param {string} command */
function runs(command) {
  return spawnSync(command, { shell: true, stdio: 'inherit' }).status === 0;
}

/** @param {string} file */
function read(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
}

/** @param {boolean} succeeded */
function one(succeeded) {
  return { passed: Number(succeeded), failed: Number(!succeeded) };
}

/**
 * A runner can fail without a failed test, for instance when a file does not load.
 * @param {number} passed
 * @param {number} failed
 * @param {boolean} succeeded
 */
function counts(passed, failed, succeeded) {
  return { passed, failed: succeeded ? failed : Math.max(failed, 1) };
}

/** @param {'passed' | 'failed'} count */
function sum(count) {
  return outcomes.reduce((total, outcome) => total + outcome[count], 0);
}

/** @typedef {{ passed: number, failed: number }} Counts */
/** @typedef {Counts & { name: string, line: string }} Outcome */
/** @typedef {{ name: string, needs?: string[], run: () => Counts }} Step */
