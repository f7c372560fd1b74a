"""The script that reads one photo in a process of its own: `python -I -S reading_child.py FOLDER ...`.

It limits itself, loads Pillow from the folders it is told, waits for a photo on stdin, answers once and is gone. It
trusts nobody: its parent believes nothing it says without looking.
"""

import os
import resource
import sys

CPU_SECONDS = 6
ADDRESS_SPACE = 1_500_000_000


def main() -> None:
    sys.path += sys.argv[1:]
    be_the_first_to_go()
    limit_work()
    from lib.vision import reading_picture

    reading_picture.warm_up()
    limit_files()
    data = sys.stdin.buffer.read()
    # Nothing came: the parent has ended, or wants no more photos.
    if data:
        if not may_be_heic(data):
            limit_processes()
        sys.stdout.buffer.write(reading_picture.answer(data))
        sys.stdout.buffer.flush()
    # Whatever a photo may have left behind is not tidied up by running more code.
    os._exit(0)


def limit_work() -> None:
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_FSIZE, 0)
    # Only work counts, so waiting for a photo costs nothing of it.
    _limit(resource.RLIMIT_CPU, CPU_SECONDS, spared=1)
    if sys.platform != "darwin":
        # macOS refuses this one.
        _limit(resource.RLIMIT_AS, ADDRESS_SPACE)


def limit_files() -> None:
    """No file, socket or pipe can be opened from here on, so no other program runs either."""
    _limit(resource.RLIMIT_NOFILE, 0)


def limit_processes() -> None:
    _limit(resource.RLIMIT_NPROC, 0)


def may_be_heic(data: bytes) -> bool:
    """The decoder of HEIC photos cannot do without a thread of its own."""
    return data[4:8] == b"ftyp"


def be_the_first_to_go() -> None:
    """Where memory runs out, the kernel ends this process rather than the app."""
    try:
        with open("/proc/self/oom_score_adj", "w") as file:
            file.write("1000")
    except OSError:
        pass


def _limit(what: int, most: int, spared: int = 0) -> None:
    """`spared` keeps the two limits apart: the softer one of CPU time ends the process so that the parent sees why."""
    _, hard = resource.getrlimit(what)
    least = most + spared if hard == resource.RLIM_INFINITY else min(most + spared, hard)
    resource.setrlimit(what, (min(most, least), least))


if __name__ == "__main__":
    main()
