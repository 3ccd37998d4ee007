// The official npm client against `callforge serve --fault …`: node faults.mjs dotnet path/to/callforge.dll
// Each check has a server of its own, with its faults.
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import OpenAI, { toFile } from 'openai';
import { check, equal, finish } from './check.mjs';

const command = process.argv.slice(2);
if (command.length === 0) {
  console.error('Give the command that runs callforge.');
  process.exit(2);
}

const same = (actual, expected, what) => equal(JSON.stringify(actual), JSON.stringify(expected), what);

/** Runs `test` with a client that does not retry, and one as it comes. */
async function withFaults(faults, test) {
  const folder = await mkdtemp(join(tmpdir(), 'callforge-faults-'));
  const server = spawn(command[0], [...command.slice(1), 'serve', '--port', '0', '--state', folder, ...faults.flatMap(fault => ['--fault', fault])]);
  const ended = new Promise(resolve => server.on('exit', resolve));
  try {
    let said = '';
    server.stderr.on('data', data => { said += data; });
    const baseURL = await Promise.race([
      new Promise(resolve => createInterface(server.stdout).once('line', resolve)),
      ended.then(() => { throw new Error(`the server ended: ${said}`); }),
    ]);
    const client = options => new OpenAI({ apiKey: 'any-key', baseURL, ...options });
    await test(client({ maxRetries: 0 }), client({}), client);
  } finally {
    server.kill('SIGINT');
    await ended;
    await rm(folder, { recursive: true });
  }
}

const checkFaults = (name, faults, test) => check(`${name}: ${faults.join(' ')}`, () => withFaults(faults, test));

async function thrown(call, kind, status) {
  const error = await call.then(() => new Error('was accepted'), reason => reason);
  if (!(error instanceof kind)) throw new Error(`${error.constructor.name} "${error.message}" instead of ${kind.name}`);
  equal(error.status, status, 'status');
  return error;
}

const body = { input_file_id: 'file-x', endpoint: '/v1/responses', completion_window: '24h' };
const line = id => JSON.stringify({ custom_id: id, method: 'POST', url: '/v1/responses', body: { model: 'gpt-5', input: `안녕 ${id}` } });

const upload = async (client, text) => client.files.create({ purpose: 'batch', file: await toFile(Buffer.from(text), 'in.jsonl') });

async function end(client, id) {
  for (const deadline = Date.now() + 60_000; Date.now() < deadline;) {
    const batch = await client.batches.retrieve(id);
    if (['completed', 'failed', 'expired', 'cancelled'].includes(batch.status)) return batch;
  }
  throw new Error(`batch ${id} did not end within a minute`);
}

async function run(client, count) {
  const file = await upload(client, Array.from({ length: count }, (_, i) => line(`request-${i}`)).join('\n'));
  return end(client, (await client.batches.create({ ...body, input_file_id: file.id })).id);
}

const linesOf = async (client, fileId) => (await (await client.files.content(fileId)).text()).trimEnd().split('\n');
const parsed = async (client, fileId) => (await linesOf(client, fileId)).map(JSON.parse);

async function count(client) {
  return (await client.batches.list()).data.length;
}

await checkFaults('a rate limit is a RateLimitError', ['rate-limited=create:1@1'], async client => {
  const error = await thrown(client.batches.create(body), OpenAI.RateLimitError, 429);
  same([error.code, error.headers.get('retry-after')], ['rate_limit_exceeded', '1'], 'error');
  equal(await count(client), 0, 'batches');
});

await checkFaults('retry-after is honoured', ['rate-limited=create:1@2'], async (_, retrying) => {
  const start = Date.now();
  await retrying.batches.create(body);
  const seconds = (Date.now() - start) / 1000;
  if (seconds < 1.95) throw new Error(`it waited ${seconds} s`);
  equal(await count(retrying), 1, 'batches');
});

await checkFaults('a 500 is an InternalServerError', ['server-error=create:1'], async client => {
  await thrown(client.batches.create(body), OpenAI.InternalServerError, 500);
  equal(await count(client), 0, 'batches');
});

