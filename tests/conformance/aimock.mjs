// CallForge as a client of a Batch API that others wrote, @copilotkit/aimock: node aimock.mjs dotnet path/to/callforge.dll
// Its answers are canned text, so preprocess must reject all of them; what is checked is the way there.
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LLMock } from '@copilotkit/aimock';
import OpenAI, { toFile } from 'openai';
import { check, equal, finish } from './check.mjs';

const command = process.argv.slice(2);
if (command.length === 0) {
  console.error('Give the command that runs callforge.');
  process.exit(2);
}

const root = await mkdtemp(join(tmpdir(), 'callforge-aimock-'));
const mock = new LLMock({ port: 0, logLevel: 'silent' });
await mock.start();

/** Stands in front of the mock: says how the next batches end, and loses the reply to creations. */
const front = { outcome: undefined, lost: 0 };
const proxy = createServer((incoming, outgoing) => {
  const isCreation = incoming.method === 'POST' && incoming.url === '/v1/batches';
  const headers = isCreation && front.outcome ? { ...incoming.headers, 'x-aimock-batch-outcome': front.outcome } : incoming.headers;
  const onward = request(new URL(incoming.url, mock.url), { method: incoming.method, headers }, reply => {
    if (isCreation && front.lost > 0) {
      front.lost--;
      reply.resume().on('end', () => outgoing.destroy());
      return;
    }
    outgoing.writeHead(reply.statusCode, reply.headers);
    reply.pipe(outgoing).on('error', () => {});
    reply.on('error', () => outgoing.destroy());
  });
  onward.on('error', () => outgoing.destroy());
  incoming.pipe(onward);
});
await new Promise(resolve => proxy.listen(0, '127.0.0.1', resolve));
const baseURL = `http://127.0.0.1:${proxy.address().port}/v1`;
const client = new OpenAI({ apiKey: 'any-key', baseURL: `${mock.url}/v1`, maxRetries: 0 });

function callforge(dir, ...args) {
  const env = { ...process.env, OPENAI_BASE_URL: baseURL, OPENAI_API_KEY: 'any-key' };
  return new Promise(resolve => execFile(command[0], [...command.slice(1), ...args, '--dir', dir], { env, timeout: 120_000 }, (error, out, err) =>
    resolve({ code: error ? error.code ?? error.signal : 0, said: out + err })));
}

/** Runs commands in order; each must end with its code. The last one's words are returned. */
async function run(dir, ...steps) {
  let said;
  for (const [code, ...args] of steps) {
    const ended = await callforge(dir, ...args);
    equal(ended.code, code, `exit code of ${args.join(' ')} (${ended.said.trim()})`);
    said = ended.said;
  }
  return said;
}

let folders = 0;
const json = async (dir, name) => JSON.parse(await readFile(join(dir, name), 'utf8'));
// A seed of its own makes it a run of its own.
const generate = (count, ...more) => [0, 'generate-batch', '--count', `${count}`, '--seed', `${folders}`, '--chitchat', 'none', ...more];
const wait = ['--wait', '--poll-interval', '1'];

/** How many batches the mock has of the run in this folder. */
async function batchesOf(dir) {
  const { run_id } = await json(dir, 'batch_status.json');
  let count = 0;
  for await (const batch of client.batches.list()) if (batch.metadata?.callforge_run === run_id) count++;
  return count;
}

async function funnel(dir) {
  const { funnel: { requested, accepted, rejected, failed, pending } } = await json(dir, 'report.json');
  equal(accepted + rejected + failed + pending, requested, 'sum of the funnel');
  return `${accepted} accepted, ${rejected} rejected, ${failed} failed`;
}

const checkRun = (name, test) => check(name, async () => {
  Object.assign(front, { outcome: undefined, lost: 0 });
  return await test(join(root, `${++folders}`));
});

for (const endpoint of ['responses', 'chat']) {
  await checkRun(`a whole run over the endpoint ${endpoint}: what came is rejected, and the books balance`, async dir => {
    await run(dir, generate(3, '--endpoint', endpoint), [0, 'submit-batch', ...wait], [0, 'submit-batch', ...wait], [0, 'retrieve-batch'], [0, 'preprocess'], [0, 'status']);
    equal(await batchesOf(dir), 1, 'batches');
    equal((await json(dir, 'result_lst.json')).length, 3, 'results');
    equal(await funnel(dir), '0 accepted, 3 rejected, 0 failed');
    equal((await json(dir, 'batch_status.json')).status, 'completed', 'status');
  });
}

