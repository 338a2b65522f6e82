"""Learns the judge: a perceptron of two hidden layers, by maximum likelihood with AdamW, on the candidates met.

Weights are kept as text: a line with the three layer sizes, then a line an array, input by input as `CandidateModel`
wants them. Inputs are standardised while learning; that is folded into the first layer when it is written.
"""

import numpy as np
import torch

WIDE, NARROW = 32, 16
# Columns before the features: kind, sample, label, accepted.
HEAD = 4
KIND, LABEL = 0, 2
BATCH = 4096
# An example on the right side by this score (odds of 150 to 1) is easy. Where a stage is thinned, one easy example in so many
# is learnt from, and counts as much as all.
EASY, EASY_SHARE = 5, 5
DECAY = 1e-3
SEED = 1
# Kinds (manifests.py) whose false alarms a stage may weigh more: those with noise.
NOISY = (4, 7)


def features(detector_source):
    """How many features there are, said by ECGCore itself."""
    text = detector_source.read_text(encoding="utf-8")
    return int(text.split("static let count = ")[1].split()[0])


def learn(inputs, dumps, weights, out, epochs, rate, alarms, start=None, thinned=False, threads=2):
    """One round, from nothing or from the weights at `start`; `weights` by kind of example, 1 where not named."""
    torch.manual_seed(SEED)
    torch.set_num_threads(threads)
    rows = np.concatenate([np.fromfile(dump, "<f4").reshape(-1, inputs + HEAD) for dump in dumps])
    kinds, labels, seen = rows[:, KIND].astype(int), rows[:, LABEL], rows[:, HEAD:]
    loss_weights = np.array([weights.get(kind, 1.0) for kind in range(kinds.max() + 1)], "f4")[kinds]
    loss_weights[(labels < 0.5) & np.isin(kinds, NOISY)] *= alarms
    mean, spread = seen.mean(0), seen.std(0) + 1e-6
    x, y, w = torch.tensor((seen - mean) / spread), torch.tensor(labels), torch.tensor(loss_weights)
    del rows, seen

    net = torch.nn.Sequential(
        torch.nn.Linear(inputs, WIDE), torch.nn.ReLU(), torch.nn.Linear(WIDE, NARROW), torch.nn.ReLU(),
        torch.nn.Linear(NARROW, 1),
    )  # fmt: skip
    if start:
        put(net, inputs, start, mean, spread)
    if thinned:
        chosen, more = undecided(net, x, y)
        x, y, w = x[chosen], y[chosen], w[chosen] * more
        labels, kinds = labels[chosen.numpy()], kinds[chosen.numpy()]
    steps = epochs * len(y) // BATCH
    optimiser = torch.optim.AdamW(net.parameters(), weight_decay=DECAY)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, rate, total_steps=steps + 1)
    for _ in range(steps):
        batch = torch.randint(0, len(y), (BATCH,))
        losses = torch.nn.functional.binary_cross_entropy_with_logits(net(x[batch])[:, 0], y[batch], reduction="none")
        optimiser.zero_grad()
        (losses * w[batch]).mean().backward()
        optimiser.step()
        schedule.step()
    report(net, x, labels, kinds)
    keep(net, inputs, out, mean, spread)


def undecided(net, x, y):
    """Which examples to learn from, and how much each counts: all that are not easy, some that are."""
    with torch.no_grad():
        scores = torch.cat([net(part)[:, 0] for part in x.split(100_000)])
    easy = torch.where(y > 0.5, scores, -scores) > EASY
    chosen = torch.nonzero(~easy | (torch.rand(len(y)) < 1 / EASY_SHARE))[:, 0]
    return chosen, torch.where(easy[chosen], float(EASY_SHARE), 1.0)


def report(net, x, labels, kinds):
    """Errors on the candidates learnt from, kind by kind: not a score, only a sign that learning went well."""
    with torch.no_grad():
        taken = torch.cat([net(part)[:, 0] > 0 for part in x.split(100_000)]).numpy()
    for kind in np.unique(kinds):
        of = kinds == kind
        missed, false = (of & ~taken & (labels > 0.5)).sum(), (of & taken & (labels < 0.5)).sum()
        print(f"    kind {kind}: {int(labels[of].sum())} beats, {missed} refused, {false} false", flush=True)


def put(net, inputs, path, mean, spread):
    """Weights from a file into the network, first layer turned back to standardised inputs."""
    numbers = np.array(path.read_text(encoding="ascii").split()[3:], "f4")
    sizes = [inputs * WIDE, WIDE, WIDE * NARROW, NARROW, NARROW]
    first, first_bias, second, second_bias, last, last_bias = np.split(numbers, np.cumsum(sizes))
    first = first.reshape(inputs, WIDE).T
    with torch.no_grad():
        net[0].weight.copy_(torch.tensor(first * spread))
        net[0].bias.copy_(torch.tensor(first_bias + (first * mean).sum(1)))
        net[2].weight.copy_(torch.tensor(second.reshape(WIDE, NARROW).T.copy()))
        net[2].bias.copy_(torch.tensor(second_bias))
        net[4].weight.copy_(torch.tensor(last)[None])
        net[4].bias.copy_(torch.tensor(last_bias))


def keep(net, inputs, path, mean, spread):
    arrays = [parameter.detach().numpy() for parameter in net.parameters()]
    first = arrays[0] / spread
    arrays = [first.T, arrays[1] - (first * mean).sum(1), arrays[2].T, *arrays[3:]]
    lines = [f"{inputs} {WIDE} {NARROW}"] + [" ".join(f"{number:.7g}" for number in array.ravel()) for array in arrays]
    path.write_text("\n".join(lines) + "\n", encoding="ascii")
