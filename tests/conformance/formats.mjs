// Usage: node formats.mjs DIR [TEMPLATE.jinja …]
// DIR has a dataset in all forms, as Parquet and as JSON lines (dataset[.FORM].parquet, dataset[.FORM].jsonl), and the
// form text for each template (text/NAME.jsonl). Four independent readers read every Parquet file and must see what the
// JSON lines say; the text must be what a second implementation makes of the structured form and, for template files
// named after their template (qwen3.5.jinja), what those make of it.

import fs from 'node:fs';
import path from 'node:path';
import { Template } from '@huggingface/jinja';
import { check, equal, every, finish } from './check.mjs';
import { parse } from './pyjson.mjs';
import { qwen, render } from './qwen.mjs';
import { readers } from './readers.mjs';

const [dir = 'data', ...templatePaths] = process.argv.slice(2);
const casesDir = path.resolve(import.meta.dirname, '../../../shared/cases');
const Forms = ['qwen', 'openai', 'sharegpt', 'swift', 'text'];
const Fields = { qwen: ['messages', 'role', 'content'], openai: ['messages', 'role', 'content', 'name', 'tool_call_id', 'tool_calls'], sharegpt: ['conversations', 'from', 'value'], swift: ['messages', 'role', 'content'] };

const fileOf = (form, extension) => path.join(dir, `dataset${form === 'qwen' ? '' : `.${form}`}.${extension}`);
const lines = file => fs.readFileSync(file, 'utf8').split('\n').filter(Boolean);
const accepted = JSON.parse(fs.readFileSync(path.join(dir, 'report.json'), 'utf8')).funnel.accepted;

/** JSON values may come as text or parsed; a field that is not there is null. */
const json = value => (value == null ? null : JSON.stringify(typeof value === 'string' ? JSON.parse(value) : value));
function values(form, row) {
  const [list, ...fields] = Fields[form] ?? [];
  const scalars = Object.keys(row).filter(name => name !== list).sort().map(name => [name, row[name] ?? null]);
  const messages = list ? row[list].map(message => fields.map(field => (field === 'tool_calls' ? json(message[field]) : message[field] ?? null))) : [];
  return JSON.stringify([scalars, messages]);
}

let emoji = 0, nulls = 0;
for (const form of Forms) {
  const expected = lines(fileOf(form, 'jsonl')).map(line => values(form, JSON.parse(line)));
  emoji += expected.filter(row => /\p{Extended_Pictographic}/u.test(row)).length;
  nulls += expected.filter(row => row.includes('null')).length;
  for (const [reader, read] of Object.entries(readers))
    await check(`${reader} reads the form ${form} as its JSON lines are`, async () => {
      const rows = await read(fileOf(form, 'parquet'));
      equal(expected.length, accepted, 'lines');
      equal(rows.length, accepted, 'rows');
      return `${every([...rows.keys()], i => `row ${i}`, i => equal(values(form, rows[i]), expected[i]))} rows`;
    });
}

await check('there are emoji, Hangul and nulls among the values', () => {
  if (emoji === 0 || nulls === 0 || !/[가-힣]/.test(fs.readFileSync(fileOf('text', 'jsonl'), 'utf8'))) throw new Error(`${emoji} rows with emoji, ${nulls} with nulls`);
});

const goldenPath = path.join(casesDir, 'qwen_golden.json');
if (fs.existsSync(goldenPath))
  for (const name of Object.keys(qwen))
    await check(`the renderer of this check makes the golden text of ${name}`, () => {
      const golden = parse(fs.readFileSync(goldenPath, 'utf8'));
      return `${every(golden, example => example.get('name'), example => equal(render(name, example.get('messages'), example.get('tools') ?? []), example.get('rendered').get(name)))} texts`;
    });

const structured = lines(fileOf('openai', 'jsonl')).map(line => parse(line));
const textOf = name => lines(path.join(dir, 'text', `${name}.jsonl`)).map(line => JSON.parse(line).text);
for (const name of Object.keys(qwen))
  await check(`the text of ${name} is what it makes of the structured form`, () => {
    const texts = textOf(name);
    equal(texts.length, structured.length, 'rows');
    return `${every([...texts.keys()], i => `row ${i}`, i => equal(texts[i], render(name, structured[i].get('messages'), parse(structured[i].get('tools')))))} rows`;
  });

// ---- in the templates themselves ----

/** Whether JavaScript's numbers would lose 1.0, which this jinja then writes as 1. */
const hasWholeFloats = line => /[[ ]-?\d+\.0[,}\]]/.test(line);

/** Python's str of a boolean or null; this jinja's is another. */
const names = new Map([[true, 'True'], [false, 'False'], [null, 'None']]);
function withPythonNames(messages) {
  for (const call of messages.flatMap(message => message.tool_calls ?? [])) {
    const { arguments: values } = call.function;
    for (const name of Object.keys(values)) values[name] = names.get(values[name]) ?? values[name];
  }
  return messages;
}

for (const templatePath of templatePaths) {
  const name = path.basename(templatePath, '.jinja');
  if (!qwen[name]) continue;
  await check(`${name}.jinja makes the text of the structured form and of the text form`, () => {
    const template = new Template(fs.readFileSync(templatePath, 'utf8'));
    const [openai, texts, qwenRows] = [lines(fileOf('openai', 'jsonl')), textOf(name), lines(fileOf('qwen', 'jsonl')).map(line => JSON.parse(line))];
    let count = 0;
    every([...texts.keys()], i => `row ${i}`, i => {
      const row = JSON.parse(openai[i]);
      const rendered = messages => template.render({ messages, tools: JSON.parse(row.tools), add_generation_prompt: false });
      if (!qwen[name].xml) equal(rendered(qwenRows[i].messages), texts[i], 'text form');
      if (hasWholeFloats(openai[i])) return;
      equal(rendered(qwen[name].xml ? withPythonNames(row.messages) : row.messages), texts[i], 'structured form');
      count++;
    });
    return `${count} of ${texts.length} rows structured, the rest have numbers that this jinja writes otherwise`;
  });
}

finish();