await checkRun('a batch that was only submitted is watched to its end', async dir => {
  await run(dir, generate(3), [0, 'submit-batch'], [3, 'retrieve-batch'], [0, 'status', '--watch', '--json', '--poll-interval', '1'], [0, 'retrieve-batch']);
  equal((await json(dir, 'result_lst.json')).length, 3, 'results');
});

await checkRun('a failed batch is told, its error file is read, and the same requests can be submitted again', async dir => {
  front.outcome = 'failed';
  const said = await run(dir, generate(3), [1, 'submit-batch', ...wait]);
  if (!said.includes('Mock batch failure')) throw new Error(`the reason is missing: ${said}`);
  await run(dir, [0, 'retrieve-batch'], [0, 'preprocess']);
  equal(await funnel(dir), '0 accepted, 0 rejected, 3 failed');
  equal((await json(dir, 'batch_errors.json')).map(error => error.reason).join(' '), 'mock_failure mock_failure mock_failure', 'reasons');
  front.outcome = undefined;
  await run(dir, [0, 'submit-batch', ...wait], [0, 'retrieve-batch'], [0, 'preprocess']);
  equal(await funnel(dir), '0 accepted, 3 rejected, 0 failed');
});

await checkRun('what an expired batch did not answer is sent again', async dir => {
  front.outcome = 'expired';
  await run(dir, generate(3), [0, 'submit-batch', ...wait], [0, 'retrieve-batch'], [0, 'preprocess']);
  equal(await funnel(dir), '0 accepted, 0 rejected, 3 failed');
  front.outcome = undefined;
  await run(dir, [0, 'retry', ...wait], [0, 'preprocess']);
  equal(await funnel(dir), '0 accepted, 3 rejected, 0 failed');
  equal(await batchesOf(dir), 2, 'batches');
});

await checkRun('a cancelled batch ends, and its requests are sent again', async dir => {
  await run(dir, generate(3), [0, 'submit-batch'], [0, 'cancel'], [0, 'status', '--watch', '--poll-interval', '1'], [0, 'cancel'], [0, 'retrieve-batch'], [0, 'preprocess']);
  equal((await json(dir, 'batch_status.json')).status, 'cancelled', 'status');
  equal(await funnel(dir), '0 accepted, 0 rejected, 3 failed');
  await run(dir, [0, 'retry', ...wait], [0, 'preprocess']);
  equal(await funnel(dir), '0 accepted, 3 rejected, 0 failed');
});

await checkRun('a batch that the openai client made is adopted', async dir => {
  const line = id => JSON.stringify({ custom_id: id, method: 'POST', url: '/v1/responses', body: { model: 'gpt-5', input: `안녕 ${id}` } });
  const file = await client.files.create({ purpose: 'batch', file: await toFile(Buffer.from(`${line('a')}\n${line('b')}\n`), 'in.jsonl') });
  const batch = await client.batches.create({ input_file_id: file.id, endpoint: '/v1/responses', completion_window: '24h' });
  await run(dir, [0, 'adopt', batch.id], [0, 'status', '--watch', '--poll-interval', '1'], [0, 'retrieve-batch']);
  equal((await json(dir, 'result_lst.json')).length, 2, 'results');
});

await checkRun('a creation whose reply is lost is found again, not made again', async dir => {
  front.lost = 1;
  const said = await run(dir, generate(3), [0, 'submit-batch', ...wait]);
  if (!said.includes('found again')) throw new Error(said);
  equal(await batchesOf(dir), 1, 'batches');
});

await checkRun('a sixth of all calls dropped, cut off, refused or answered with rubbish: one batch, all results', async dir => {
  mock.setChaos({ dropRate: 0.04, disconnectRate: 0.04, malformedRate: 0.04, rateLimitRate: 0.04 });
  try {
    await run(dir, generate(3));
    for (const args of [['submit-batch', ...wait], ['retrieve-batch']]) {
      let ended;
      for (let tries = 1; (ended = await callforge(dir, ...args)).code !== 0; tries++) {
        if (![1, 3].includes(ended.code) || tries === 20) throw new Error(`${args[0]} ended with ${ended.code}: ${ended.said}`);
      }
    }
  } finally {
    mock.clearChaos();
  }
  equal(await batchesOf(dir), 1, 'batches');
  equal((await json(dir, 'result_lst.json')).length, 3, 'results');
});

proxy.closeAllConnections();
proxy.close();
await mock.stop();
await rm(root, { recursive: true });
finish();
