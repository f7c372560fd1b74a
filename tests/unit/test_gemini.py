"""The real SDK asks a stand-in on this machine."""

import json
import logging
import os
import secrets
import socket
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest

from lib import gemini, gemini_refusals
from lib.gemini import Access, GeminiError
from lib.settings import Settings
from tests.support import gemini_standin as plays
from tests.support.gemini_standin import Asked, Reply, Standin

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = {
    "type": "object",
    "properties": {
        "word": {"type": "string"},
        "grade": {"type": "string", "enum": ["good", "fair"]},
        "parts": {"type": "array", "items": {"type": "number", "nullable": True}},
        "sure": {"type": "boolean"},
        "count": {"type": "integer"},
    },
    "required": ["word"],
}
JPEG = b"\xff\xd8\xff\xe0" + bytes(range(256)) * 3 + b"\xff\xd9"
TOLD = "the answer that nobody else may read"


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch):
    monkeypatch.setattr(gemini, "PAUSE_BEFORE_RETRY", 0.0)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


@pytest.fixture
def access(standin) -> Access:
    """A key of its own for every test, because a key that is asked too often rests."""
    standin.will(plays.says({"word": TOLD}))
    return Access(f"key-{secrets.token_hex(16)}", "gemini-2.5-flash", standin.url)


def ask(access, *, seconds=30.0, **more):
    return gemini.ask(access, "One word, please.", SCHEMA, seconds=seconds, most_tokens=200, **more)


def refusal(access, **more) -> GeminiError:
    with pytest.raises(GeminiError) as caught:
        ask(access, **more)
    return caught.value


def nobody_still_asks() -> bool:
    asking = [thread for thread in threading.enumerate() if thread.name == "gemini"]
    for thread in asking:
        thread.join(15)
    return not any(thread.is_alive() for thread in asking)


def test_a_question_without_a_picture_is_answered(standin, access):
    answer = ask(access)

    assert answer == {"word": TOLD}
    assert standin.asked[0].parts == [{"text": "One word, please."}]


def test_the_picture_that_goes_out_is_the_one_that_was_given(standin, access):
    ask(access, picture=JPEG)

    picture, text = standin.asked[0].parts
    assert picture["inlineData"]["mimeType"] == "image/jpeg"
    assert plays.picture_of(standin.asked[0]) == JPEG
    assert text == {"text": "One word, please."}


def test_the_answer_is_asked_for_as_json_with_room_to_think(standin, access):
    ask(access)

    wanted = standin.asked[0].json["generationConfig"]
    assert wanted["responseMimeType"] == "application/json"
    assert set(wanted["responseSchema"]["properties"]) == set(SCHEMA["properties"])
    assert wanted["responseSchema"]["required"] == ["word"]
    assert wanted["maxOutputTokens"] == 200 + gemini.ROOM_TO_THINK
    assert wanted["temperature"] <= 0.3
    assert not standin.asked[0].json.get("safetySettings")


def test_the_key_goes_in_a_header_to_the_address_of_the_settings_and_nowhere_else(standin, access):
    ask(access, picture=JPEG)

    assert len(standin.asked) == 1
    assert standin.asked[0].key == access.key
    assert standin.asked[0].path.startswith("/v1beta/models/gemini-2.5-flash:generateContent")
    assert access.key not in standin.asked[0].path and access.key.encode() not in standin.asked[0].body
    assert access.key not in repr(access)


def test_an_address_may_have_a_path_and_a_model_its_prefix(standin, access):
    ask(Access(access.key, "models/gemini-2.5-flash", f"{standin.url}/by/way/of"))

    assert standin.asked[0].path.startswith("/by/way/of/v1beta/models/gemini-2.5-flash:generateContent")


def test_a_redirect_is_not_followed(standin, access):
    other = Standin()
    other.will(plays.says({"word": "caught"}))
    standin.will(Reply(307, b"", {"Location": f"{other.url}/v1beta/models/x:generateContent"}))

    failed = refusal(access)
    other.stop()

    assert failed.kind == "not_gemini"
    assert other.asked == []


