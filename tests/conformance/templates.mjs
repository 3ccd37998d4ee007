// Usage: node templates.mjs DIR [TEMPLATE.jinja …]
// Checks that the rows of DIR/dataset.parquet are what Qwen's chat templates make of structured conversations. The
// expected text is built here, in JavaScript, from the format alone. With template files given (they are not ours to
// ship; take them from a model's tokenizer_config.json), each row is also rendered by them with @huggingface/jinja.

import fs from 'node:fs';
import path from 'node:path';
import { Template } from '@huggingface/jinja';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { check, equal, every, finish } from './check.mjs';
import { parse, pyjson } from './pyjson.mjs';

const [dir = 'data', ...templatePaths] = process.argv.slice(2);
const casesDir = path.resolve(import.meta.dirname, '../../../shared/cases');
const rows = await parquetReadObjects({ file: await asyncBufferFromFile(path.join(dir, 'dataset.parquet')), compressors });
const everyRow = test => () => `${every(rows, row => row.id, test)} rows`;

// ---- the format ----

const toolBlock = tools =>
  '\n\n# Tools\n\nYou may call one or more functions to assist with the user query.\n\n' +
  'You are provided with function signatures within <tools></tools> XML tags:\n<tools>\n' +
  tools.map(pyjson).join('\n') +
  '\n</tools>\n\nFor each function call, return a json object with function name and arguments within <tool_call></tool_call> XML tags:\n' +
  '<tool_call>\n{"name": <function-name>, "arguments": <args-json-object>}\n</tool_call>';

const toolCall = call => `<tool_call>\n{"name": "${call.get('name')}", "arguments": ${pyjson(call.get('arguments'))}}\n</tool_call>`;
const toolResponse = content => `<tool_response>\n${content}\n</tool_response>`;
const turn = (role, content) => `<|im_start|>${role}\n${content}<|im_end|>\n`;

/** Structured messages (Maps, as parse() makes them) in Qwen's form without thinking. */
function render(messages, tools) {
  let text = '';
  let responses = [];
  for (const message of messages) {
    const content = message.get('content');
    if (message.get('role') === 'tool') {
      responses.push(toolResponse(content));
      continue;
    }
    if (responses.length > 0) text += turn('user', responses.join('\n'));
    responses = [];
    const calls = (message.get('tool_calls') ?? []).map(call => toolCall(call.get('function')));
    const block = message.get('role') === 'system' && tools.length > 0 ? toolBlock(tools) : '';
    text += turn(message.get('role'), [content, ...calls].filter(Boolean).join('\n') + block);
  }
  return responses.length > 0 ? text + turn('user', responses.join('\n')) : text;
}

// ---- and back ----

const CallsAtEnd = /(?:^|\n)(<tool_call>\n.*\n<\/tool_call>(?:\n<tool_call>\n.*\n<\/tool_call>)*)$/;
const Responses = /^<tool_response>\n[^]*\n<\/tool_response>$/;

/** The jsons of the calls in a message, and the text in front of them. */
function splitCalls(content) {
  const calls = CallsAtEnd.exec(content);
  if (!calls) return { text: content, calls: [] };
  return { text: content.slice(0, calls.index), calls: calls[1].split('\n').filter(line => line.startsWith('{')) };
}

const splitResponses = content => content.slice('<tool_response>\n'.length, -'\n</tool_response>'.length).split('\n</tool_response>\n<tool_response>\n');

/** A row's text form as tool_calls and tool turns. */
function structured(messages) {
  return messages.flatMap(({ role, content }) => {
    if (role === 'user' && Responses.test(content)) return splitResponses(content).map(response => ({ role: 'tool', content: response }));
    if (role !== 'assistant') return [{ role, content }];
    const { text, calls } = splitCalls(content);
    return [{ role, content: text, tool_calls: calls.map(call => ({ type: 'function', function: JSON.parse(call) })) }];
  });
}

const textOf = row => row.messages.map(({ role, content }) => turn(role, role === 'system' ? row.system_prompt : content)).join('');

// ---- the builder itself, against what Python's jinja2 made of the templates ----

const goldenPath = path.join(casesDir, 'qwen_golden.json');
if (fs.existsSync(goldenPath)) {
  const golden = parse(fs.readFileSync(goldenPath, 'utf8'));
  for (const model of ['qwen2.5', 'qwen3-2507'])
    await check(`the renderer of this check makes the golden text of ${model}`, () => {
      const nameOf = example => `${example.get('name')}, ${example.get('tools')?.length ?? 0} tools`;
      return `${every(golden, nameOf, example => equal(render(example.get('messages'), example.get('tools') ?? []), example.get('rendered').get(model)))} texts`;
    });
}

const pythonPath = path.join(casesDir, 'python_json.json');
if (fs.existsSync(pythonPath))
  await check("pyjson.mjs writes JSON as Python's json.dumps does", () => {
    const cases = JSON.parse(fs.readFileSync(pythonPath, 'utf8')).filter(example => example.out !== undefined);
    return `${every(cases, example => JSON.stringify(example.in), example => equal(pyjson(parse(example.in)), example.out))} texts`;
  });

// ---- the rows ----

