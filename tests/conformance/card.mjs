// Usage: node card.mjs DIR [HTML]
// Reads what `push --dry-run DIR` wrote as others do: the card as Markdown (markdown-it) and YAML (yaml), the files with DuckDB
// and hyparquet, and compares every figure of the card with figures made here, from the files alone.
// HTML: where to write the rendered card, to look at it.

import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import MarkdownIt from 'markdown-it';
import { parse } from 'yaml';
import { check, equal, every, finish } from './check.mjs';

const [dir, htmlPath] = process.argv.slice(2);
const inDir = name => path.join(dir, name);
const text = name => fs.readFileSync(inDir(name), 'utf8');
const files = fs.readdirSync(dir, { recursive: true, withFileTypes: true })
  .filter(entry => entry.isFile()).map(entry => path.relative(dir, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/')).sort();
const expand = pattern => files.filter(name => new RegExp(`^${pattern.replace(/[.+]/g, '\\$&').replaceAll('*', '[^/]*')}$`).test(name));

const card = text('README.md');
const [, yamlText, body] = /^---\n(.*?)^---\n(.*)$/ms.exec(card);
const yaml = parse(yamlText);
const markdown = new MarkdownIt({ html: true, linkify: true });
const tokens = markdown.parse(body, {});
const html = markdown.render(body);
const report = JSON.parse(text('report.json'));

/** The tables of a section as lists of the texts of their cells, code and entities resolved. */
function tables(heading) {
  const found = [];
  let inside = false;
  let row = null;
  tokens.forEach((token, i) => {
    if (token.type === 'heading_open' && token.tag === 'h2') inside = tokens[i + 1].content === heading;
    if (!inside) return;
    if (token.type === 'table_open') found.push([]);
    if (token.type === 'tr_open') found.at(-1).push((row = []));
    if (token.type === 'inline' && row && ['th_open', 'td_open'].includes(tokens[i - 1].type))
      row.push(token.children.filter(child => ['text', 'text_special', 'code_inline'].includes(child.type)).map(child => child.content).join(''));
  });
  return found.map(rows => rows.slice(1));
}
const number = cell => Number(cell.replaceAll(',', ''));
const counts = rows => JSON.stringify(rows.filter(([, count]) => count > 0).sort(([a], [b]) => (a < b ? -1 : 1)));

const duckdb = await (await DuckDBInstance.create(':memory:')).connect();
const query = async sql => (await duckdb.runAndReadAll(sql)).getRowObjectsJson();
const source = name => (name.endsWith('.parquet') ? `read_parquet('${inDir(name)}')` : `read_json('${inDir(name)}', format = 'newline_delimited', maximum_object_size = 33554432)`);
const rowsOf = async name => name.endsWith('.parquet')
  ? parquetReadObjects({ file: await asyncBufferFromFile(inDir(name)), compressors })
  : text(name).split('\n').filter(Boolean).map(line => JSON.parse(line));
const splits = yaml.configs.flatMap(config => config.data_files.map(({ split, path: pattern }) => ({ config: config.config_name, split, pattern, names: expand(pattern) })));
const first = (await Promise.all(splits.filter(({ config }) => config === yaml.configs[0].config_name).flatMap(({ names }) => names).map(rowsOf))).flat();

await check('the YAML names licence, language, task, tags and configurations', () => {
  if (!/^[a-z0-9.+-]+$/.test(yaml.license)) throw new Error(`license: ${yaml.license}`);
  every(yaml.language, language => language, language => equal(/^[a-z]{2,3}$/.test(language), true, 'a code of ISO 639'));
  equal(yaml.task_categories.join(), 'text-generation', 'task_categories');
  for (const tag of ['function-calling', 'tool-use']) equal(yaml.tags.includes(tag), true, tag);
  equal(yaml.dataset_info, undefined, 'dataset_info');
  const main = yaml.configs.find(config => config.config_name === 'default') ?? yaml.configs.find(config => config.default);
  equal(main, yaml.configs[0], 'the first configuration');
});

await check('every pattern of the YAML finds files, and every data file is found by one', () => {
  every(splits, ({ pattern }) => pattern, ({ names }) => { if (names.length === 0) throw new Error('no file'); });
  equal(splits.flatMap(({ names }) => names).sort().join(), files.filter(name => /\.(parquet|jsonl)$/.test(name)).join(), 'data files');
  return files.join(', ');
});

await check('rows: DuckDB, hyparquet, report.json, the table of files and size_categories agree', async () => {
  const table = tables('Files')[0];
  for (const [i, { config, split, names }] of splits.entries()) {
    let rows = 0;
    for (const name of names) {
      const [{ n }] = await query(`SELECT count(*) AS n FROM ${source(name)}`);
      const told = report.files.find(file => file.path === name);
      equal(Number(n), told.rows, `rows of ${name}`);
      if (name.endsWith('.parquet')) equal(Number((await parquetMetadataAsync(await asyncBufferFromFile(inDir(name)))).num_rows), told.rows, `rows of ${name} in hyparquet`);
      rows += told.rows;
    }
    equal(table[i].slice(0, 2).join(), [config, split].join(), 'a line of the table');
    equal(number(table[i][3]), rows, 'rows in the table');
    equal(number(table[i][4]), names.reduce((sum, name) => sum + fs.statSync(inDir(name)).size, 0), 'bytes in the table');
  }
  equal(first.length, report.funnel.accepted, 'accepted');
  const [, low, high] = /^(?:n|(\d+)K)<(?:n<)?(\d+)K$/.exec(yaml.size_categories[0]);
  if (first.length < Number(low ?? 0) * 1000 || first.length >= Number(high) * 1000) throw new Error(`${first.length} rows, ${yaml.size_categories}`);
  return `${first.length} rows`;
});

await check('columns: DuckDB sees those of the card', async () => {
  const listed = tables('Columns');
  for (const [i, config] of yaml.configs.entries()) {
    const described = await query(`DESCRIBE SELECT * FROM ${source(expand(config.data_files[0].path)[0])}`);
    equal(described.map(column => column.column_name).join(), listed[i].map(([column]) => column).join(), `columns of ${config.config_name}`);
  }
});

await check('scenario types, functions and customer turns are those of the rows', () => {
  const [types, functions, turns] = [new Map(), new Map(), new Map()];
  const add = (map, key) => map.set(key, (map.get(key) ?? 0) + 1);
  for (const { scenario_type: type, messages } of first) {
    add(types, type);
    add(turns, messages.filter(({ role, content }) => role === 'user' && !content.startsWith('<tool_response>')).length);
    for (const { content } of messages.filter(({ role }) => role === 'assistant'))
      for (const [, call] of content.matchAll(/<tool_call>\n(.*?)\n<\/tool_call>/gs)) add(functions, JSON.parse(call).name);
  }
  equal(counts(tables('Scenario types')[0].map(row => [row[0], number(row[2])])), counts([...types]), 'scenario types');
  equal(counts(tables('Functions')[0].map(row => [row[0], number(row[1])])), counts([...functions]), 'functions');
  equal(counts(tables('Customer turns')[0].map(row => [number(row[0]), number(row[1])])), counts([...turns]), 'customer turns');
  return `${functions.size} functions`;
});

await check('the example is a row of the dataset', () => {
  const example = JSON.parse(tokens.find(token => token.type === 'fence' && token.info === 'json').content);
  const row = first.find(({ id }) => id === example.id);
  every(Object.keys(row), name => name, name => {
    if (typeof row[name] === 'string') return equal(row[name].startsWith(example[name].replace(/…$/, '')), true, 'the text');
    return row[name].forEach(({ role, content }, i) => equal(`${example[name][i].role} ${content.startsWith(example[name][i].content.replace(/…$/, ''))}`, `${role} true`, 'a message'));
  });
  return example.id;
});

await check('the funnel adds up and is that of report.json', () => {
  const lines = Object.fromEntries(tables('What became of every request')[0].map(([name, count]) => [name, number(count)]));
  for (const name of ['requested', 'accepted', 'rejected', 'failed', 'pending']) equal(lines[name], report.funnel[name], name);
  equal(lines.requested, lines.accepted + lines.rejected + lines.failed + lines.pending, 'the sum');
});

await check('the Markdown renders: one title, its sections, tables without a torn line, nothing but what was meant as HTML', () => {
  equal(html.match(/<h1>/g)?.length, 1, 'titles');
  equal(html.match(/<h2>/g)?.length, 9, 'sections');
  every(tokens.filter(token => token.type === 'table_open'), token => `table of line ${token.map[0] + 1}`, token => {
    const lines = body.split('\n').slice(...token.map).filter(Boolean);
    equal(new Set(lines.map(line => line.replaceAll(/`[^`]*`/g, '').split('|').length)).size, 1, 'numbers of cells');
  });
  if (/<(script|iframe|img|style|form)/i.test(html)) throw new Error('there is HTML in it');
  equal(/^\| .* \|$/m.test(html.replaceAll(/<pre>.*?<\/pre>/gs, '')), false, 'a table that was not taken for one');
});

await check('every link of the card leads to a file', () => {
  const links = [...html.matchAll(/<a href="([^"]*)"/g)].map(([, href]) => href);
  every(links, href => href, href => { if (!files.includes(href)) throw new Error('no such file'); });
  return `${links.length} links`;
});

await check('what "How to load it" names is there', () => {
  const blocks = tokens.filter(token => token.type === 'fence' && token.info !== 'json');
  const code = blocks.map(block => block.content).join('\n');
  const calls = [...code.matchAll(/load_dataset\("[^"]+"(?:, "([^"]+)")?, split="([^"]+)"\)/g)].map(([, config, split]) => `${config ?? yaml.configs[0].config_name} ${split}`);
  const there = splits.map(({ config, split }) => `${config} ${split}`);
  every(calls, call => call, call => equal(there.includes(call), true, 'a configuration and split of the YAML'));
  equal(there.filter(split => !calls.includes(split)).join(), '', 'splits without a line');
  const settings = blocks.filter(block => block.info === 'yaml').map(block => parse(block.content));
  const info = files.includes('dataset_info.json') ? JSON.parse(text('dataset_info.json')) : {};
  for (const { dataset } of settings.filter(setting => setting.dataset))
    for (const name of dataset.split(',')) equal(files.includes(info[name]?.file_name), true, `the file of ${name}`);
  for (const { datasets } of settings.filter(setting => setting.datasets))
    for (const { name, split } of datasets) equal(there.includes(`${name ?? 'default'} ${split}`), true, `Axolotl's ${name ?? 'default'} ${split}`);
  for (const [, config] of code.matchAll(/--dataset HF::[^:\s]+:(\w+)/g)) equal(yaml.configs.some(one => one.config_name === config), true, `ms-swift's ${config}`);
  return `${calls.length} calls, ${settings.length} settings`;
});

await check('the manifest names every other file with its size and hash', () => {
  const { files: told } = JSON.parse(text('manifest.json'));
  equal(told.map(file => file.path).join(), files.filter(name => name !== 'manifest.json').join(), 'files');
  every(told, file => file.path, file => {
    const bytes = fs.readFileSync(inDir(file.path));
    equal(`${bytes.length} ${crypto.createHash('sha256').update(bytes).digest('hex')}`, `${file.size} ${file.sha256}`, 'size and hash');
  });
});

if (htmlPath) fs.writeFileSync(htmlPath, `<!doctype html><meta charset="utf-8"><title>card</title><body>${html}</body>`);
finish();
