"""Run one benchmark and print its rows."""

import sys
from importlib import import_module


def main() -> None:
    for row in import_module(f"bench.{sys.argv[1]}").run():
        verdict = "ok" if row["ok"] else "FALLS SHORT"
        print(f"{row['path']:<58} {row['figure']:>22} {row['limit']:>22} {row['ratio']:>7.2f}  {row['goal']}: {verdict}",
              flush=True)  # fmt: skip


if __name__ == "__main__":
    main()