await check('tools is a list of OpenAI functions in Python style, without return schemas', everyRow(row => {
  const tools = parse(row.tools);
  equal(row.tools, pyjson(tools), 'tools');
  for (const tool of tools) {
    equal([...tool.keys()].join(), 'type,function', 'keys of a tool');
    equal([...tool.get('function').keys()].join(), 'name,description,parameters', 'keys of a function');
  }
}));

await check('system_prompt is the system turn and the tool block of these tools', everyRow(row => {
  equal(row.messages[0].role, 'system', 'first role');
  equal(row.system_prompt, row.messages[0].content + toolBlock(parse(row.tools)), 'system_prompt');
}));

await check('user id and date of the row are in its system turn', everyRow(row => {
  for (const name of ['uid', 'dates'])
    if (!row.messages[0].content.includes(row[name])) throw new Error(`${name} '${row[name]}' is not in the system turn`);
}));

await check('the tools come in another order from row to row', () => {
  const orders = new Set(rows.map(row => row.tools));
  const sorted = new Set(rows.map(row => parse(row.tools).map(pyjson).sort().join()));
  equal(sorted.size, 1, 'number of tool sets');
  if (rows.length > 20 && orders.size < rows.length / 2) throw new Error(`only ${orders.size} orders`);
  return `${orders.size} orders`;
});

await check('user and assistant alternate after the system turn, and the assistant is last', everyRow(row => {
  row.messages.slice(1).forEach(({ role }, i) => equal(role, i % 2 === 0 ? 'user' : 'assistant', `role of message ${i + 1}`));
  equal(row.messages.at(-1).role, 'assistant', 'last role');
}));

let callCount = 0;
await check('every call parses, is Python-style JSON to the byte and calls one of the tools', () => {
  every(rows, row => row.id, row => {
    const names = parse(row.tools).map(tool => tool.get('function').get('name'));
    for (const { role, content } of row.messages.slice(1)) {
      const { text, calls } = role === 'assistant' ? splitCalls(content) : { text: content, calls: [] };
      if (/<\/?tool_call>/.test(text)) throw new Error(`a call in the wrong place: ${JSON.stringify(content.slice(0, 120))}`);
      for (const json of calls) {
        const call = parse(json);
        equal(pyjson(call), json, 'call');
        equal([...call.keys()].join(), 'name,arguments', 'keys of a call');
        if (!names.includes(call.get('name'))) throw new Error(`'${call.get('name')}' is none of the tools`);
        callCount++;
      }
    }
  });
  if (callCount === 0) throw new Error('there is no call');
  return `${callCount} calls`;
});

await check('every call is answered in the next message, as Python-style JSON to the byte', everyRow(row => {
  row.messages.forEach(({ role, content }, i) => {
    const before = i > 0 && row.messages[i - 1].role === 'assistant' ? splitCalls(row.messages[i - 1].content).calls : [];
    const responses = role === 'user' && Responses.test(content) ? splitResponses(content) : [];
    equal(responses.length, before.length, `responses of message ${i}`);
    for (const response of responses) equal(pyjson(parse(response)), response, `response in message ${i}`);
  });
}));

await check('the structured form renders to the text of the row', everyRow(row => {
  const messages = parse(JSON.stringify(structured(row.messages).map(({ tool_calls, ...message }) => message)));
  // The calls go in as text: JSON.stringify would not keep 1.0.
  const calls = row.messages.filter(({ role }) => role === 'assistant').map(({ content }) => splitCalls(content).calls);
  messages.filter(message => message.get('role') === 'assistant').forEach((message, i) =>
    message.set('tool_calls', calls[i].map(call => new Map([['function', parse(call)]]))));
  equal(render(messages, parse(row.tools)), textOf(row), 'text');
}));

await check('no message has a special token of the model or white space around it', everyRow(row => {
  for (const { content } of row.messages) {
    if (/<\|(im_start|im_end|endoftext)\|>|<\/?think>/.test(content)) throw new Error(`a special token: ${JSON.stringify(content.slice(0, 120))}`);
    equal(content, content.trim(), 'content');
  }
}));

// ---- the rows in the templates ----

for (const templatePath of templatePaths) {
  const source = fs.readFileSync(templatePath, 'utf8');
  if (source.includes('<function=')) continue; // It writes calls as XML: rows of this form are not for it (formats.mjs).
  const template = new Template(source);
  // Thinking models put an empty thought before the last answer; it is no part of a row.
  const rendered = (messages, tools) => template.render({ messages, tools, add_generation_prompt: false }).replaceAll('<think>\n\n</think>\n\n', '');
  const name = path.basename(templatePath);
  await check(`${name} makes the text of the row of its messages and tools`, everyRow(row =>
    equal(rendered(row.messages, JSON.parse(row.tools)), textOf(row), 'text')));
  await check(`${name} makes the same of its structured form`, everyRow(row => {
    // This jinja writes 1.0 as 1, so calls with such a number are compared as text only.
    if (!/: -?\d+\.0[,}\]]/.test(row.messages.map(({ content }) => splitCalls(content).calls.join()).join()))
      equal(rendered(structured(row.messages), JSON.parse(row.tools)), textOf(row), 'text');
  }));
}

finish();
