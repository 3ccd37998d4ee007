// The finished rows into Parquet, and nothing else: node duckdb.mjs ROWS.jsonl OUT.parquet ordered|unordered
import { createRequire } from 'node:module';

const require = createRequire(new URL('../../tests/conformance/package.json', import.meta.url));
const { DuckDBInstance } = require('@duckdb/node-api');
const [rows, output, order] = process.argv.slice(2);
const connection = await (await DuckDBInstance.create(':memory:')).connect();
await connection.run(`set preserve_insertion_order = ${order === 'ordered'}`);
await connection.run(`
  copy (select * from read_json('${rows}', format = 'newline_delimited', columns = {
    id: 'VARCHAR', tools: 'VARCHAR', uid: 'VARCHAR', dates: 'VARCHAR',
    messages: 'STRUCT(role VARCHAR, content VARCHAR)[]', system_prompt: 'VARCHAR', scenario_type: 'VARCHAR' }))
  to '${output}' (format parquet, compression zstd, compression_level 3)`);
