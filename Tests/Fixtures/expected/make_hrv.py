"""Writes hrv_independent.json: what numpy, scipy and public tools make of the RR series in ../signals/rr.

    pip install numpy scipy spectrum EntropyHub antropy
    python3 Tests/Fixtures/expected/make_hrv.py

Everything is computed the long way (pair by pair, with whole matrices), by the definitions in docs/hrv.md.
"""

import json
import pathlib

import antropy
import EntropyHub
import numpy as np
import spectrum
from scipy import interpolate, signal

HERE = pathlib.Path(__file__).parent
BIN = 1000 / 128


def tinn(rr):
    counts, edges = np.histogram(rr, bins=np.arange(0, rr.max() + BIN, BIN))
    apex = int(np.argmax(counts))
    best = None
    for n in range(int(np.where(edges > rr.min())[0][0]), apex):
        for m in range(apex + 1, len(edges)):
            if edges[m] >= rr.max():
                break
            side = np.interp(edges[:-1], [edges[n], edges[apex], edges[m]], [0, counts[apex], 0], left=0, right=0)
            error = np.sum((counts - side) ** 2)
            if best is None or error < best[0]:
                best = (error, edges[m] - edges[n])
    return best[1]


def long_term(rr):
    times = np.cumsum(rr) / 1000
    parts = [rr[(times // 300) == k] for k in range(int(times[-1] // 300) + 1)]
    parts = [p for p in parts if p.sum() / 1000 >= 150]
    if len(parts) < 2:
        return {}
    return {"SDANN": np.std([p.mean() for p in parts], ddof=1), "SDNNI": np.mean([p.std(ddof=1) for p in parts])}


def resampled(rr):
    times = np.cumsum(rr) / 1000
    grid = times[0] + 0.25 * np.arange(int(np.ceil((times[-1] - times[0]) * 4)))
    return interpolate.CubicSpline(times, rr)(grid)


def smoothness_priors(x, smoothness):
    n = len(x)
    second = np.diff(np.eye(n), n=2, axis=0)
    return x - np.linalg.solve(np.eye(n) + smoothness**2 * second.T @ second, x)


def band(f, p, low, high):
    inside = (f >= low) & (f < high)
    return float(np.trapezoid(p[inside], f[inside]))


def powers(f, p):
    return {"VLF": band(f, p, 0.0033, 0.04), "LF": band(f, p, 0.04, 0.15), "HF": band(f, p, 0.15, 0.4)}


def autoregressive(rr):
    x = smoothness_priors(resampled(rr), 500)
    x = x - x.mean()
    a, variance, _ = spectrum.arburg(x, 16)
    f = np.arange(0, 0.41, 4 / 8192)
    response = 1 + sum(c * np.exp(-2j * np.pi * f / 4 * (k + 1)) for k, c in enumerate(a))
    return powers(f, 2 * variance / 4 / np.abs(response) ** 2)


def multiscale(rr):
    tolerance = 0.15 * rr.std(ddof=1)
    values = []
    for scale in range(1, 21):
        coarse = rr[: len(rr) // scale * scale].reshape(-1, scale).mean(axis=1)
        if len(coarse) < 200:
            break
        templates = np.lib.stride_tricks.sliding_window_view(coarse, 3)
        near = lambda m: sum(
            int(np.sum(np.max(np.abs(templates[i + 1 :, :m] - templates[i, :m]), axis=1) <= tolerance))
            for i in range(len(templates) - 1)
        )
        values.append(-np.log(near(3) / near(2)))
    return values


def correlation_dimension(rr, m=10):
    vectors = np.lib.stride_tricks.sliding_window_view(rr, m)
    vectors = vectors[(np.arange(min(len(vectors), 2000)) * len(vectors)) // min(len(vectors), 2000)]
    distances = np.concatenate([np.linalg.norm(vectors[i + 1 :] - vectors[i], axis=1) for i in range(len(vectors) - 1)])
    edges = np.exp(np.arange(-8 * 32, 8 * 32) / 32) * rr.std(ddof=1)
    share = np.searchsorted(np.sort(distances), edges, side="right") / len(distances)
    inside = (share >= 0.01) & (share <= 0.2)
    return float(np.polyfit(np.log(edges[inside]), np.log(share[inside]), 1)[0])


def asymmetry(rr):
    d = np.diff(rr)
    return {"Porta": 100 * np.sum(d < 0) / np.sum(d != 0), "Guzik": 100 * np.sum(d[d > 0] ** 2) / np.sum(d**2)}


def figures(rr):
    x = resampled(rr)
    detrended = smoothness_priors(x, 500) if len(x) < 3000 else None
    means = np.convolve(rr, np.ones(5) / 5, "valid")
    result = {
        "CVNN": 100 * rr.std(ddof=1) / rr.mean(),
        "lnRMSSD": np.log(np.sqrt(np.mean(np.diff(rr) ** 2))),
        "minHR": 60000 / means.max(),
        "maxHR": 60000 / means.min(),
        "TINN": tinn(rr),
        "baseline": rr.max() - rr.min(),
        "D2": correlation_dimension(rr),
        "MSE": multiscale(rr),
        "SampEn_antropy": antropy.sample_entropy(rr, order=2, tolerance=0.2 * rr.std(ddof=1)),
        "SampEn_EntropyHub": float(EntropyHub.SampEn(rr, m=2, r=0.2 * rr.std(ddof=1))[0][2]),
        "spline": x[::97].tolist(),
    }
    result |= long_term(rr) | asymmetry(rr)
    if detrended is not None:
        result["AR16"] = autoregressive(rr)
        result["detrended"] = detrended[::97].tolist()
        f, p = signal.welch(detrended, 4, "hann", 1024, 512, 4096, "constant")
        result["Welch_detrended"] = powers(f, p)
    return result


def main():
    series = ["mitdb100_nn_5min", "mitdb100_nn_full", "synth_5min"]
    folder = HERE.parent / "signals" / "rr"
    text = json.dumps({s: figures(np.loadtxt(folder / f"{s}.csv")) for s in series}, indent=1, default=float)
    (HERE / "hrv_independent.json").write_text(text + "\n")


if __name__ == "__main__":
    main()
