#!/usr/bin/env python3
"""Writes readiness.json: mornings and trainings of a made-up athlete, and what pandas and scipy make of them.

    make_readiness.py >readiness.json      (pandas 2, scipy 1.9 or newer; seed 20261121)

Windows are calendar days that end on the day judged: rolling means over a daily index with holes, standard deviations with n - 1.
"""

import json

import numpy as np
import pandas as pd
from scipy import stats

rng = np.random.default_rng(20261121)
days = pd.date_range("2026-08-01", "2026-11-20", freq="D")
n = len(days)
# A season: a slow rise, a hard fortnight in October with a fall, a week of illness in November.
level = 4.2 + 0.001 * np.arange(n)
rate = 47 - 0.01 * np.arange(n)
hard = (days >= "2026-10-05") & (days <= "2026-10-18")
ill = (days >= "2026-11-10") & (days <= "2026-11-16")
ln = level - 0.15 * hard - 0.45 * ill + rng.normal(0, 0.12, n)
hr = rate + 2 * hard + 9 * ill + rng.normal(0, 1.5, n)
measured = (rng.random(n) < 0.85) & ~((days >= "2026-08-20") & (days <= "2026-08-30"))
bad = rng.random(n) < 0.06

sessions = []
for i in np.flatnonzero(measured):
    second = int(6.5 * 3600 + rng.normal(0, 1200))
    common = dict(day=str(days[i].date()), kind="morning")
    if bad[i]:
        sessions.append(dict(common, second=second - 600, comparable=False, lnRMSSD=9.0, hr=99.0))
        if i % 2:
            continue
    sessions.append(dict(common, second=second, comparable=True, lnRMSSD=round(float(ln[i]), 4), hr=round(float(hr[i]), 2)))
    if i % 9 == 0:  # a second measure of the same day counts nowhere
        sessions.append(dict(common, second=second + 3600, comparable=True, lnRMSSD=1.0, hr=180.0))
for i in range(n):
    if ill[i] or rng.random() < 0.3:
        continue
    load = float(rng.gamma(4, 18)) * (1.8 if hard[i] else 1)
    sessions.append(dict(day=str(days[i].date()), kind="free", second=17 * 3600, trimp=round(load, 1)))

table = pd.DataFrame([s for s in sessions if s["kind"] == "morning" and s["comparable"]])
table = table.sort_values(["day", "second"]).groupby("day").first()
table.index = pd.to_datetime(table.index)
daily = table[["lnRMSSD", "hr"]].reindex(days)
loads = pd.DataFrame([s for s in sessions if s["kind"] == "free"])
trimp = loads.groupby(pd.to_datetime(loads.day)).trimp.sum().reindex(days).fillna(0)

expected = []
for day in pd.to_datetime(["2026-08-19", "2026-09-05", "2026-09-20", "2026-10-18", "2026-11-09", "2026-11-16", "2026-11-20"]):
    entry = dict(day=str(day.date()))
    for name in ("lnRMSSD", "hr"):
        week, months = (daily[name].rolling(f"{d}D", min_periods=1) for d in (7, 60))
        mean7, mean60, sd60 = (float(x[day]) for x in (week.mean(), months.mean(), months.std(ddof=1)))
        low, high = mean60 - 0.5 * sd60, mean60 + 0.5 * sd60
        entry[name] = dict(
            n7=int(week.count()[day]), n60=int(months.count()[day]), mean7=mean7, mean60=mean60, sd60=sd60,
            cv7=float(100 * week.std(ddof=1)[day] / mean7), low=low, high=high,
            position="below" if mean7 < low else "above" if mean7 > high else "within")
    recent = daily.hr[day - pd.Timedelta(days=27):day].dropna()
    x = (recent.index - pd.Timestamp("1970-01-01")).days
    if len(recent) >= 8:
        slope, _, low, high = stats.theilslopes(recent.to_numpy(), x, 0.95)
        entry["trend"] = dict(slope=float(slope), low=float(low), high=float(high))
    entry["acute"] = float(trimp.rolling("7D").mean()[day])
    entry["chronic"] = float(trimp[day - pd.Timedelta(days=27):day].sum() / 28)
    expected.append(entry)

print(json.dumps(dict(sessions=sessions, expected=expected), indent=1))
