// Parquet readers that share no code with the writer, nor with each other. Each gives a file's rows as plain objects.

import fs from 'node:fs';
import { DuckDBInstance } from '@duckdb/node-api';
import { tableFromIPC } from 'apache-arrow';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import pl from 'nodejs-polars';
import { readParquet } from 'parquet-wasm';

const duckdb = await (await DuckDBInstance.create(':memory:')).connect();

/** Arrow's rows and vectors as objects and lists. */
function plain(value) {
  if (value === null || typeof value !== 'object') return value;
  if (typeof value.toJSON === 'function' && !Array.isArray(value)) value = value.toJSON();
  if (Array.isArray(value)) return value.map(plain);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]));
}

/** Polars sees the logical type JSON as binary, which its JavaScript side cannot show. */
function withTextCalls(frame) {
  if (!frame.columns.includes('messages')) return frame;
  const fields = names => pl.List(pl.Struct(names.map(name => new pl.Field(name, pl.Utf8))));
  try {
    return frame.select(pl.col('messages')).toRecords() && frame;
  } catch {
    return frame.withColumns(pl.col('messages').cast(fields(['role', 'content', 'name', 'tool_call_id', 'tool_calls'])));
  }
}

export const readers = {
  'DuckDB (C++)': async path => (await duckdb.runAndReadAll(`SELECT * FROM '${path.replaceAll("'", "''")}'`)).getRowObjectsJson(),
  'hyparquet (JavaScript)': async path => parquetReadObjects({ file: await asyncBufferFromFile(path), compressors }),
  'parquet-wasm (Rust, arrow-rs)': path => tableFromIPC(readParquet(fs.readFileSync(path)).intoIPCStream()).toArray().map(plain),
  'Polars (Rust)': path => withTextCalls(pl.readParquet(path)).toRecords(),
};
