import threading
from collections import defaultdict
from types import SimpleNamespace

import pytest
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

from lib.web import browsers as module
from lib.web.browsers import Browsers


class Runtime:
    """Streamlit's own file manager, and sessions of which only the browser is known."""

    def __init__(self, monkeypatch):
        self.now = "session-1"
        self.sessions = {"session-1": "bind-1", "session-2": "bind-2"}
        monkeypatch.setattr("streamlit.runtime.media_file_manager._get_session_id", lambda: self.now)
        self.media_file_mgr = MediaFileManager(MemoryMediaFileStorage("/media"))
        self._session_mgr = SimpleNamespace(get_session_info=self._info)

    def _info(self, session_id):
        if session_id not in self.sessions:
            return None
        return SimpleNamespace(session=SimpleNamespace(_user_info={"bind": self.sessions[session_id]}))


@pytest.fixture
def runtime(monkeypatch):
    return Runtime(monkeypatch)


@pytest.fixture
def browsers(runtime):
    made = Browsers()
    made.attach(runtime)
    return made


def id_in(url):
    return url.rsplit("/", 1)[1].split(".")[0]


def test_before_the_runtime_is_known_nobody_owns_anything():
    early = Browsers()

    assert early.media_owners("x") == set()
    assert early.upload_session_owner("session-1") is None


def test_a_file_belongs_to_the_browsers_that_were_shown_it(runtime, browsers):
    file_id = id_in(runtime.media_file_mgr.add(b"photo", "image/jpeg", "0.1"))

    only_one = browsers.media_owners(file_id)
    runtime.now = "session-2"
    runtime.media_file_mgr.add(b"photo", "image/jpeg", "0.7")

    assert only_one == {"bind-1"}
    assert browsers.media_owners(file_id) == {"bind-1", "bind-2"}


def test_a_file_stays_its_browsers_while_the_script_runs_again(runtime, browsers):
    file_id = id_in(runtime.media_file_mgr.add(b"a,b", "text/csv", "0.1", "h.csv", is_for_static_download=True))

    runtime.media_file_mgr.clear_session_refs("session-1")

    assert browsers.media_owners(file_id) == {"bind-1"}


def test_a_file_made_at_the_click_belongs_to_who_clicked(runtime, browsers):
    placeholder = runtime.media_file_mgr.add_deferred(lambda: b"late", "text/csv", "0.1", "h.csv")

    runtime.now = "nobody"
    file_id = id_in(runtime.media_file_mgr.execute_deferred(placeholder))

    assert browsers.media_owners(file_id) == {"bind-1"}


def test_a_session_that_ended_owns_nothing(runtime, browsers):
    file_id = id_in(runtime.media_file_mgr.add(b"photo", "image/jpeg", "0.1"))

    del runtime.sessions["session-1"]

    assert browsers.media_owners(file_id) == set()
    assert browsers.upload_session_owner("session-1") is None


def test_a_session_without_a_browser_owns_nothing(runtime, browsers):
    runtime.sessions["session-1"] = None

    assert browsers.upload_session_owner("session-1") is None


def test_uploads_weigh_what_all_sessions_hold_of_them(runtime, browsers):
    files = runtime.uploaded_file_mgr = MemoryUploadedFileManager("/upload")
    for session, name, size in (("session-1", "a", 10), ("session-1", "b", 5), ("session-2", "a", 100)):
        files.add_file(session, UploadedFileRec(name, "photo.jpg", "image/jpeg", b"x" * size))

    before = browsers.uploaded_bytes()
    files.remove_session_files("session-2")

    assert (Browsers().uploaded_bytes(), before, browsers.uploaded_bytes()) == (0, 115, 15)


def test_files_that_no_longer_exist_are_forgotten(runtime, browsers, monkeypatch):
    monkeypatch.setattr(module, "_TIDY_ABOVE", 10)

    for number in range(30):
        runtime.media_file_mgr.add(b"photo %d" % number, "image/jpeg", "0.1")
        runtime.media_file_mgr.remove_orphaned_files()

    assert len(browsers._shown) <= 11


def test_many_threads_may_show_files_at_once(monkeypatch):
    current = threading.local()
    monkeypatch.setattr("streamlit.runtime.media_file_manager._get_session_id", lambda: current.session)
    runtime = SimpleNamespace(media_file_mgr=MediaFileManager(MemoryMediaFileStorage("/media")))
    info = defaultdict(lambda: None)
    runtime._session_mgr = SimpleNamespace(get_session_info=info.__getitem__)
    made = Browsers()
    made.attach(runtime)
    seen = []

    def show(number):
        current.session = f"s{number}"
        for step in range(50):
            seen.append(id_in(runtime.media_file_mgr.add(b"%d" % (step % 7), "image/jpeg", f"0.{step}")))

    threads = [threading.Thread(target=show, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert {len(made._shown[file_id]) for file_id in seen} == {8}
