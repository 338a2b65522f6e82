"""From rows to a model: weights, trees, what is chosen by cross-validation over patients, and the file that ships."""

import numpy
import xgboost

from beats import CLASSES

SEED = 20261121
# Chosen by cross-validation over DS1's patients: docs/models/beats.md has the figures.
PARAMETERS = {
    "objective": "multi:softprob",
    "num_class": len(CLASSES),
    "eta": 0.12,
    "max_depth": 4,
    "min_child_weight": 5,
    "subsample": 0.6,
    "colsample_bytree": 0.4,
    "reg_lambda": 5,
    "max_bin": 64,
    "tree_method": "hist",
    # One thread: sums in one order, the same bits at every run.
    "nthread": 1,
    "seed": SEED,
}
ROUNDS = 200
# What a beat of each class counts, before each recording's share is evened out.
CLASS_WEIGHT = {"N": 1, "S": 4, "V": 3, "F": 1}
# One normal beat in so many is learnt from, and counts for as many: there are forty for each ectopic one.
THIN = 4
# Of recordings that weigh less than one as it is, one beat in so many is learnt from.
MADE_UP_THIN = 2
FOLDS = 8
# Blending with the beats before of the same family: weight, beats at half weight, fading.
FAMILY = (2.0, 5.0, 0.97)
LIMIT = 9.2


class Rows:
    """Rows of many recordings, with class numbers, weights and whose they are."""

    def __init__(self, records, every=THIN):
        features, classes, recordings, patients, shares = [], [], [], [], []
        for patient, name, share, record in records:
            usable = numpy.isin(record.truth, list(CLASSES))
            usable &= (record.truth != "N") | (numpy.arange(len(record.truth)) % every == int(patient) % every)
            if share < 1:
                usable &= numpy.arange(len(record.truth)) // every % MADE_UP_THIN == 0
            features.append(record.features[usable])
            classes += [CLASSES.index(label) for label in record.truth[usable]]
            count = int(usable.sum())
            recordings += [name] * count
            patients += [patient] * count
            shares += [share] * count
        self.features = numpy.concatenate(features)
        self.classes = numpy.array(classes)
        self.patients = numpy.array(patients)
        self.weights = self._weights(numpy.array(recordings), numpy.array(shares), every)

    def _weights(self, recordings, shares, every):
        """Within a class every recording weighs the same, so that no patient with many beats outvotes the others."""
        weights = numpy.array([CLASS_WEIGHT[CLASSES[number]] for number in self.classes], float)
        weights[self.classes == 0] *= every
        for number in range(len(CLASSES)):
            mine = self.classes == number
            if mine.any():
                _, inverse, counts = numpy.unique(recordings[mine], return_inverse=True, return_counts=True)
                even = 1.0 / counts[inverse]
                weights[mine] *= even * mine.sum() / even.sum()
        return weights * shares

    def fit(self, names, without=()):
        """Trees from all patients but these."""
        mine = ~numpy.isin(self.patients, list(without))
        table = xgboost.DMatrix(
            self.features[mine], label=self.classes[mine], weight=self.weights[mine], feature_names=names
        )
        return xgboost.train(PARAMETERS, table, ROUNDS)


def predicted(model, features, names):
    return model.predict(xgboost.DMatrix(features, feature_names=names))


def folds(records):
    """Patients in groups with about as many ectopic beats each; the order is fixed."""
    burden = {}
    for patient, record in records.items():
        burden[patient] = 4 * int((record.truth == "S").sum()) + int((record.truth == "V").sum()) + 1
    groups, loads = [[] for _ in range(FOLDS)], [0] * FOLDS
    for patient in sorted(burden, key=lambda one: (-burden[one], one)):
        at = min(range(FOLDS), key=lambda k: (len(groups[k]) >= 3, loads[k]))
        groups[at].append(patient)
        loads[at] += burden[patient]
    return groups


def log_odds(probability):
    odds = numpy.log(numpy.maximum(probability, 1e-6) / numpy.maximum(1 - probability, 1e-6))
    return numpy.clip(odds, -LIMIT, LIMIT)


def blended(odds, family):
    """As FamilyEvidence does it: each beat's odds with the mean of those before of its family."""
    weight, beats, memory = FAMILY
    found, sums = numpy.empty(len(odds)), {}
    for k, (value, mine) in enumerate(zip(odds, family)):
        total, count = sums.get(mine, (0.0, 0.0))
        part = weight * count / (count + beats) if count else 0.0
        found[k] = (value + (part * total / count if count else 0.0)) / (1 + part)
        sums[mine] = (memory * total + value, memory * count + 1)
    return found


def logits(probabilities, family):
    """Log odds of S, of V blended within families, and of F."""
    columns = [log_odds(probabilities[:, k].astype(float)) for k in (1, 2, 3)]
    columns[1] = blended(columns[1], family)
    return numpy.stack(columns, axis=1)


def platt(odds, hits):
    """Slope and offset of a logistic curve through (odds, 0 or 1): Newton's method with halved steps, Platt's soft targets."""
    positive, total = hits.sum(), len(hits)
    target = numpy.where(hits, (positive + 1) / (positive + 2), 1 / (total - positive + 2))

    def loss(pair):
        score = pair[0] * odds + pair[1]
        return (numpy.logaddexp(0, score) - target * score).sum()

    pair = numpy.array([1.0, 0.0])
    for _ in range(100):
        p = 1 / (1 + numpy.exp(-(pair[0] * odds + pair[1])))
        error, spread = p - target, numpy.maximum(p * (1 - p), 1e-9)
        gradient = numpy.array([(error * odds).sum(), error.sum()])
        mixed = (spread * odds).sum()
        curve = numpy.array([[(spread * odds * odds).sum() + 1e-6, mixed], [mixed, spread.sum() + 1e-6]])
        step, before = numpy.linalg.solve(curve, gradient), loss(pair)
        while numpy.abs(step).max() > 1e-9 and not loss(pair - step) <= before:
            step = step / 2
        pair = pair - step
        if numpy.abs(step).max() <= 1e-9:
            break
    return float(pair[0]), float(pair[1])


def calibrated(odds, calibration):
    """Probabilities of S, V, F as BeatClassModel makes them."""
    parts = [1 / (1 + numpy.exp(-(a * odds[:, k] + b))) for k, (a, b) in enumerate(calibration)]
    found = numpy.stack(parts, axis=1)
    return found / numpy.maximum(1, found.sum(axis=1, keepdims=True))


def decided(probabilities, thresholds):
    """Labels as BeatClassModel gives them."""
    labels = numpy.full(len(probabilities), "N")
    labels[probabilities[:, 0] >= thresholds[0]] = "S"
    labels[probabilities[:, 2] >= thresholds[2]] = "F"
    labels[probabilities[:, 1] >= thresholds[1]] = "V"
    return labels
