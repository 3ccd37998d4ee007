// Usage: node parquet.mjs DIR
// Opens DIR/dataset.parquet with two readers that share no code with its writer, DuckDB (C++) and hyparquet (JavaScript),
// and compares what they see with each other, with DIR/dataset.jsonl and with the books in DIR/report.json.

import fs from 'node:fs';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { check, equal, every, finish } from './check.mjs';

const dir = process.argv[2] ?? 'data';
const parquetPath = path.join(dir, 'dataset.parquet');
const Columns = ['id', 'tools', 'uid', 'dates', 'messages', 'system_prompt', 'scenario_type'];
const DuckTypes = ['VARCHAR', 'VARCHAR', 'VARCHAR', 'VARCHAR', 'STRUCT("role" VARCHAR, "content" VARCHAR)[]', 'VARCHAR', 'VARCHAR'];
const MaxRowGroupRows = 2000;

const duckdb = await (await DuckDBInstance.create(':memory:')).connect();
const query = async sql => (await duckdb.runAndReadAll(sql.replace('?', `'${parquetPath.replaceAll("'", "''")}'`))).getRowObjectsJson();
const file = await asyncBufferFromFile(parquetPath);
const metadata = await parquetMetadataAsync(file);
const chunks = metadata.row_groups.flatMap(group => group.columns);

const fromDuckdb = await query('SELECT * FROM ?');
const fromHyparquet = await parquetReadObjects({ file, compressors });
const fromJsonl = fs.readFileSync(path.join(dir, 'dataset.jsonl'), 'utf8').split('\n').filter(Boolean).map(line => JSON.parse(line));
const accepted = JSON.parse(fs.readFileSync(path.join(dir, 'report.json'), 'utf8')).funnel.accepted;

await check('DuckDB sees the seven columns with their types', async () => {
  const described = await query('DESCRIBE SELECT * FROM ?');
  equal(described.map(column => `${column.column_name} ${column.column_type}`).join('\n'), Columns.map((name, i) => `${name} ${DuckTypes[i]}`).join('\n'));
});

await check('every column is OPTIONAL UTF-8, messages an optional list of optional structs as pyarrow writes it', () => {
  const text = name => `${name} OPTIONAL BYTE_ARRAY UTF8`;
  const expected = [
    'schema REQUIRED', text('id'), text('tools'), text('uid'), text('dates'),
    'messages OPTIONAL LIST', 'list REPEATED', 'element OPTIONAL', text('role'), text('content'),
    text('system_prompt'), text('scenario_type'),
  ];
  const describe = node => [node.name, node.repetition_type ?? 'REQUIRED', node.type, node.converted_type].filter(Boolean).join(' ');
  equal(metadata.schema.map(describe).join('\n'), expected.join('\n'), 'schema');
});

await check('the footer has no feature metadata', () => {
  const keys = (metadata.key_value_metadata ?? []).map(({ key }) => key);
  equal(keys.filter(key => /huggingface|feature|pandas/i.test(key)).join(), '', 'key');
  return `keys: ${keys.join() || 'none'}`;
});

await check('all columns are compressed with zstd', () =>
  equal([...new Set(chunks.map(chunk => chunk.meta_data.codec))].join(), 'ZSTD', 'codec'));

// Arrow keeps no minimum and maximum of values over 4 KiB, and without them a column has no column index;
// what a reader finds pages by is the offset index.
const LongValues = ['tools', 'system_prompt', 'messages.list.element.content'];
await check('all columns have an offset index, those of short values a column index too', () => {
  every(chunks, chunk => chunk.meta_data.path_in_schema.join('.'), chunk => {
    if (!chunk.offset_index_offset) throw new Error('no offset index');
    if (!chunk.column_index_offset && !LongValues.includes(chunk.meta_data.path_in_schema.join('.'))) throw new Error('no column index');
  });
});

await check(`row groups have at most ${MaxRowGroupRows} rows`, () => {
  const sizes = metadata.row_groups.map(group => Number(group.num_rows));
  if (Math.max(...sizes) > MaxRowGroupRows) throw new Error(`rows: ${sizes.join()}`);
  return `${sizes.length} row groups`;
});

await check('as many rows as report.json says were accepted', () => {
  if (accepted === 0) throw new Error('nothing was accepted');
  equal(Number(metadata.num_rows), accepted, 'rows in the footer');
  equal(fromDuckdb.length, accepted, 'rows in DuckDB');
  equal(fromHyparquet.length, accepted, 'rows in hyparquet');
  equal(fromJsonl.length, accepted, 'lines of dataset.jsonl');
  return `${accepted} rows`;
});

const values = row => Columns.map(name => (name === 'messages' ? JSON.stringify(row.messages.map(({ role, content }) => [role, content])) : row[name]));
const sameRows = (actual, expected) => () => {
  every([...actual.keys()], i => `row ${i}`, i => values(actual[i]).forEach((value, column) => equal(value, values(expected[i])[column], Columns[column])));
  return `${actual.length * Columns.length} values`;
};
await check('DuckDB and hyparquet read the same values', sameRows(fromHyparquet, fromDuckdb));
await check('dataset.jsonl has the same values', sameRows(fromJsonl, fromDuckdb));

await check('no value is null', () => {
  every(fromHyparquet, row => row.id, row => {
    const missing = Columns.filter(name => row[name] == null);
    if (missing.length > 0) throw new Error(`${missing.join()} is null`);
    if (row.messages.some(({ role, content }) => role == null || content == null)) throw new Error('a message has a null');
  });
});

await check('ids are distinct', () => equal(new Set(fromDuckdb.map(row => row.id)).size, fromDuckdb.length, 'distinct ids'));

await check('Korean text is intact', () => {
  every(fromDuckdb, row => row.id, row => {
    for (const text of [row.tools, row.system_prompt, ...row.messages.map(message => message.content)])
      if (/\uFFFD|\\u[0-9a-f]{4}|[À-ÿ]{3}/i.test(text)) throw new Error(`damaged or escaped: ${JSON.stringify(text.slice(0, 80))}`);
    for (const speaker of ['user', 'assistant'])
      if (!row.messages.some(({ role, content }) => role === speaker && /[가-힣]/.test(content))) throw new Error(`no Hangul by the ${speaker}`);
  });
});

finish();
