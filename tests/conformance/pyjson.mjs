// JSON as Python's json module reads and writes it, so that a text can be compared byte for byte with
// json.dumps(json.loads(text), ensure_ascii=False). JSON.parse would lose 1.0, big integers and the order of keys like "2".

const Token = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|true|false|null|[[\]{},:]/g;

class PyNumber {
  constructor(text) {
    this.text = text;
  }
}

/** Objects become Maps, numbers keep their text. */
export function parse(json) {
  JSON.parse(json); // Throws if it is no JSON; from here on the tokens are known to fit.
  const tokens = json.match(Token);
  let at = 0;
  function items(end, read) {
    while (tokens[at] !== end) {
      if (tokens[at] === ',') at++;
      read();
    }
    at++;
  }
  function value() {
    const token = tokens[at++];
    if (token === '{') {
      const object = new Map();
      items('}', () => {
        const key = JSON.parse(tokens[at]);
        at += 2;
        object.set(key, value());
      });
      return object;
    }
    if (token === '[') {
      const list = [];
      items(']', () => list.push(value()));
      return list;
    }
    return /^[-\d]/.test(token) ? new PyNumber(token) : JSON.parse(token);
  }
  return value();
}

export function pyjson(value) {
  if (value instanceof Map) return `{${[...value].map(([key, item]) => `${pyString(key)}: ${pyjson(item)}`).join(', ')}}`;
  if (Array.isArray(value)) return `[${value.map(pyjson).join(', ')}]`;
  if (value instanceof PyNumber) return pyNumber(value.text);
  return typeof value === 'string' ? pyString(value) : String(value);
}

// JSON.stringify escapes what Python escapes, and half a surrogate pair, which Python would leave but UTF-8 cannot hold.
const pyString = text => JSON.stringify(text);

/** Integers as they are, others as Python's float repr. */
function pyNumber(text) {
  if (!/[.eE]/.test(text)) return text === '-0' ? '0' : text;
  const number = Number(text);
  if (!Number.isFinite(number)) return String(number);
  const [, digits, exponent] = /^-?([\d.]+)e(.+)$/.exec(number.toExponential());
  const sign = number < 0 || Object.is(number, -0) ? '-' : '';
  if (exponent < -4 || exponent >= 16) return `${sign}${digits}e${exponent[0]}${exponent.slice(1).padStart(2, '0')}`;
  const plain = String(Math.abs(number));
  const fixed = plain.includes('e') ? Math.abs(number).toFixed(digits.replace('.', '').length - 1 - exponent) : plain;
  return sign + (fixed.includes('.') ? fixed : `${fixed}.0`);
}
