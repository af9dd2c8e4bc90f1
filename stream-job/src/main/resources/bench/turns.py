# The end of every peer: prepares it once, then does its work for each line of standard input, and says how
# many milliseconds it took, by its own `clock` if it has one; short work is the mean of `in_a_row` times.
import sys
import time

work = prepare(sys.argv[1:])
clock = globals().get("clock", time.perf_counter)
times = globals().get("in_a_row", 1)
print("ready", flush=True)
for _ in sys.stdin:
    start = clock()
    for _ in range(times):
        work()
    print((clock() - start) * 1000 / times, flush=True)
