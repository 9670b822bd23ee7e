// Two profiles by a writer that is not Go's. Argument: folder of the @datadog/pprof package.
const { writeFileSync } = require("node:fs");
const { time, heap, encode } = require(process.argv[2]);

function fib(n) {
  return n < 2 ? n : fib(n - 1) + fib(n - 2);
}

function sortWords(n) {
  return Array.from({ length: n }, (_, i) => String(Math.imul(i, 2654435761) >>> 0)).sort();
}

async function main() {
  heap.start(4096, 64);
  time.start({ durationMillis: 2000, intervalMicros: 1000 });
  const end = Date.now() + 1200;
  const kept = [];
  while (Date.now() < end) {
    fib(22);
    kept.push(sortWords(2000));
    if (kept.length > 20) kept.shift();
  }
  writeFileSync("node-wall.pb.gz", await encode(time.stop()));
  writeFileSync("node-heap.pb.gz", await encode(heap.profile()));
  heap.stop();
}

void main();