await checkFaults('two 500s are retried away, three are not', ['server-error=get:2-each', 'server-error=list:3'], async (client, retrying) => {
  const created = await client.batches.create(body);
  equal((await retrying.batches.retrieve(created.id)).id, created.id, 'batch');
  await thrown(retrying.batches.list(), OpenAI.InternalServerError, 500);
  equal(await count(client), 1, 'batches');
});

await checkFaults('a cut connection is an APIConnectionError', ['dropped-before=create:1', 'dropped-after=create:2nd'], async client => {
  await thrown(client.batches.create(body), OpenAI.APIConnectionError, undefined);
  equal(await count(client), 0, 'batches before');
  await thrown(client.batches.create(body), OpenAI.APIConnectionError, undefined);
  equal(await count(client), 1, 'batches after');
});

await checkFaults('a lost reply and a silent retry are two batches', ['dropped-after=create:1'], async (client, retrying) => {
  await retrying.batches.create(body);
  equal(await count(client), 2, 'batches');
});

await checkFaults('a late reply is a time-out', ['slow-call=list:1@5'], async (_, __, client) => {
  await thrown(client({ maxRetries: 0, timeout: 300 }).batches.list(), OpenAI.APIConnectionTimeoutError, undefined);
});

await checkFaults('what is denied is a NotFoundError', ['not-found=get:1', 'not-found=download:1'], async client => {
  const [file, batch] = [await upload(client, line('a')), await client.batches.create(body)];
  const error = await thrown(client.batches.retrieve(batch.id), OpenAI.NotFoundError, 404);
  equal(error.message, `404 No batch found with id '${batch.id}'.`, 'message');
  await thrown(client.files.content(file.id), OpenAI.NotFoundError, 404);
  equal((await client.batches.retrieve(batch.id)).id, batch.id, 'batch');
});

await checkFaults('a limit on creation is a BadRequestError', ['token-limit-on-create=1', 'billing-limit=2nd'], async client => {
  const error = await thrown(client.batches.create(body), OpenAI.BadRequestError, 400);
  equal(error.code, 'token_limit_exceeded', 'code');
  equal((await thrown(client.batches.create(body), OpenAI.BadRequestError, 400)).code, 'billing_hard_limit_reached', 'code');
});

await checkFaults('failed batches have their errors', ['token-limit=1st', 'file-not-found=2nd', 'validation-failed=3rd', 'queue-limit@30'], async client => {
  const codes = [];
  for (let i = 0; i < 3; i++) {
    const batch = await run(client, 2);
    same([batch.status, batch.output_file_id, batch.errors.object], ['failed', null, 'list'], 'batch');
    codes.push(...batch.errors.data.map(error => [error.code, error.line]));
  }
  same(codes, [['token_limit_exceeded', null], ['invalid_request', null], ['invalid_json_line', 1], ['missing_required_parameter', 2]], 'errors');
  const [large, small] = [await run(client, 9), await run(client, 1)];
  same([large.errors.data[0].code, small.status], ['token_limit_exceeded', 'completed'], 'queue');
  if (!large.errors.data[0].message.includes('Limit: 30 enqueued tokens.')) throw new Error(large.errors.data[0].message);
});

for (const [fault, code] of [['expired', 'batch_expired'], ['cancelled', 'batch_cancelled']]) {
  await checkFaults('a batch that ends part-way has both files', [`${fault}=1@0.5`], async client => {
    const batch = await run(client, 20);
    same([batch.status, batch.request_counts], [fault, { total: 20, completed: 10, failed: 0 }], 'batch');
    const [answers, errors] = [await parsed(client, batch.output_file_id), await parsed(client, batch.error_file_id)];
    same([answers.length, errors.length], [10, 10], 'lines');
    equal(errors.every(error => error.response === null && error.error.code === code), true, 'all name the reason');
    equal(batch.usage.total_tokens, answers.reduce((sum, answer) => sum + answer.response.body.usage.total_tokens, 0), 'usage');
  });
}

