"""The files in a download of USDA FoodData Central, read line by line: they are larger than the memory of most."""

import csv
import io
import time
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path, PurePosixPath
from typing import IO

from tools.words import Refusal, note

NEEDED = ("food.csv", "food_nutrient.csv", "food_portion.csv")
WHERE = "The CSV files are at https://fdc.nal.usda.gov/download-datasets, under Full Download of All Data Types."
# Figures as text become a tenth as small, never a three-hundredth; and no line is as long as this.
LARGE, DENSE, LARGEST = 100_000_000, 300, 50_000_000_000
LONGEST_LINE = 1_000_000
NEWS_SECONDS = 5.0
LINES_A_LOOK = 200_000


@dataclass(frozen=True)
class Download:
    path: Path
    archive: zipfile.ZipFile
    members: dict[str, zipfile.ZipInfo]

    def rows(self, name: str, columns: Sequence[str]) -> Iterator[tuple[str, ...]]:
        """The given columns of each line; of a file that is not there, none."""
        if name not in self.members:
            return
        try:
            with self.archive.open(self.members[name]) as file:
                yield from self._rows(name, columns, file)
        except (zipfile.BadZipFile, zlib.error, EOFError) as error:
            raise Refusal(f"{name} in {self.path} is damaged, so nothing was written: download it again.") from error
        except NotImplementedError as error:
            raise Refusal(f"{name} in {self.path} is packed in a way that cannot be read here ({error}).") from error
        except csv.Error as error:
            raise Refusal(f"{name} in {self.path} is no CSV as it should be ({error}); nothing was written.") from error

    def _rows(self, name: str, columns: Sequence[str], file: IO[bytes]) -> Iterator[tuple[str, ...]]:
        text = io.TextIOWrapper(file, encoding="utf-8-sig", errors="replace", newline="")
        lines = csv.reader(_lines(text, name))
        header = [word.strip().lower() for word in next(lines, [])]
        if lacking := [column for column in columns if column not in header]:
            raise Refusal(f"{name} in {self.path} has no column {lacking[0]}, so nothing was written. {WHERE}")
        places = [header.index(column) for column in columns]
        chosen, width, said = itemgetter(*places), max(places), time.monotonic()
        for count, row in enumerate(lines, 1):
            if len(row) > width:
                yield chosen(row)
            elif row:
                raise Refusal(f"{name}, line {lines.line_num}, ends too early, so nothing was written: download again.")
            if count % LINES_A_LOOK == 0 and time.monotonic() - said > NEWS_SECONDS:
                said = time.monotonic()
                note(f"Reading {name}: {count:,} lines so far.")


def _lines(text: io.TextIOWrapper, name: str) -> Iterator[str]:
    while line := text.readline(LONGEST_LINE):
        if len(line) == LONGEST_LINE:
            raise Refusal(f"{name} has a line of more than a million characters, so nothing was written.")
        yield line


@contextmanager
def opened(path: Path) -> Iterator[Download]:
    try:
        archive = zipfile.ZipFile(path)
    except zipfile.BadZipFile:
        raise Refusal(f"{path} is not a zip file, or only a part of one: download it again. {WHERE}") from None
    except OSError as error:
        raise Refusal(f"{path} cannot be read ({error.strerror}).") from error
    with archive:
        yield Download(path, archive, _members(path, archive.infolist()))


def _members(path: Path, infos: Sequence[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
    if odd := next((info.filename for info in infos if _leads_out(info.filename)), None):
        raise Refusal(f"{path} holds a file with the name {odd!r}, which no download of USDA has: it was not read.")
    folders: dict[PurePosixPath, dict[str, zipfile.ZipInfo]] = {}
    for info in infos:
        place = PurePosixPath(info.filename)
        if not info.is_dir() and len(place.parts) <= 2 and place.suffix == ".csv":
            folders.setdefault(place.parent, {})[place.name] = info
    complete = [members for members in folders.values() if all(name in members for name in NEEDED)]
    if not complete:
        there = {name for members in folders.values() for name in members}
        lacking = [name for name in NEEDED if name not in there] or list(NEEDED)
        raise Refusal(f"{path} lacks {', '.join(lacking)}, so nothing was written. {WHERE}")
    if len(complete) > 1:
        raise Refusal(f"{path} holds more than one download, so nothing was written: give them one at a time.")
    for name, info in complete[0].items():
        if info.flag_bits & 1:
            raise Refusal(f"{name} in {path} is locked with a password, so nothing was written.")
        if info.file_size > LARGEST or (info.file_size > LARGE and info.file_size > DENSE * info.compress_size):
            raise Refusal(f"{name} in {path} would unpack to {info.file_size:,} bytes, which is not believable.")
    return complete[0]


def _leads_out(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ":" in name or ".." in PurePosixPath(name).parts
