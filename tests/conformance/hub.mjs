// The official Hub client does what `callforge push` does, each against a stub Hub of its own: both stubs must end alike.
//   node hub.mjs DATA_DIR STUB_DLL dotnet path/to/callforge.dll
import { createHash } from 'node:crypto';
import { spawn } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { commit, createRepo, listFiles, uploadFiles, whoAmI } from '@huggingface/hub';
import { check, equal, finish } from './check.mjs';

const [dir, stubDll, ...command] = process.argv.slice(2);
if (command.length === 0) {
  console.error('Give a data folder, the stub Hub, and the command that runs callforge.');
  process.exit(2);
}

const token = 'hf_OfTheConformance';
const name = 'me/calls';
const repo = { type: 'dataset', name };
const title = 'The same push';
const same = (actual, expected, what) => equal(JSON.stringify(actual, null, 1), JSON.stringify(expected, null, 1), what);

/** Runs `test` with the URL of a stub Hub. */
async function withHub(args, test) {
  const hub = spawn('dotnet', [stubDll, '--token', token, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise(resolve => hub.on('exit', resolve));
  try {
    return await test(await new Promise(resolve => createInterface(hub.stdout).once('line', resolve)));
  } finally {
    hub.stdin.end();
    await ended;
  }
}

const stateOf = async (url, what = 'state') => (await fetch(`${url}/stub/${what}`)).json();

/** `callforge push`; what it says on stderr. */
async function push(url, ...options) {
  const env = { ...process.env, HF_ENDPOINT: url, HF_TOKEN: token };
  const tool = spawn(command[0], [...command.slice(1), 'push', '--dir', dir, '--repo', name, '--license', 'mit', '--message', title, ...options], { env });
  let said = '';
  tool.stderr.on('data', data => { said += data; });
  tool.stdout.resume();
  const code = await new Promise(resolve => tool.on('close', resolve));
  if (code !== 0) throw new Error(`callforge push ended with ${code}: ${said}`);
  return said;
}

const contentOf = async (url, revision, path) =>
  (await fetch(`${url}/datasets/${name}/resolve/${encodeURIComponent(revision)}/${path}`, { headers: { authorization: `Bearer ${token}` } })).blob();

/** The files that `callforge push` sent to a stub: small ones from there, large ones, which it does not keep, from the folder. */
async function filesOf(url, revision) {
  const contents = new Map();
  for (const entry of await readdir(dir, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/\.(parquet|jsonl|json)$/.test(entry.name)) continue;
    const content = await readFile(join(entry.parentPath ?? entry.path, entry.name));
    contents.set(createHash('sha256').update(content).digest('hex'), content);
  }
  const files = [];
  for (const [path, file] of Object.entries((await stateOf(url))[name].refs[revision])) {
    if (path === '.gitattributes') continue;
    const content = file.kind === 'lfs'
      ? new Blob([contents.get(file.oid) ?? (() => { throw new Error(`${path} is not in ${dir}`); })()])
      : await contentOf(url, revision, path);
    files.push({ path, content });
  }
  if (!files.some(file => file.path.endsWith('.parquet'))) throw new Error('no Parquet file was pushed');
  return files;
}

async function pushWithTheirs(url, files, options = {}) {
  const credentials = { hubUrl: url, accessToken: token };
  equal((await whoAmI(credentials)).name, 'me', 'name');
  await createRepo({ ...credentials, repo, visibility: options.visibility ?? 'public' });
  return uploadFiles({ ...credentials, repo, files, commitTitle: title, useXet: false, isPullRequest: options.isPullRequest ?? false });
}

for (const [how, args] of [['whole', []], ['in parts', ['--multipart-above', '10000', '--chunk-size', '8192']]]) {
  await check(`large files ${how}: both end in the same state`, () => withHub(args, ours => withHub(args, async theirs => {
    await push(ours);
    const files = await filesOf(ours, 'main');
    await pushWithTheirs(theirs, files);
    same(await stateOf(ours), await stateOf(theirs), 'state');
    const calls = await stateOf(ours, 'calls');
    equal(how === 'whole' ? 'put' in calls && !('part' in calls) : 'part' in calls && 'complete' in calls, true, 'way of the large files');
    return `${files.length} files, ${(await stateOf(theirs, 'calls'))[how === 'whole' ? 'put' : 'part']} bodies of large ones`;
  })));
}

await check('a pull request to a private dataset: both end in the same state', () => withHub([], ours => withHub([], async theirs => {
  await push(ours, '--private', '--pr');
  const reply = await pushWithTheirs(theirs, await filesOf(ours, 'refs/pr/1'), { visibility: 'private', isPullRequest: true });
  equal(reply.pullRequestUrl, `https://huggingface.co/datasets/${name}/discussions/1`, 'address');
  const state = await stateOf(ours);
  same([state[name].private, state[name].pullRequests, state[name].commits], [true, [title], ['initial commit']], 'dataset');
  same(state, await stateOf(theirs), 'state');
})));

await check('what their client pushed, ours finds there and leaves alone, and the other way round', () => withHub([], ours => withHub([], async theirs => {
  await push(ours);
  const files = await filesOf(ours, 'main');
  await pushWithTheirs(theirs, files);
  const before = await stateOf(theirs);
  const said = await push(theirs);
  if (!said.includes('nothing to do')) throw new Error(said);
  same(await stateOf(theirs), before, 'state');
  const listed = [];
  for await (const entry of listFiles({ repo, recursive: true, hubUrl: ours, accessToken: token })) if (entry.type === 'file') listed.push(entry.path);
  same(listed.sort(), ['.gitattributes', ...files.map(file => file.path)].sort(), 'files that their client lists');
})));

await check('a commit on an old parent is refused to their client too', () => withHub([], async url => {
  await push(url);
  const files = [{ operation: 'addOrUpdate', path: 'a.txt', content: new Blob(['a']) }];
  const options = { repo, operations: files, title, useXet: false, hubUrl: url, accessToken: token };
  const error = await commit({ ...options, parentCommit: '0'.repeat(40) }).then(() => new Error('was accepted'), reason => reason);
  equal(error.statusCode, 412, `status of "${error.message}"`);
  equal((await stateOf(url))[name].commits.length, 2, 'commits');
}));

finish();