def test_an_answer_in_several_parts_is_one(standin, access):
    standin.will(plays.says({"word": "a long word"}, pieces=5))

    assert ask(access) == {"word": "a long word"}


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        (plays.blocks(), "blocked"),
        (plays.says("", finish=plays.SAFETY), "stopped"),
        (plays.says({"word": TOLD}, finish=plays.RECITATION), "stopped"),
        (plays.says("", finish=plays.OTHER), "stopped"),
        (plays.says("", finish=77), "stopped"),
        (plays.says(""), "empty"),
        (plays.says("  \n"), "empty"),
        (Reply(200, b"{}"), "empty"),
        (Reply(200, b""), "empty"),
        (plays.says('{"word": "begu', finish=plays.MAX_TOKENS), "cut"),
        (plays.says("", finish=plays.MAX_TOKENS), "cut"),
        (plays.says("Here is your JSON: {}"), "unreadable"),
        (plays.says("[" * 100_000), "unreadable"),
        (plays.says("null"), "unreadable"),
        (plays.says({"other": 1}), "unreadable"),
        (plays.says({"word": 7}), "unreadable"),
        (plays.says({"word": None}), "unreadable"),
        (plays.says({"word": "x", "grade": "bad"}), "unreadable"),
        (plays.says({"word": "x", "parts": ["one"]}), "unreadable"),
        (plays.says({"word": "x", "parts": [True]}), "unreadable"),
        (plays.says({"word": "x", "sure": 1}), "unreadable"),
        (plays.says({"word": "x", "count": 1.5}), "unreadable"),
        (Reply(200, b"all is well"), "unreadable"),
        (Reply(200, b"[1, 2]"), "unreadable"),
        (Reply(200, b" " * (gemini.MOST_BYTES + 1)), "unreadable"),
        (plays.page(), "not_gemini"),
        (plays.page(404), "not_gemini"),
        (plays.refuses(400), "bad_request"),
        (plays.refuses(400, plays.error_info("API_KEY_INVALID")), "bad_key"),
        (Reply(400, b'{"error": "no"}'), "bad_request"),
        (plays.refuses(401), "unauthorised"),
        (plays.refuses(403), "forbidden"),
        (plays.refuses(404), "no_model"),
        (plays.refuses(413), "bad_request"),
        (plays.refuses(500), "fault"),
        (plays.page(502), "fault"),
        (plays.refuses(504), "timeout"),
    ],
)
@pytest.mark.filterwarnings("ignore:Unrecognized FinishReason")
def test_what_goes_wrong_is_told_apart_and_asked_once(standin, access, reply, kind):
    standin.will(reply)

    failed = refusal(access)

    assert (failed.kind, failed.retry_after) == (kind, None)
    assert len(standin.asked) == 1


def test_an_answer_may_hold_what_the_schema_allows(standin, access):
    whole = {"word": "x", "grade": "fair", "parts": [1, 2.5, None], "sure": True, "count": 3, "more": {}}
    standin.will(plays.says(whole))

    assert ask(access) == whole


def test_a_server_that_has_too_much_to_do_is_asked_once_more(standin, access):
    standin.will(plays.refuses(503), plays.says({"word": "late"}))

    answer = ask(access)

    assert answer == {"word": "late"}
    assert len(standin.asked) == 2


def test_a_server_that_stays_busy_is_asked_twice_and_no_more(standin, access):
    standin.will(plays.refuses(503))

    failed = refusal(access)

    assert failed.kind == "overloaded"
    assert len(standin.asked) == 2


def test_there_is_no_second_try_without_time_for_it(standin, access, monkeypatch):
    monkeypatch.setattr(gemini, "PAUSE_BEFORE_RETRY", 60.0)
    standin.will(plays.refuses(503))

    failed = refusal(access)

    assert failed.kind == "overloaded"
    assert len(standin.asked) == 1


def test_a_server_that_says_nothing_is_not_waited_for(standin, access):
    def never(_: Asked) -> Reply:
        standin.over.wait(60)
        return plays.says({"word": TOLD})

    standin.will(never)

    assert refusal(access, seconds=0.2).kind == "timeout"
    assert nobody_still_asks()


def test_a_server_that_trickles_is_not_waited_for(standin, access):
    standin.will(Reply(200, b" " * 100_000, slowly=True))

    assert refusal(access, seconds=0.2).kind == "timeout"
    assert nobody_still_asks()


