// Runs a chain of existing parts over the same documents that parley reads, and prints what it
// costs: linkedom and @mozilla/readability (pages), wink-nlp with its English model (sentences,
// tokens, tags, lemmas, names) and chrono-node (times). It does less than parley: no trees, actors,
// statements, figures, positions, and keeps nothing.
//
//   npm install && node chain.mjs --pages=FOLDER --articles=FILE.jsonl [--limit=N]
//
// Prints a JSON object for each set: CPU seconds of this process by part, documents, and how much
// was found. The first documents are read twice, once unmeasured, so that the code is compiled.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Readability } from '@mozilla/readability';
import * as chrono from 'chrono-node';
import { parseHTML } from 'linkedom';
import model from 'wink-eng-lite-web-model';
import winkNLP from 'wink-nlp';

const WARM = 20;
const given = Object.fromEntries(process.argv.slice(2).map((flag) => flag.replace(/^--/, '').split('=')));
const limit = Number(given.limit ?? Infinity);
const nlp = winkNLP(model);
const its = nlp.its;

function textOfPage(bytes) {
  const packed = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const { document } = parseHTML((packed ? gunzipSync(bytes) : bytes).toString('utf8'));
  const article = new Readability(document).parse();
  const BREAK = /<\/(p|div|li|h[1-6]|blockquote|tr|td|th|section|article)>|<br\s*\/?>/gi;
  const content = (article?.content ?? '').replace(BREAK, (tag) => `${tag}\n`);
  return parseHTML(`<html><body>${content}</body></html>`).document.body.textContent;
}

function measure(set, inputs, textOf) {
  const seconds = { text: 0, language: 0, times: 0 };
  const found = { tokens: 0, names: 0, times: 0 };
  const timed = (part, work) => {
    const before = process.cpuUsage();
    const result = work();
    const used = process.cpuUsage(before);
    seconds[part] += (used.user + used.system) / 1e6;
    return result;
  };
  const read = (input) => {
    const text = timed('text', () => { try { return textOf(input); } catch { return ''; } });
    timed('language', () => {
      const doc = nlp.readDoc(text);
      found.tokens += doc.tokens().out(its.pos).length;
      doc.tokens().out(its.lemma);
      doc.sentences().out();
      found.names += doc.entities().out(its.detail).length;
    });
    found.times += timed('times', () => chrono.parse(text).length);
  };
  inputs.slice(0, WARM).forEach(read);
  for (const key of Object.keys(seconds)) seconds[key] = 0;
  for (const key of Object.keys(found)) found[key] = 0;
  inputs.forEach(read);
  console.log(JSON.stringify({ set, documents: inputs.length, seconds, found }));
}

if (given.pages) {
  const files = readdirSync(given.pages, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile()).map((entry) => join(entry.path, entry.name)).sort();
  measure('pages', files.slice(0, limit).map((file) => readFileSync(file)), textOfPage);
}
if (given.articles) {
  const rows = readFileSync(given.articles, 'utf8').split('\n').filter(Boolean).slice(0, limit);
  measure('articles', rows, (row) => JSON.parse(row).text);
}
