"""Taps that write, change, copy or remove entries: done, said and taken back."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from components.acts import Do, Outcome
from lib.diary import entries, photos
from lib.diary.entries import Draft, Saved
from lib.diary.photos import Pictures
from lib.gateway.port import Backend


def log(drafts: Sequence[Draft], pictures: Pictures | None = None) -> Do:
    """Writes entries, with the pictures of their photos; taken back by removing what was new."""

    def do(backend: Backend) -> Outcome:
        saved, stored = photos.save(backend, drafts, pictures or {})
        refs = entries.refs(saved)
        return Outcome(saved=saved, undo=remove(refs) if refs else None, says="" if stored else photos.NOT_STORED)

    return do


def remove(refs: Sequence[Mapping[str, str]]) -> Do:
    """Removes entries; taken back by writing them again as they were."""

    def do(backend: Backend) -> Outcome:
        taken = entries.take(backend, refs)
        pictures: dict[str, bytes] = {}
        says = "" if taken else "That was gone already."
        if photos.has_photos(taken):
            pictures, whole = photos.lift(backend, taken)
            photos.tidy(backend)
            says = "" if whole else "Deleted. The photo cannot be brought back, the rest can."
        # What another tab removed before is off the page as well.
        return Outcome(gone=refs, undo=log(taken, pictures) if taken else None, says=says)

    return do


def change(
    kind: str,
    before: Mapping[str, Any],
    row: Mapping[str, Any],
    items: Sequence[Mapping[str, Any]] | None = None,
    learnt: Sequence[Mapping[str, Any]] | None = None,
) -> Do:
    """Changes an entry; taken back by giving it the values it had then, which another tab may have changed since.

    `learnt` is what a meal's photos teach from now on, where that changes with its foods.
    """

    def do(backend: Backend) -> Outcome:
        saved = entries.change(backend, kind, before["id"], row, items, learnt)
        then = saved["before"]
        old = {name: then[name] for name in row}
        back = (then["items"], then.get("learnt")) if items is not None else (None, None)
        return Outcome(saved=[saved], undo=change(kind, saved["row"], old, *back))

    return do


def copy(make: Callable[[Backend], list[Saved]], nothing: str) -> Do:
    """Writes copies; says so when there was nothing to copy or it had been copied before."""

    def do(backend: Backend) -> Outcome:
        saved = make(backend)
        refs = entries.refs(saved)
        return Outcome(saved=saved, undo=remove(refs) if refs else None, says="" if refs else nothing)

    return do


def mark(wanted: Any, complete: bool) -> Do:
    def do(backend: Backend) -> Outcome:
        (entries.mark_complete if complete else entries.mark_open)(backend, wanted)
        return Outcome(complete=complete, undo=mark(wanted, not complete))

    return do
