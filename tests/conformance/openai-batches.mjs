// The official npm client and odd raw forms against `callforge serve`: node openai-batches.mjs http://127.0.0.1:8321/v1
import http from 'node:http';
import OpenAI, { toFile } from 'openai';

const baseURL = process.argv[2] ?? process.env.CALLFORGE_BASE_URL;
if (!baseURL) {
  console.error('Give the base URL as argument or in CALLFORGE_BASE_URL.');
  process.exit(2);
}

const client = new OpenAI({ apiKey: 'any-key', baseURL, maxRetries: 0 });
const terminal = ['completed', 'failed', 'expired', 'cancelled'];
let passed = 0;
let failed = 0;

async function check(name, run) {
  try {
    await run();
    passed++;
    console.log(`ok - ${name}`);
  } catch (error) {
    failed++;
    console.log(`not ok - ${name}: ${error.message.split('\n')[0]}`);
  }
}

function equal(actual, expected, what) {
  const [a, b] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (a !== b) throw new Error(`${what} is ${a}, not ${b}`);
}

async function refused(call, status, text) {
  const error = await call.then(() => new Error('was accepted'), reason => reason);
  equal(error.status, status, `status of "${error.message}"`);
  if (!error.message.includes(text)) throw new Error(`"${error.message}" does not say "${text}"`);
}

const line = (id, body = {}) => JSON.stringify({
  custom_id: id, method: 'POST', url: '/v1/responses', body: { model: 'gpt-5', input: `안녕 ${id}`, ...body },
});

const jsonl = count => Array.from({ length: count }, (_, i) => line(`request-${i}`)).join('\n') + '\n';

const upload = async (text, name = 'in.jsonl', options = {}) =>
  client.files.create({ purpose: 'batch', file: await toFile(Buffer.from(text), name, { type: 'application/jsonl' }), ...options });

const submit = async text => client.batches.create({
  input_file_id: (await upload(text)).id, endpoint: '/v1/responses', completion_window: '24h', metadata: { run: 'conformance' },
});

async function end(id) {
  const deadline = Date.now() + 60_000;
  for (let batch; Date.now() < deadline;) {
    batch = await client.batches.retrieve(id);
    if (terminal.includes(batch.status)) return batch;
  }
  throw new Error(`batch ${id} did not end within a minute`);
}

// The bytes of a request as they are, past every client library.
function raw(path, headers, body) {
  return new Promise((resolve, reject) => {
    const request = http.request(`${baseURL}${path}`, { method: 'POST', headers: { Authorization: 'Bearer k', ...headers } }, response => {
      const chunks = [];
      response.on('data', chunk => chunks.push(chunk));
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, json: JSON.parse(Buffer.concat(chunks)) }));
    });
    request.on('error', reject);
    request.end(body);
  });
}

async function rawUpload(boundary, parts) {
  const name = boundary.replaceAll('"', '');
  const body = parts.map(part => `--${name}\r\n${part}\r\n`).join('') + `--${name}--\r\n`;
  const reply = await raw('/files', { 'Content-Type': `multipart/form-data; boundary=${boundary}` }, body);
  equal(reply.status, 200, 'status');
  return reply.json;
}

await check('a file is uploaded, retrieved, listed, downloaded and deleted', async () => {
  const file = await upload('{"한글":1}\n', '입력.jsonl', { expires_after: { anchor: 'created_at', seconds: 7200 } });
  equal(Object.keys(file), ['object', 'id', 'purpose', 'filename', 'bytes', 'created_at', 'expires_at', 'status', 'status_details'], 'keys');
  equal([file.filename, file.bytes, file.status, file.expires_at - file.created_at], ['입력.jsonl', 13, 'processed', 7200], 'file');
  equal(await client.files.retrieve(file.id), file, 'retrieved file');
  equal((await client.files.list({ purpose: 'batch', limit: 1 })).data, [file], 'newest file');
  equal(await (await client.files.content(file.id)).text(), '{"한글":1}\n', 'content');
  equal(await client.files.delete(file.id), { object: 'file', deleted: true, id: file.id }, 'deletion');
  await refused(client.files.retrieve(file.id), 404, 'No such File object');
});

await check('a batch is created, polled to its end and downloaded', async () => {
  const created = await submit(jsonl(50));
  equal([created.status, created.metadata, created.output_file_id], ['validating', { run: 'conformance' }, null], 'new batch');
  equal(created.expires_at - created.created_at, 86_400, 'completion window');
  const batch = await end(created.id);
  equal([batch.status, batch.request_counts, batch.error_file_id], ['completed', { total: 50, completed: 50, failed: 0 }, null], 'batch');
  const text = await (await client.files.content(batch.output_file_id)).text();
  if (!/^[\x20-\x7e\n]+$/.test(text)) throw new Error('the output is not ASCII');
  const lines = text.trimEnd().split('\n').map(JSON.parse);
  const ids = lines.map(answer => answer.custom_id);
  equal(new Set(ids).size, 50, 'number of answers');
  equal(lines.every(answer => answer.response.status_code === 200 && answer.error === null), true, 'all are good');
  if (ids.every((id, i) => id === `request-${i}`)) throw new Error('the output has the order of the input');
  const total = lines.reduce((sum, answer) => sum + answer.response.body.usage.total_tokens, 0);
  equal(batch.usage.total_tokens, total, 'usage');
});

