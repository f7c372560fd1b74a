"""Which browser each live session belongs to, each file that a session was shown, and what uploads weigh.

Reads Streamlit's runtime, which app.py hands over once it runs; this module never imports Streamlit.
"""

import posixpath
import threading
from collections.abc import Callable
from typing import Any

# The key under which `server.trustedUserHeaders` keeps what the guard says about a session's browser.
_BIND = "bind"
# Above this, files that no longer exist are forgotten.
_TIDY_ABOVE = 500


class Browsers:
    def __init__(self) -> None:
        self._runtime: Any = None
        self._shown: dict[str, set[str]] = {}
        self._lock = threading.Lock()

    def attach(self, runtime: Any) -> None:
        """Once, when the runtime has started. Until then nobody owns anything."""
        # Streamlit forgets which session shows a file whenever that session's script starts again. Asked in
        # that moment, it would refuse the very download whose click started the script.
        files = runtime.media_file_mgr
        files.add = self._remembering(files, files.add)
        files.execute_deferred = self._remembering_deferred(files, files.execute_deferred)
        self._runtime = runtime

    def media_owners(self, file_id: str) -> set[str]:
        with self._lock:
            sessions = list(self._shown.get(file_id, ()))
        return {owner for session in sessions if (owner := self.upload_session_owner(session))}

    def upload_session_owner(self, session_id: str) -> str | None:
        if self._runtime is None:
            return None
        info = self._runtime._session_mgr.get_session_info(session_id)
        return info.session._user_info.get(_BIND) if info is not None else None

    def uploaded_bytes(self) -> int:
        """What all uploads weigh that sessions hold in memory."""
        if self._runtime is None:
            return 0
        files = self._runtime.uploaded_file_mgr
        with files._lock:
            return sum(len(file.data) for held in files.file_storage.values() for file in held.values())

    def _remembering(self, files: Any, add: Callable[..., str]) -> Callable[..., str]:
        def add_and_remember(
            path_or_data: bytes | str, mimetype: str, coordinates: str, *rest: Any, **more: Any
        ) -> str:
            url = add(path_or_data, mimetype, coordinates, *rest, **more)
            file_id = _file_id(url)
            with files._lock:
                places = files._files_by_session_and_coord.items()
                showing = {session for session, at in places if at.get(coordinates) == file_id}
            self._remember(files, file_id, showing)
            return url

        return add_and_remember

    def _remembering_deferred(self, files: Any, execute: Callable[[str], str]) -> Callable[[str], str]:
        def execute_and_remember(placeholder: str) -> str:
            asked = files._deferred_callables.get(placeholder)
            url = execute(placeholder)
            self._remember(files, _file_id(url), {asked["session_id"]} if asked else set())
            return url

        return execute_and_remember

    def _remember(self, files: Any, file_id: str, sessions: set[str]) -> None:
        with self._lock:
            self._shown.setdefault(file_id, set()).update(sessions)
            if len(self._shown) > _TIDY_ABOVE:
                self._shown = {name: seen for name, seen in self._shown.items() if name in files._file_metadata}


def _file_id(url: str) -> str:
    return posixpath.splitext(posixpath.basename(url))[0]
