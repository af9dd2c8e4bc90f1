# The end of every peer: prepares it once, then does its work for each line of standard input, and says how
# many milliseconds it took, by its own `clock` if it has one.
import sys
import time

work = prepare(sys.argv[1:])
clock = globals().get("clock", time.perf_counter)
print("ready", flush=True)
for _ in sys.stdin:
    start = clock()
    work()
    print((clock() - start) * 1000, flush=True)
