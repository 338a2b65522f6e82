"""SleepECG's detector, its C backend, in this process: one round for each line on standard input.

sleepecg_worker.py SIGNAL HERTZ     (SIGNAL: 32-bit floats, as the bench program wrote them)

It filters the whole signal forth and back, so it needs all of it at once. Here it gets pieces of half an hour, a whole
record of the MIT-BIH database, and of five minutes, which suit it best: its working arrays then fit the caches.
"""

import json
import sys
import time

import numpy
import sleepecg

MINUTES = (30, 5)

samples = numpy.fromfile(sys.argv[1], dtype=numpy.float32).astype(numpy.float64)
hertz = float(sys.argv[2])


def detect(minutes):
    """One pass over everything."""
    piece = int(60 * minutes * hertz)
    outputs = 0
    began = time.thread_time()
    for start in range(0, len(samples), piece):
        outputs += len(sleepecg.detect_heartbeats(samples[start : start + piece], hertz, backend="c"))
    return {"seconds": time.thread_time() - began, "outputs": outputs}


sleepecg.detect_heartbeats(samples[: int(600 * hertz)], hertz, backend="c")
print(json.dumps({"version": sleepecg.__version__, "samples": len(samples)}), flush=True)
for _ in sys.stdin:
    print(json.dumps({f"{minutes}-min pieces": detect(minutes) for minutes in MINUTES}), flush=True)
