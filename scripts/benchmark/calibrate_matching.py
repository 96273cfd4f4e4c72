#!/usr/bin/env python3
"""Fit the logistic curves of lexicons/classification/matching.toml to noisy names, and write them there.

    scripts/benchmark/calibrate_matching.py [--seeds 4] [--write]

One code in ten is taken out of the classification first, so that the curves also learn what a name looks like whose
subject is not there at all. The names are those of other seeds than the benchmark's.
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import numpy as np
from noisy_names import NoisyName, bearers, noisy_names, without_some

from docstruct.lexicon import Lexicons
from docstruct.matching import Matcher
from docstruct.matching.decision import MOST_LEAD, lead_over, match_likeness
from docstruct.matching.ranking import PATH_HOLDS

SETTINGS = Path(__file__).resolve().parents[2] / "lexicons" / "classification" / "matching.toml"


def observe(
    matcher: Matcher, names: list[NoisyName], right: list[set[str]], with_path: bool
) -> list[tuple[float, float, bool]]:
    """Likeness, lead and whether it was right, for every best candidate that the curves have to judge."""
    observed: list[tuple[float, float, bool]] = []
    for noisy, codes in zip(names, right, strict=True):
        found = (
            matcher.match(noisy.name, path=(*noisy.path, noisy.name), scheme=noisy.entry.scheme)
            if with_path
            else matcher.match(noisy.name)
        )
        ranked = found.ranked
        if not ranked:
            continue
        best = ranked[0]
        if best.method != "fuzzy" and (best.path is None or best.path >= PATH_HOLDS):
            continue
        lead = min((lead_over(best, other, None) for other in ranked[1:]), default=MOST_LEAD)
        rightly = best.code in codes
        observed.append((match_likeness(best, matcher.settings), min(lead, MOST_LEAD), rightly))
    return observed


def fit(observed: list[tuple[float, float, bool]]) -> tuple[float, float, float]:
    """Weights of likeness, lead and the constant, by Newton's method on the logistic likelihood."""
    features = np.array([(likeness, lead, 1.0) for likeness, lead, _ in observed])
    rightly = np.array([float(right) for _, _, right in observed])
    weights = np.zeros(3)
    for _ in range(50):
        expected = 1 / (1 + np.exp(-features @ weights))
        gradient = features.T @ (rightly - expected) - 1e-3 * weights
        curvature = (features.T * (expected * (1 - expected))) @ features + 1e-3 * np.eye(3)
        weights = weights + np.linalg.solve(curvature, gradient)
    return float(weights[0]), float(weights[1]), float(weights[2])


def write(table: str, weights: tuple[float, float, float], text: str) -> str:
    """The settings with one curve replaced."""
    body = "".join(
        f"{key} = {value:.2f}\n"
        for key, value in zip(("likeness", "margin", "constant"), weights, strict=True)
    )
    return re.sub(rf"(?ms)^\[{table}\]\n.*?(?=^\[|\Z)", f"[{table}]\n{body}\n", text).rstrip() + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seeds", type=int, default=4)
    parser.add_argument("--write", action="store_true", help="write the curves to the settings")
    options = parser.parse_args()
    classification = Lexicons().classification
    text = SETTINGS.read_text(encoding="utf-8")
    for table, with_path in (("by_name", False), ("by_path", True)):
        observed: list[tuple[float, float, bool]] = []
        for seed in range(1000, 1000 + options.seeds):
            names = noisy_names(classification, 2000, seed)
            matcher = Matcher(without_some(classification, seed))
            observed += observe(
                matcher, names, bearers(classification, names, same_parent=with_path), with_path
            )
        weights = fit(observed)
        print(
            f"[{table}] likeness {weights[0]:.2f}, margin {weights[1]:.2f}, constant {weights[2]:.2f}", end=""
        )
        print(
            f"  ({len(observed)} observations, {sum(right for *_, right in observed) / len(observed):.3f} right)"
        )
        text = write(table, weights, text)
    if options.write:
        SETTINGS.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
