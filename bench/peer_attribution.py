"""Runs the peer on a table of paths, in an environment of its own: never imported by the product.

python peer_attribution.py FILE ORDER SIMULATIONS prints one line of JSON. ORDER 0 asks for the
rules alone; SIMULATIONS 0 leaves the peer at its defaults.
"""

import json
import resource
import sys
from time import perf_counter, process_time

import ChannelAttribution
import pandas as pd


def timed(
    paths: pd.DataFrame, order: int, simulations: int
) -> tuple[dict[str, float], pd.DataFrame]:
    """Run the one call."""
    named = {
        "var_path": "path", "var_conv": "total_conversions", "flg_pro": False,
        "var_value": "total_conversion_value",
    }  # fmt: skip
    started, cpu = perf_counter(), process_time()
    if order == 0:
        found = ChannelAttribution.heuristic_models(paths, **named)
    else:
        more = {"nsim_start": float(simulations), "conv_par": 1.0} if simulations else {}
        found = ChannelAttribution.markov_model(
            paths, **named, var_null="total_null", order=order, seed=1, verbose=False, **more
        )
    return {"seconds": perf_counter() - started, "cpu": process_time() - cpu}, found


def main() -> None:
    """Read the file untimed, then time the one call."""
    file, order, simulations = sys.argv[1], int(sys.argv[2]), int(float(sys.argv[3]))
    paths = pd.read_csv(file, sep=";")
    times = 3 if len(paths) < 100_000 and simulations < 1e6 else 1
    took, found = min(
        (timed(paths, order, simulations) for _ in range(times)), key=lambda one: one[0]["cpu"]
    )
    column = "total_conversions" if order else "linear_touch_conversions"
    if isinstance(found, dict):
        found = found["result"]
    given = dict(zip(found["channel_name"], found[column].astype(float), strict=True))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({**took, "given": given, "peak": peak}))


if __name__ == "__main__":
    main()
