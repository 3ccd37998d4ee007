// Qwen's chat templates a second time, in JavaScript, from the format alone. Messages are Maps, as parse() of pyjson.mjs
// makes them: structured, with tool_calls and tool turns.

import { pyjson } from './pyjson.mjs';

const jsonTools = tools =>
  '\n\n# Tools\n\nYou may call one or more functions to assist with the user query.\n\n' +
  'You are provided with function signatures within <tools></tools> XML tags:\n<tools>\n' +
  tools.map(pyjson).join('\n') +
  '\n</tools>\n\nFor each function call, return a json object with function name and arguments within <tool_call></tool_call> XML tags:\n' +
  '<tool_call>\n{"name": <function-name>, "arguments": <args-json-object>}\n</tool_call>';

const xmlTools = tools =>
  '# Tools\n\nYou have access to the following functions:\n\n<tools>\n' +
  tools.map(pyjson).join('\n') +
  '\n</tools>\n\nIf you choose to call a function ONLY reply in the following format with NO suffix:\n\n' +
  '<tool_call>\n<function=example_function_name>\n<parameter=example_parameter_1>\nvalue_1\n</parameter>\n' +
  '<parameter=example_parameter_2>\nThis is the value for the second parameter\nthat can span\nmultiple lines\n</parameter>\n</function>\n</tool_call>\n\n' +
  '<IMPORTANT>\nReminder:\n' +
  '- Function calls MUST follow the specified format: an inner <function=...></function> block must be nested within <tool_call></tool_call> XML tags\n' +
  '- Required parameters MUST be specified\n' +
  '- You may provide optional reasoning for your function call in natural language BEFORE the function call, but NOT after\n' +
  '- If there is no function call available, answer the question like normal with your current knowledge and do not tell the user about function calls\n' +
  '</IMPORTANT>\n\n';

const jsonCall = call => `<tool_call>\n{"name": "${call.get('name')}", "arguments": ${pyjson(call.get('arguments'))}}\n</tool_call>`;

const pyStr = value => {
  if (value === null) return 'None';
  return typeof value === 'boolean' ? (value ? 'True' : 'False') : xmlStr(value);
};
const xmlStr = value => (typeof value === 'string' ? value : pyjson(value));
const xmlCall = str => call =>
  `<tool_call>\n<function=${call.get('name')}>\n` +
  [...call.get('arguments')].map(([name, value]) => `<parameter=${name}>\n${str(value)}\n</parameter>\n`).join('') +
  '</function>\n</tool_call>';

export const qwen = { 'qwen2.5': {}, qwen3: { thinksInLast: true }, 'qwen3-2507': {}, 'qwen3.5': { xml: xmlCall(pyStr), thinksAfterQuery: true }, 'qwen3.6': { xml: xmlCall(xmlStr), thinksAfterQuery: true } };

export function render(name, messages, tools) {
  const { xml, thinksInLast, thinksAfterQuery } = qwen[name];
  const lastQuery = messages.findLastIndex(message => message.get('role') === 'user');
  const parts = messages.map((message, i) => {
    const [role, content] = [message.get('role'), message.get('content')];
    if (role === 'system') return turn(role, tools.length === 0 ? content : xml ? xmlTools(tools) + content : content + jsonTools(tools));
    if (role === 'tool') {
      const [first, last] = [messages[i - 1]?.get('role') !== 'tool', messages[i + 1]?.get('role') !== 'tool'];
      return `${first ? '<|im_start|>user' : ''}\n<tool_response>\n${content}\n</tool_response>${last ? '<|im_end|>\n' : ''}`;
    }
    const calls = (message.get('tool_calls') ?? []).map(call => (xml ?? jsonCall)(call.get('function'))).join('\n');
    const thinks = role === 'assistant' && ((thinksAfterQuery && i > lastQuery) || (thinksInLast && i === messages.length - 1));
    return turn(role, (thinks ? '<think>\n\n</think>\n\n' : '') + content + (content && calls ? (xml ? '\n\n' : '\n') : '') + calls);
  });
  return parts.join('');
}

const turn = (role, content) => `<|im_start|>${role}\n${content}<|im_end|>\n`;
