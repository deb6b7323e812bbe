#!/usr/bin/env python3
"""Times one household at a time: the release program with its tree, and OpenFisca with its trace, in CPU time.

decision.py [--count N] [--python PYTHON] [--binary FILE]

OpenFisca runs in the interpreter given, which needs numpy, pyarrow, PyYAML and openfisca-core.
"""

import argparse
import json
import pathlib
import statistics
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
HERE = ROOT / "Benchmarks" / "determine"
DEFAULT_BINARY = ROOT / ".build" / "release" / "backstop"


def rival(count):
    """Milliseconds of CPU for one household of the sample: a simulation built, all results calculated and traced."""
    sys.path.insert(0, str(HERE))
    import numpy as np
    from openfisca_core.simulations import SimulationBuilder

    import files
    import rules_openfisca as fisca

    homes, people, starts = files.load(str(HERE / "sample"))
    rules, versions, times = fisca.system(), files.policy_versions(), []
    for home in range(min(count, len(starts) - 1)):
        rows = slice(starts[home], starts[home + 1])
        size = rows.stop - rows.start
        month = versions[homes["version"][home]]["from"]
        begin = time.process_time()
        builder = SimulationBuilder()
        builder.create_entities(rules)
        builder.declare_person_entity("person", np.arange(size))
        builder.declare_entity("household", np.arange(1))
        builder.join_with_persons(builder.populations["household"], np.zeros(size, int), np.array(["member"] * size))
        simulation = builder.build(rules)
        simulation.trace = True
        for name in fisca.PERSON_FACTS:
            simulation.set_input(name, month, people[name][rows].astype(np.int32))
        for name in fisca.HOME_FACTS:
            simulation.set_input(name, month, np.asarray(homes[name])[home:home + 1].astype(np.int32))
        for name in ["program", "reason", "covered"] + files.RESULT[6:]:
            simulation.calculate(name, month)
        times.append((time.process_time() - begin) * 1000)
    print(json.dumps({"median": statistics.median(times), "count": len(times)}))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--python", default=sys.executable, help="an interpreter that has the rival's packages")
    parser.add_argument("--binary", type=pathlib.Path, default=DEFAULT_BINARY)
    parser.add_argument("--rival", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.rival:
        rival(given.count)
        return
    command = [given.binary, "bench", "decision", "--policies", ROOT / "policies", "--count", given.count]
    ours = subprocess.run([str(part) for part in command], check=True, capture_output=True, text=True).stdout
    figures = {line["name"]: line for line in map(json.loads, ours.splitlines())}
    for name, line in figures.items():
        print(f"{name:<36}{line['value']:>10.1f} {line['unit']}")
    other = subprocess.run([given.python, __file__, "--rival", "--count", str(given.count)], check=True,
                           capture_output=True, text=True).stdout
    median = json.loads(other.splitlines()[-1])["median"]
    ratio = median * 1000 / figures["decision with tree"]["value"]
    print(f"{'OpenFisca, one household, traced':<36}{median * 1000:>10.1f} µs, {ratio:.0f} times ours")


if __name__ == "__main__":
    main()
