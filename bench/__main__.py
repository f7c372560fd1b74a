"""`./dev bench [NAME ...]`: measures on this machine. Nothing here is ever asserted in a test."""

import os
import platform
import sys

from bench import advice, coach, diary, house, links, trends, vision

BENCHES = {
    "house": house.run,
    "diary": diary.run,
    "vision": vision.run,
    "links": links.run,
    "trends": trends.run,
    "advice": advice.run,
    "coach": coach.run,
}


def main(names: list[str]) -> int:
    unknown = [name for name in names if name not in BENCHES]
    if unknown:
        print(f"There is no bench {unknown[0]!r}; there is: {', '.join(BENCHES)}.")
        return 2
    print(f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}")
    for name in names or BENCHES:
        print(f"\n{name}")
        BENCHES[name]()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
