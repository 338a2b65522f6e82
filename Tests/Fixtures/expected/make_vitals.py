#!/usr/bin/env python3
"""Writes vitals.json: a sensor's glucose over 16 days, and what numpy makes of it.

    make_vitals.py >vitals.json      (numpy; seed 20261121)

The forecast is done the long way: for each day an ordinary least-squares fit (numpy.linalg.lstsq) to all that was known before it.
"""

import json

import numpy as np

rng = np.random.default_rng(20261121)
STEP, DAYS, AHEAD = 300, 16, 6
count = DAYS * 86400 // STEP
t = np.arange(count) * STEP
# Meals, a circadian swing, and a smooth noise.
glucose = 92 + 34 * np.sin(2 * np.pi * t / 86400)
for day in range(DAYS):
    for hour in (8, 13, 19):
        at = day * 86400 + hour * 3600 + rng.normal(0, 1500)
        x = (t - at) / 2700
        glucose += np.where(x > 0, rng.uniform(30, 110) * x * np.exp(1 - x), 0)
noise = np.zeros(count)
for i in range(2, count):
    noise[i] = 1.5 * noise[i - 1] - 0.56 * noise[i - 2] + rng.normal(0, 1.5)
glucose = np.clip(np.round(glucose + noise), 41, 399)
present = np.ones(count, bool)
present[1000:1040] = False
present[rng.random(count) < 0.01] = False

values = glucose[present]
mean, sd = values.mean(), values.std(ddof=1)
share = lambda mask: float(100 * mask.mean())
series = np.where(present, glucose, np.nan)
rows, change, day, known = [], [], [], []
for i in range(AHEAD, count - AHEAD):
    past = series[i - AHEAD:i + 1]
    if np.isnan(past).any() or np.isnan(series[i + AHEAD]):
        continue
    rows.append(np.concatenate([[1, series[i]], np.diff(past)[::-1]]))
    change.append(series[i + AHEAD] - series[i])
    day.append(int(t[i] // 86400))
    known.append(int(t[i + AHEAD] // 86400))
rows, change, day, known = map(np.array, (rows, change, day, known))
errors, flat = [], []
for d in np.unique(day)[2:]:
    before, today = known < d, day == d
    weights = np.linalg.lstsq(rows[before], change[before], rcond=None)[0]
    errors += list(rows[today] @ weights - change[today])
    flat += list(change[today])

print(json.dumps(dict(
    step=STEP, glucose=[int(g) if p else None for g, p in zip(glucose, present)],
    mean=float(mean), sd=float(sd), cv=float(100 * sd / mean), gmi=float(3.31 + 0.02392 * mean),
    veryLow=share(values < 54), low=share((values >= 54) & (values < 70)), inRange=share((values >= 70) & (values <= 180)),
    high=share((values > 180) & (values <= 250)), veryHigh=share(values > 250),
    judged=len(errors), rmse=float(np.sqrt(np.mean(np.square(errors)))),
    persistence=float(np.sqrt(np.mean(np.square(flat))))), separators=(",", ":")))
