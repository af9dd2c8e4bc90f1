# The end of every peer: prepares it once, then does its work for each line of standard input, and says how
# many milliseconds it took.
import sys
import time

work = prepare(sys.argv[1:])
print("ready", flush=True)
for _ in sys.stdin:
    start = time.perf_counter()
    work()
    print((time.perf_counter() - start) * 1000, flush=True)
