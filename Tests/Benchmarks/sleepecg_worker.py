"""SleepECG's detector, its C backend, in this process: one round for each line on standard input.

sleepecg_worker.py SIGNAL HERTZ     (SIGNAL: 32-bit floats, as the bench program wrote them)

It filters the whole signal forth and back, so it needs all of it at once; it gets pieces of half an hour, which suit it
best: over 24 h in one piece its working arrays no longer fit the caches, and it takes about twice as long.
"""

import json
import sys
import time

import numpy
import sleepecg

samples = numpy.fromfile(sys.argv[1], dtype=numpy.float32).astype(numpy.float64)
hertz = float(sys.argv[2])
piece = int(1800 * hertz)
sleepecg.detect_heartbeats(samples[:piece], hertz, backend="c")
print(json.dumps({"version": sleepecg.__version__, "samples": len(samples)}), flush=True)
for _ in sys.stdin:
    outputs = 0
    began = time.thread_time()
    for start in range(0, len(samples), piece):
        outputs += len(sleepecg.detect_heartbeats(samples[start : start + piece], hertz, backend="c"))
    print(json.dumps({"seconds": time.thread_time() - began, "outputs": outputs}), flush=True)
