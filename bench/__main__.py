"""python -m bench [name ...]: the first rows of the budget table, each with its limit and ratio."""

import subprocess
import sys

ROWS = (
    "locate",
    "submission",
    "reads",
    "desks",
    "seen",
    "tiles",
    "fanout",
    "pages",
    "registration",
    "opendata",
)


def main() -> None:
    """Each row in a process of its own, so that none warms another's caches."""
    wanted = sys.argv[1:] or ROWS
    print(f"{'path':<58} {'figure':>22} {'limit':>22} {'ratio':>7}  goal", flush=True)
    failed = [
        name
        for name in wanted
        if subprocess.run([sys.executable, "-m", "bench.row", name], check=False).returncode
    ]
    if failed:
        sys.exit(f"did not finish: {', '.join(failed)}")


if __name__ == "__main__":
    main()