await check('lists go through all pages, newest first', async () => {
  const wanted = [];
  for (let i = 0; i < 3; i++) wanted.unshift((await submit(jsonl(1))).id);
  const found = [];
  for await (const batch of client.batches.list({ limit: 1 })) {
    found.push(batch.id);
    if (found.length === 3) break;
  }
  equal(found, wanted, 'batches');
  await refused(client.batches.list({ limit: 101 }), 400, 'limit');
  await Promise.all(wanted.map(end));
});

await check('a batch is cancelled, and one that has ended is not', async () => {
  const created = await submit(jsonl(5000));
  const cancelling = await client.batches.cancel(created.id);
  if (!['cancelling', 'cancelled'].includes(cancelling.status)) throw new Error(`its status is ${cancelling.status}`);
  equal((await end(created.id)).status, 'cancelled', 'end');
  const done = await end((await submit(jsonl(1))).id);
  await refused(client.batches.cancel(done.id), 409, "Cannot cancel a batch with status 'completed'.");
  await refused(client.batches.retrieve('batch_0'), 404, 'No batch found');
});

await check('faulty lines fail the batch and are all named', async () => {
  const batch = await end((await submit(`{\n${line('a')}\n${line('a')}\n${line('b', { stream: true })}\n`)).id);
  equal([batch.status, batch.output_file_id], ['failed', null], 'batch');
  equal(batch.errors.data.map(error => [error.code, error.line]),
    [['invalid_json_line', 1], ['duplicate_custom_id', 3], ['streaming_unsupported', 4]], 'errors');
});

await check('what is wrong with a request is refused at once', async () => {
  const body = { input_file_id: 'file-x', endpoint: '/v1/responses', completion_window: '24h' };
  await refused(client.batches.create({ ...body, endpoint: '/v1/invalid' }), 400, "Invalid value: '/v1/invalid'");
  await refused(client.batches.create({ ...body, completion_window: '1h' }), 400, "Supported values are: '24h'");
  await refused(client.batches.create({ ...body, metadata: { tags: ['a'] } }), 400, 'expected a string, but got an array instead');
  await refused(upload('{}', 'in.txt'), 400, 'Must be .jsonl');
  await refused(new OpenAI({ apiKey: 'wrong-key', baseURL, maxRetries: 0 }).models.list(), 401, 'Incorrect API key');
});

await check('responses.create answers at once', async () => {
  const response = await client.responses.create({ model: 'gpt-5', instructions: 'Be brief.', input: '안녕하세요' });
  equal([response.object, response.status, response.instructions], ['response', 'completed', 'Be brief.'], 'response');
  equal(response.output.map(item => item.type), ['reasoning', 'message'], 'items');
  if (!response.output_text) throw new Error('there is no text');
  await refused(client.responses.create({ model: 'gpt-5', input: 'hi', stream: true }), 400, 'stream');
});

await check('chat.completions.create answers at once', async () => {
  const messages = [{ role: 'system', content: 'Be brief.' }, { role: 'user', content: [{ type: 'text', text: '안녕하세요' }] }];
  const completion = await client.chat.completions.create({ model: 'gpt-4o-mini', messages });
  equal([completion.object, completion.choices[0].finish_reason], ['chat.completion', 'stop'], 'completion');
  if (!completion.choices[0].message.content) throw new Error('there is no text');
});

await check('models are listed', async () => {
  const models = [];
  for await (const model of client.models.list()) models.push(model.id);
  if (!models.includes('gpt-5')) throw new Error(`gpt-5 is not among ${models}`);
  equal((await client.models.retrieve('gpt-5')).object, 'model', 'object');
});

await check('a quoted boundary with = and _, and names without quotes, as openai-dotnet sends them', async () => {
  const file = await rawUpload('"aiAapPx5LzRfNg=DYjg9mqX_9b"', [
    "Content-Disposition: form-data; name=file; filename=a.jsonl; filename*=utf-8''%EC%9E%85%EB%A0%A5.jsonl\r\n\r\n{}\n",
    'Content-Type: text/plain; charset=utf-8\r\nContent-Disposition: form-data; name=purpose\r\n\r\nbatch',
  ]);
  equal([file.filename, file.bytes], ['입력.jsonl', 3], 'file');
});

await check('the purpose in front of the file, and a file without extension', async () => {
  const file = await rawUpload('----x', [
    'Content-Disposition: form-data; name="purpose"\r\n\r\nbatch',
    'Content-Disposition: form-data; name="file"; filename="test-batch-file"\r\n\r\n{}\r\n',
  ]);
  equal([file.filename, file.bytes], ['test-batch-file', 4], 'file');
});

await check('an error of /files is said twice, and inference alone tells rate limits', async () => {
  const form = '--b\r\nContent-Disposition: form-data; name=purpose\r\n\r\nbatch\r\n--b--\r\n';
  const reply = await raw('/files', { 'Content-Type': 'multipart/form-data; boundary=b' }, form);
  equal([reply.status, Object.keys(reply.json)], [400, ['error', 'detail']], 'reply');
  equal(reply.headers['x-ratelimit-limit-requests'], undefined, 'rate limit of files');
  const answer = await raw('/responses', { 'Content-Type': 'application/json' }, JSON.stringify({ model: 'gpt-5', input: 'hi' }));
  if (!answer.headers['x-ratelimit-limit-requests']) throw new Error('there is no x-ratelimit-limit-requests');
  equal(answer.headers['openai-version'], '2020-10-01', 'openai-version');
});

console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
