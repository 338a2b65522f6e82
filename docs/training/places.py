"""Where things lie: the repository, and the scorer's own reader of annotations."""

import pathlib
import sys

TRAINING = pathlib.Path(__file__).resolve().parent
ROOT = TRAINING.parent.parent
TAP = ROOT / "Tests" / "Benchmarks" / "Training"

sys.path.insert(0, str(ROOT / "Tests" / "Benchmarks"))