def test_a_call_that_came_too_late_is_not_made(standin, access):
    assert refusal(access, seconds=0.0).kind == "timeout"
    assert standin.asked == []


def test_without_a_network_it_says_so(access):
    closed = Standin()
    closed.stop()

    assert refusal(Access(access.key, access.model, closed.url)).kind == "offline"


def test_without_an_address_of_its_own_it_calls_google_and_nobody_else(access, monkeypatch):
    looked_up = []

    def nobody_there(host, port, *_: object, **__: object) -> None:
        looked_up.append((host, port))
        raise socket.gaierror("no such name")

    monkeypatch.setenv("NO_PROXY", "*")
    monkeypatch.setattr(socket, "getaddrinfo", nobody_there)

    assert refusal(Access(access.key, access.model)).kind == "offline"
    assert looked_up == [("generativelanguage.googleapis.com", 443)]


def test_a_line_that_breaks_in_the_middle_is_no_answer(standin, access):
    standin.will(Reply(200, b'{"candidates": [', {"Content-Length": "500"}))

    assert refusal(access).kind in ("offline", "unreadable")


@pytest.mark.parametrize("key", ["ключ", "one\ntwo"])
def test_a_key_that_fits_in_no_header_is_a_bad_key(standin, access, key):
    assert refusal(Access(key, access.model, access.base)).kind == "bad_key"
    assert standin.asked == []


@pytest.mark.parametrize(
    ("reply", "seconds"),
    [
        (plays.refuses(429, plays.quota_failure("RequestsPerMinute-FreeTier"), plays.retry_info("26.5s")), 26.5),
        (plays.refuses(429, plays.retry_info("0s")), 1),
        (plays.refuses(429, plays.retry_info("soon"), headers={"Retry-After": "120"}), 120),
        (plays.refuses(429), 60),
        (plays.refuses(429, "odd", 7, {"violations": 3}), 60),
        (plays.page(429), 60),
        (Reply(429, b"[]", {"Retry-After": "-5"}), 60),
        (Reply(429, b"[[", {"Retry-After": "999999999"}), gemini_refusals.DAY),
    ],
)
def test_a_key_asked_too_often_rests_for_as_long_as_the_server_says(standin, access, reply, seconds):
    standin.will(reply)

    failed, again = refusal(access), refusal(access)

    assert (failed.kind, failed.retry_after) == ("too_many", seconds)
    assert again.kind == "too_many" and again.retry_after is not None and 0 < again.retry_after <= seconds
    assert len(standin.asked) == 1


def test_a_date_to_try_again_is_understood(standin, access):
    later = datetime.now(UTC) + timedelta(minutes=10)
    standin.will(Reply(429, b"{}", {"Retry-After": format_datetime(later, usegmt=True)}))

    failed = refusal(access)

    assert failed.retry_after is not None and 500 < failed.retry_after <= 600


def test_a_daily_quota_rests_until_its_reset_whatever_delay_is_named(standin, access):
    standin.will(plays.refuses(429, plays.quota_failure("RequestsPerDayPerModel-FreeTier"), plays.retry_info("22s")))

    failed, again = refusal(access), refusal(access)
    assert failed.retry_after is not None
    reset = datetime.now(ZoneInfo("America/Los_Angeles")).timestamp() + failed.retry_after

    assert (failed.kind, again.kind) == ("day_used_up", "day_used_up")
    # A minute later, so that it does not matter how long this took.
    assert datetime.fromtimestamp(reset + 60, ZoneInfo("America/Los_Angeles")).strftime("%H:%M") in ("00:00", "00:01")
    assert failed.retry_after <= 25 * 3600
    assert len(standin.asked) == 1


def test_the_rest_is_for_one_key_and_one_model(standin, access):
    standin.will(plays.refuses(429), plays.says({"word": "well"}))
    refusal(access)

    another_key = ask(Access(access.key + "2", access.model, access.base))
    another_model = ask(Access(access.key, "gemini-2.5-flash-lite", access.base))

    assert another_key == another_model == {"word": "well"}


def test_after_the_rest_it_is_asked_again(standin, access, monkeypatch):
    standin.will(plays.refuses(429, plays.retry_info("30s")), plays.says({"word": "well"}))
    refusal(access)

    later = SimpleNamespace(monotonic=lambda: time.monotonic() + 31)
    monkeypatch.setattr(gemini, "time", later)

    assert ask(access) == {"word": "well"}


