// Reads the same pages with @mozilla/readability over linkedom and with parley, and prints the speed
// of both, their ratio, and the F1 of both over words of the main text.
//
//   cd benchmarks/readability && npm install
//   node compare.mjs PARLEY PAGES.json
//
// PAGES.json: [{"file": "page.html", "text": "the main text, by hand"}, …]; files relative to it.
// Speed is CPU time of one process and one core: for readability of parsing and reading alone, with
// files read before; for parley of the whole program, the start of the process included.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import { Readability } from '@mozilla/readability';
import { parseHTML } from 'linkedom';

const [parley, list] = process.argv.slice(2);
if (!list) {
  console.error('compare.mjs PARLEY PAGES.json');
  process.exit(2);
}
const pages = JSON.parse(readFileSync(list, 'utf8')).map((page) => ({
  ...page, path: isAbsolute(page.file) ? page.file : join(dirname(list), page.file),
}));
for (const page of pages) page.html = readFileSync(page.path, 'utf8');
const bytes = pages.reduce((sum, page) => sum + Buffer.byteLength(page.html), 0);

// Shingles of four words, as a multiset.
function shingles(text) {
  const words = (text ?? '').match(/[\p{L}\p{N}_]+/gu) ?? [];
  const counts = new Map();
  for (let i = 0; i < Math.max(1, words.length - 3) && words.length > 0; ++i) {
    const key = words.slice(i, i + 4).join(' ');
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

function f1(texts) {
  let precision = 0, recall = 0, given = 0, asked = 0;
  pages.forEach((page, i) => {
    const gold = shingles(page.text), found = shingles(texts[i]);
    const size = (counts) => [...counts.values()].reduce((a, b) => a + b, 0);
    let both = 0;
    for (const [key, count] of gold) both += Math.min(count, found.get(key) ?? 0);
    if (size(found) > 0) { precision += both / size(found); ++given; }
    if (size(gold) > 0) { recall += both / size(gold); ++asked; }
  });
  const p = precision / given, r = recall / asked;
  return (2 * p * r) / (p + r);
}

function cpuSeconds(work) {
  const before = process.cpuUsage();
  work();
  const used = process.cpuUsage(before);
  return (used.user + used.system) / 1e6;
}

const BREAK = /<\/(p|div|li|h[1-6]|blockquote|tr|td|th|section|article)>|<br\s*\/?>/gi;
const byReadability = [];
const readabilitySeconds = cpuSeconds(() => {
  for (const page of pages) {
    try {
      const { document } = parseHTML(page.html);
      byReadability.push(new Readability(document).parse()?.content ?? '');
    } catch {
      byReadability.push('');
    }
  }
});
const asText = (html) => parseHTML(`<html><body>${html.replace(BREAK, (tag) => `${tag}\n`)}</body></html>`)
  .document.body.textContent;

const files = pages.map((page) => page.path);
const command = [parley, 'annotate', '--input', 'html', '--layers', 'blocks', ...files];
const timed = execFileSync(
  'bash', ['-c', 'TIMEFORMAT="%U %S"; { time "$@" >/dev/null 2>&1; } 2>&1', 'time', ...command])
  .toString();
const parleySeconds = timed.trim().split(/\s+/).map(Number).reduce((a, b) => a + b, 0);
const rows = new Map(execFileSync(command[0], command.slice(1), { maxBuffer: 1 << 30 })
  .toString().split('\n').filter(Boolean).map((line) => JSON.parse(line)).map((row) => [row.input, row]));
const MAIN = new Set(['dateline', 'body', 'list']);
const byParley = pages.map((page) => {
  const row = rows.get(page.path);
  if (!row) return '';
  const text = Buffer.from(row.text, 'utf8');
  return row.blocks.filter((block) => MAIN.has(block.role))
    .map((block) => text.subarray(block.start, block.end).toString('utf8')).join('\n\n');
});

const row = (name, seconds, score) => console.log(
  `${name.padEnd(24)} ${(bytes / 1e6 / seconds).toFixed(1).padStart(8)} MB/s ` +
  `${(pages.length / seconds).toFixed(0).padStart(6)} pages/s   F1 ${score.toFixed(3)}`);
console.log(`${pages.length} pages, ${(bytes / 1e6).toFixed(1)} MB`);
row('readability + linkedom', readabilitySeconds, f1(byReadability.map(asText)));
row('parley', parleySeconds, f1(byParley));
console.log(`ratio of speed ${(readabilitySeconds / parleySeconds).toFixed(1)}`);