await checkFaults('file ids are null', ['null-file-id=all'], async client => {
  const batch = await run(client, 1);
  same([batch.status, batch.output_file_id, batch.error_file_id], ['completed', null, null], 'batch');
});
await checkFaults('file ids are missing', ['no-file-id=all'], async client => {
  const batch = await run(client, 1);
  same(['output_file_id' in batch, 'error_file_id' in batch, 'metadata' in batch], [true, false, false], 'keys');
  equal('error_file_id' in (await client.batches.list()).data[0], false, 'key in the list');
});
await checkFaults('file ids are empty', ['empty-file-id=all'], async client => {
  const batch = await run(client, 1);
  same([batch.error_file_id, (await linesOf(client, batch.output_file_id)).length], ['', 1], 'ids');
});

await checkFaults('counts contradict the files', ['wrong-counts', 'failed-line-500=1st'], async client => {
  const batch = await run(client, 3);
  same([batch.request_counts, (await linesOf(client, batch.error_file_id)).length], [{ total: 3, completed: 3, failed: 0 }, 1], 'counts');
});

await checkFaults('a batch is late in lists', ['late-in-list=all@1'], async client => {
  await client.batches.create(body);
  same([await count(client), await count(client)], [0, 1], 'listed');
});

await checkFaults('errors of lines are as observed',
  ['failed-line-400=1st', 'failed-line-429=2nd', 'failed-line-500=3rd', 'status-0=4th', 'request-timeout=5th'], async client => {
    const batch = await run(client, 6);
    const errors = new Map((await parsed(client, batch.error_file_id)).map(error => [error.custom_id, error]));
    const inside = [0, 1, 2].map(i => errors.get(`request-${i}`));
    same(inside.map(error => [error.error, error.response.status_code, error.response.body.error.code]),
      [[null, 400, 'context_length_exceeded'], [null, 429, 'rate_limit_exceeded'], [null, 500, null]], 'lines');
    same(errors.get('request-3').response, { status_code: 0, request_id: '', body: {} }, 'status 0');
    same([errors.get('request-4').response, errors.get('request-4').error.code], [null, 'request_timeout'], 'time-out');
    same((await parsed(client, batch.output_file_id)).map(answer => answer.custom_id), ['request-5'], 'answers');
  });

await checkFaults('answers are split, incomplete and refused', ['split-output=1st', 'incomplete=2nd', 'refusal=3rd'], async client => {
  const batch = await run(client, 3);
  const bodies = new Map((await parsed(client, batch.output_file_id)).map(answer => [answer.custom_id, answer.response.body]));
  const parts = id => bodies.get(id).output.filter(item => item.type === 'message').flatMap(item => item.content);
  const [fragment, text] = parts('request-0').map(part => part.text);
  if (!text.startsWith(fragment) || fragment.length >= text.length) throw new Error(`"${fragment}" is no beginning of "${text}"`);
  same([bodies.get('request-1').status, bodies.get('request-1').incomplete_details], ['incomplete', { reason: 'max_output_tokens' }], 'incomplete');
  same(parts('request-2').map(part => [part.type, typeof part.refusal, part.text]), [['refusal', 'string', undefined]], 'refusal');
});

await checkFaults('lines are malformed, twice, unknown and missing',
  ['malformed-line=1st', 'duplicate-id=2nd', 'unknown-id=3rd', 'missing-line=4th'], async client => {
    const lines = await linesOf(client, (await run(client, 4)).output_file_id);
    const good = lines.filter(text => text.endsWith('"error": null}')).map(text => JSON.parse(text).custom_id).sort();
    same([lines.length, good.slice(0, 3)], [5, ['request-1', 'request-1', 'request-2']], 'lines');
    if (!good[3].startsWith('unknown-')) throw new Error(`${good[3]} is not unknown`);
  });

await checkFaults('downloads end early', ['truncated-download=1st', 'short-download=2nd'], async client => {
  const file = await upload(client, 'a'.repeat(100_000));
  const error = await client.files.content(file.id).then(reply => reply.text()).then(() => null, reason => reason);
  if (error === null) throw new Error('the truncated download was taken for whole');
  same([(await (await client.files.content(file.id)).text()).length, file.bytes], [50_000, 100_000], 'short download');
  equal((await (await client.files.content(file.id)).text()).length, 100_000, 'whole download');
});

finish();