def test_two_who_ask_at_once_each_get_their_own_answer(standin, access):
    together = threading.Barrier(4, timeout=20)

    def own(asked: Asked) -> Reply:
        together.wait()
        return plays.says({"word": f"{asked.key} {asked.path.split('/')[3].split(':')[0]}"})

    standin.will(own)
    all_of_them = [Access(f"{access.key}-{number}", f"gemini-{number}", access.base) for number in range(4)]
    answers: dict[str, object] = {}
    threads = [threading.Thread(target=lambda a=a: answers.update({a.key: ask(a)})) for a in all_of_them]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    assert answers == {a.key: {"word": f"{a.key} {a.model}"} for a in all_of_them}


@pytest.mark.parametrize(
    "reply",
    [
        plays.says({"word": TOLD}),
        plays.says(TOLD),
        plays.says({"word": TOLD}, finish=plays.SAFETY),
        plays.refuses(400, message=TOLD),
        plays.refuses(401, message=TOLD),
        plays.refuses(429, message=TOLD),
        plays.refuses(503, message=TOLD),
        plays.page(),
    ],
)
def test_neither_the_key_nor_the_picture_nor_a_word_of_the_answer_is_logged(standin, access, reply, caplog):
    caplog.set_level(logging.DEBUG)
    standin.will(reply)

    failed = None
    try:
        ask(access, picture=JPEG)
    except GeminiError as error:
        failed = error

    logged = "\n".join(f"{record.getMessage()} {record.__dict__}" for record in caplog.records)
    secret = [access.key, TOLD, "hotel", "One word, please", plays.encoded(JPEG)[:40]]
    assert [word for word in secret if word in logged] == []
    ours = [record.getMessage() for record in caplog.records if record.name == "lib.gemini"]
    assert ours == ([f"Gemini: {failed.kind} ({failed.status})."] if failed else [])
    assert failed is None or (failed.__cause__ is None and failed.__suppress_context__)


def test_every_kind_has_a_sentence_of_its_own():
    kinds = gemini_refusals.Kind.__args__

    assert set(gemini_refusals.SENTENCES) == set(kinds)
    assert len(set(gemini_refusals.SENTENCES.values())) == len(kinds)
    assert all("Nothing of yours was changed." in sentence for sentence in gemini_refusals.SENTENCES.values())


def test_without_a_key_there_is_no_access():
    nothing = gemini.access(Settings())
    something = gemini.access(Settings(GEMINI_API_KEY="k", GEMINI_API_BASE="https://gemini.example.org/"))

    assert nothing is None
    assert something == Access("k", "gemini-2.5-flash", "https://gemini.example.org")


FRESH = """
import json, sys
seen = []
kinds = {"socket.connect": lambda args: args[1][0], "socket.getaddrinfo": lambda args: args[0]}
sys.addaudithook(lambda event, args: seen.append(kinds[event](args)) if event in kinds else None)
from lib import gemini, gemini_refusals
early = [name for name in ("google.generativeai", "google.api_core", "grpc", "requests") if name in sys.modules]
access, found = gemini.Access("a-key", "gemini-2.5-flash", sys.argv[1]), []
for _ in range(2):
    try:
        found.append(gemini.ask(access, "?", {"type": "string"}, seconds=60, most_tokens=10))
    except gemini.GeminiError as error:
        found.append(error.kind)
print(json.dumps([early, found, seen]))
"""


def test_a_fresh_process_imports_late_calls_one_address_only_and_prints_one_line_of_its_own(standin, access):
    standin.will(plays.says('"fine"'), plays.says("", finish=77))
    place = {"cwd": ROOT, "env": {**os.environ, "NO_PROXY": "127.0.0.1"}}

    done = subprocess.run([sys.executable, "-c", FRESH, standin.url], **place, capture_output=True, text=True)

    assert (done.returncode, done.stderr) == (0, "Gemini: stopped (200).\n")
    early, found, seen = json.loads(done.stdout)
    assert (early, found) == ([], ["fine", "stopped"])
    assert set(seen) == {"127.0.0.1"}
