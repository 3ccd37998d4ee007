// Prints one line for each check and, at the end, how many passed. Exit code 1 if any did not.

let passed = 0;
let failed = 0;

/** A check passes if `test` returns without throwing; what it returns is told behind the name. */
export async function check(name, test) {
  try {
    const note = await test();
    passed++;
    console.log(`ok - ${name}${note ? ` (${note})` : ''}`);
  } catch (error) {
    failed++;
    console.log(`not ok - ${name}\n    ${error.message.replaceAll('\n', '\n    ')}`);
  }
}

/** Throws at the first item for which `test` throws, and names it. */
export function every(items, nameOf, test) {
  if (items.length === 0) throw new Error('there is nothing to check');
  for (const item of items) {
    try {
      test(item);
    } catch (error) {
      throw new Error(`${nameOf(item)}: ${error.message}`);
    }
  }
  return items.length;
}

export function equal(actual, expected, what = 'value') {
  if (actual === expected) return;
  const [a, e] = [String(actual), String(expected)];
  let at = 0;
  while (at < a.length && a[at] === e[at]) at++;
  const around = text => JSON.stringify(text.slice(Math.max(0, at - 40), at + 80));
  throw new Error(`${what} differs at character ${at}\nactual   ${around(a)}\nexpected ${around(e)}`);
}

export function finish() {
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
}
