"""How sign-ins are kept where Supabase Auth issues the tokens."""

import base64
import logging
import threading

import pytest

from lib.gateway import supabase_auth, supabase_keys
from lib.gateway.port import UNREACHABLE, AccountError, Caller, GatewayError
from lib.gateway.supabase_keys import Seal
from tests.contract.sides import PASSWORD, SESSION_KEY
from tests.support.people import new_email
from tests.support.supabase_wire import Reply, refuse

pytestmark = pytest.mark.newest_postgres
HOME = Caller(address="203.0.113.5", device="Firefox on Linux")
ELSEWHERE = Caller(address="198.51.100.7")
NEW_PASSWORD = "seven quiet lanterns"


@pytest.fixture
def standin(supabase):
    yield supabase.standin
    auth = supabase.standin.auth
    auth.confirm_email, auth.signup_open, auth.reuse_interval = False, True, 10.0
    auth.needs_current_password = False
    auth.too_weak.clear()
    supabase.standin.tokens.lifetime = 3600


@pytest.fixture
def accounts(supabase):
    return supabase.open_store().accounts


@pytest.fixture
def email():
    return new_email()


def sentence(call):
    with pytest.raises(AccountError) as refused:
        call()
    return refused.value.sentence


def asked(standin, call):
    """The requests that a call made."""
    start = len(standin.seen)
    call()
    return [f"{method} {path}" for method, path, _ in standin.seen[start:]]


def test_restoring_a_sign_in_is_one_request_as_the_person(standin, accounts, email):
    anna = accounts.sign_up(email, PASSWORD, HOME)

    requests = asked(standin, lambda: accounts.restore(anna.secret))

    assert requests == ["POST /rest/v1/rpc/session_state"]
    assert standin.seen[-1][2] == "authenticated"


def test_unknown_secret_is_one_request_as_nobody(standin, accounts):
    requests = asked(standin, lambda: accounts.restore("x" * 43))

    assert requests == ["POST /rest/v1/rpc/session_state"]
    assert standin.seen[-1][2] == "anon"


def test_token_with_less_than_a_minute_left_is_exchanged(standin, accounts, email):
    standin.tokens.lifetime = supabase_auth.SPARE_SECONDS - 5
    anna = accounts.sign_up(email, PASSWORD, HOME)
    standin.tokens.lifetime = 3600

    first = asked(standin, lambda: accounts.restore(anna.secret))
    second = asked(standin, lambda: accounts.restore(anna.secret))

    assert "POST /auth/v1/token" in first
    assert "POST /auth/v1/token" not in second


def test_tabs_that_wake_up_together_share_one_exchange(supabase, standin, email):
    anna = supabase.open_store().accounts.sign_up(email, PASSWORD, HOME)
    accounts = supabase.open_store().accounts
    standin.auth.reuse_interval = 0.0
    found: list[object] = []

    def wake():
        found.append(accounts.restore(anna.secret))

    start = len(standin.seen)
    threads = [threading.Thread(target=wake) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [session.backend.person.id for session in found] == [anna.person.id] * 8
    assert [path for _, path, _ in standin.seen[start:]].count("/auth/v1/token") == 1


def test_processes_that_take_turns_follow_each_others_tokens(supabase, standin, email):
    standin.tokens.lifetime = 30
    standin.auth.reuse_interval = 0.0
    processes = [supabase.open_store().accounts for _ in range(3)]
    anna = processes[0].sign_up(email, PASSWORD, HOME)

    found = [process.restore(anna.secret) for _ in range(3) for process in processes]

    assert all(session.backend.person == anna.person for session in found)


def test_process_that_was_overtaken_takes_the_newer_token(supabase, standin, email):
    """Between reading the row and using its token, another process has used the token up twice."""
    anna = supabase.open_store().accounts.sign_up(email, PASSWORD, HOME)
    slow, fast = supabase.open_store().accounts, supabase.open_store().accounts
    standin.auth.reuse_interval = 0.0
    overtaken = []

    def overtake(request):
        if request.path == "/auth/v1/token" and not overtaken:
            overtaken.append(request)
            fast.restore(anna.secret)
            return refuse(400, {"code": "refresh_token_already_used", "message": "Already Used"})
        return None

    standin.interruption = overtake

    session = slow.restore(anna.secret)

    assert overtaken
    assert session.backend.person == anna.person
    assert fast.restore(anna.secret)


def test_refused_token_ends_the_sign_in_for_good(supabase, standin, accounts, admin, email):
    anna = accounts.sign_up(email, PASSWORD, HOME)
    standin.auth.sessions.clear()

    fresh = supabase.open_store().accounts.restore(anna.secret)

    rows = admin.execute("select from public.app_sessions where user_id = %s", (anna.person.id,)).fetchall()
    assert fresh is None
    assert rows == []
    assert accounts.restore(anna.secret) is None


@pytest.mark.parametrize(
    "answer",
    [
        Reply(503, b"<html></html>", "text/html"),
        refuse(429, {"code": "over_request_rate_limit", "message": "slow down"}),
        refuse(500, {"code": "unexpected_failure", "message": "oh"}),
        refuse(404, {"error": "requested path is invalid"}),
        refuse(401, {"message": "Invalid API key"}),
    ],
    ids=["away", "busy", "broken", "paused", "wrong key"],
)
def test_auth_service_in_trouble_is_not_a_sign_out(supabase, standin, email, answer):
    anna = supabase.open_store().accounts.sign_up(email, PASSWORD, HOME)
    fresh = supabase.open_store().accounts
    standin.interruption = lambda request: answer if request.path.startswith("/auth/") else None

    with pytest.raises(GatewayError) as refused:
        fresh.restore(anna.secret)
    standin.interruption = None

    assert refused.value.code == UNREACHABLE
    assert fresh.restore(anna.secret).backend.person == anna.person


def test_token_refused_before_its_time_is_exchanged(standin, accounts, email):
    anna = accounts.sign_up(email, PASSWORD, HOME)
    refusals = [refuse(401, {"code": "PGRST301", "message": "No suitable key or wrong key type"})]

    def once(request):
        return refusals.pop() if refusals and standin.tokens.role_of(request) != "anon" else None

    standin.interruption = once

    assert accounts.restore(anna.secret).backend.person == anna.person
    assert refusals == []


def test_renewal_that_cannot_be_stored_still_serves_the_person(supabase, standin, email):
    anna = supabase.open_store().accounts.sign_up(email, PASSWORD, HOME)
    fresh = supabase.open_store().accounts
    standin.auth.reuse_interval = 0.0
    standin.interruption = lambda r: Reply(503, b"") if r.path.endswith("/rpc/reseal_session") else None

    session = fresh.restore(anna.secret)
    standin.interruption = None
    later = supabase.open_store().accounts.restore(anna.secret)

    assert session.backend.person == later.backend.person == anna.person


def test_process_that_serves_more_people_than_it_remembers_serves_them_all(supabase, monkeypatch):
    monkeypatch.setattr(supabase_keys, "MOST_KEPT", 2)
    accounts = supabase.open_store().accounts
    people = [accounts.sign_up(new_email(), PASSWORD, HOME) for _ in range(4)]

    found = [accounts.restore(person.secret).backend.person for _ in range(2) for person in people]

    assert found == [person.person for person in people] * 2


def test_row_without_the_cookie_opens_nothing(accounts, admin, standin, email):
    anna = accounts.sign_up(email, PASSWORD, HOME)
    sealed = admin.execute("select sealed from public.app_sessions where user_id = %s", (anna.person.id,)).fetchone()[0]
    held = standin.auth.sessions[next(s for s, v in standin.auth.sessions.items() if v.user_id == anna.person.id)]

    assert held.tokens[-1].text.encode() not in base64.urlsafe_b64decode(sealed)
    assert Seal(SESSION_KEY).open(sealed, anna.secret) == held.tokens[-1].text
    assert Seal(SESSION_KEY).open(sealed, anna.secret[:-1] + "-") is None
    assert Seal(SESSION_KEY[::-1]).open(sealed, anna.secret) is None
    assert Seal(SESSION_KEY).open(sealed[:-4] + "AAAA", anna.secret) is None
    assert Seal(SESSION_KEY).open("", anna.secret) is None


def test_row_sealed_for_another_sign_in_ends_it(supabase, accounts, admin, email):
    anna = accounts.sign_up(email, PASSWORD, HOME)
    ben = accounts.sign_up(new_email(), PASSWORD, HOME)
    admin.execute(
        "update public.app_sessions set sealed = (select sealed from public.app_sessions where user_id = %s) "
        "where user_id = %s",
        (ben.person.id, anna.person.id),
    )

    fresh = supabase.open_store().accounts

    assert fresh.restore(anna.secret) is None
    assert fresh.restore(ben.secret).backend.person == ben.person


def test_sign_out_ends_the_tokens_too(standin, accounts, email):
    anna = accounts.sign_up(email, PASSWORD, HOME)
    phone = accounts.sign_in(email, PASSWORD, ELSEWHERE)

    def alive():
        return sum(s.user_id == anna.person.id for s in standin.auth.sessions.values())

    before = alive()
    accounts.sign_out(anna.secret)
    after_one = alive()
    accounts.sign_out_everywhere(accounts.restore(phone.secret))

    assert (before, after_one, alive()) == (2, 1, 0)


def test_sign_out_works_while_the_auth_service_is_away(supabase, standin, accounts, email):
    anna = accounts.sign_up(email, PASSWORD, HOME)
    standin.interruption = lambda r: Reply(503, b"") if r.path.startswith("/auth/") else None

    accounts.sign_out(anna.secret)

    assert accounts.restore(anna.secret) is None
    assert supabase.open_store().accounts.restore(anna.secret) is None


def test_sign_in_that_cannot_be_kept_leaves_no_tokens_behind(standin, accounts, email):
    anna = accounts.sign_up(email, PASSWORD, HOME)
    accounts.sign_out(anna.secret)
    standin.interruption = lambda r: Reply(503, b"") if r.path.endswith("/rpc/open_session") else None

    with pytest.raises(GatewayError) as refused:
        accounts.sign_in(email, PASSWORD, HOME)

    assert refused.value.code == UNREACHABLE
    assert not [s for s in standin.auth.sessions.values() if s.user_id == anna.person.id]


def test_address_that_must_be_confirmed_first_is_not_signed_in(standin, accounts, email):
    standin.auth.confirm_email = True

    first = accounts.sign_up(email, PASSWORD, HOME)
    early = sentence(lambda: accounts.sign_in(email, PASSWORD, HOME))
    guessed = sentence(lambda: accounts.sign_in(email, "not the password", HOME))
    second = accounts.sign_up(email, PASSWORD, HOME)
    standin.auth.unconfirmed.discard(email)
    later = accounts.sign_in(email, PASSWORD, HOME)

    assert (first, second) == (None, None)
    assert early == supabase_auth.NOT_CONFIRMED
    assert "not right" in guessed
    assert later.person.email == email


@pytest.mark.parametrize(
    ("status", "code", "expected"),
    [
        (422, "signup_disabled", supabase_auth.CLOSED),
        (422, "email_provider_disabled", supabase_auth.CLOSED),
        (422, "weak_password", supabase_auth.WEAK),
        (429, "over_request_rate_limit", supabase_auth.TOO_MANY),
        (429, "over_email_send_rate_limit", supabase_auth.TOO_MANY),
        (400, "email_address_invalid", "This does not look like an e-mail address."),
        (400, "captcha_failed", supabase_auth.NOT_ACCEPTED),
    ],
)
def test_refusal_of_the_auth_service_is_a_sentence(standin, accounts, email, status, code, expected):
    standin.interruption = lambda request: refuse(status, {"code": code, "message": "technical"})

    assert sentence(lambda: accounts.sign_up(email, PASSWORD, HOME)) == expected


def test_password_the_service_finds_weak_changes_nothing(standin, accounts, email):
    anna = accounts.sign_up(email, PASSWORD, HOME)
    phone = accounts.sign_in(email, PASSWORD, ELSEWHERE)
    standin.auth.too_weak.add(NEW_PASSWORD)

    refused = sentence(
        lambda: accounts.change_password(accounts.restore(anna.secret), PASSWORD, NEW_PASSWORD, anna.secret, HOME)
    )

    assert refused == supabase_auth.WEAK
    assert accounts.restore(anna.secret)
    assert accounts.restore(phone.secret)
    assert sum(s.user_id == anna.person.id for s in standin.auth.sessions.values()) == 2


def test_project_that_asks_for_the_present_password_gets_it(standin, accounts, email):
    standin.auth.needs_current_password = True
    anna = accounts.sign_up(email, PASSWORD, HOME)

    accounts.change_password(accounts.restore(anna.secret), PASSWORD, NEW_PASSWORD, anna.secret, HOME)

    assert accounts.sign_in(email, NEW_PASSWORD, HOME).person == anna.person


def test_password_change_tells_when_other_sign_ins_remain(standin, accounts, email):
    anna = accounts.sign_up(email, PASSWORD, HOME)
    phone = accounts.sign_in(email, PASSWORD, ELSEWHERE)
    session = accounts.restore(anna.secret)
    standin.interruption = lambda r: Reply(503, b"") if r.path.endswith("/rpc/close_sessions") else None

    told = sentence(lambda: accounts.change_password(session, PASSWORD, NEW_PASSWORD, anna.secret, HOME))
    standin.interruption = None

    assert "is changed" in told
    assert accounts.restore(anna.secret)
    assert accounts.restore(phone.secret) is None
    assert accounts.sign_in(email, NEW_PASSWORD, HOME).person == anna.person


def test_password_that_is_weak_after_the_code_asks_for_a_new_code(supabase, standin, email):
    store = supabase.open_store()
    store.accounts.sign_up(email, PASSWORD, HOME)
    code = supabase.reset_code(store, email)
    standin.auth.too_weak.add(NEW_PASSWORD)

    refused = sentence(lambda: store.accounts.reset_password(email, code, NEW_PASSWORD, HOME))

    assert refused.startswith(supabase_auth.WEAK)
    assert "new one" in refused


def test_code_that_mails_are_limited_for_is_asked_for_silently(standin, accounts, email):
    accounts.sign_up(email, PASSWORD, HOME)
    standin.interruption = lambda r: refuse(429, {"code": "over_email_send_rate_limit", "message": "wait"})

    assert accounts.request_reset(email, HOME) is None


def test_nothing_secret_reaches_the_log(supabase, standin, email, caplog):
    caplog.set_level(logging.DEBUG)
    store = supabase.open_store()
    anna = store.accounts.sign_up(email, PASSWORD, HOME)
    session = supabase.open_store().accounts.restore(anna.secret)
    session.backend.gateway.select("contract_things", eq={"name": "a private thought"})
    session.backend.photos.get(f"{anna.person.id}/private.jpg")
    with pytest.raises(AccountError):
        store.accounts.sign_in(email, "a wrong private guess", HOME)

    held = [t.text for s in standin.auth.sessions.values() for t in s.tokens]
    token = session.backend.gateway.token
    secret = [PASSWORD, anna.secret, token, token.rpartition(".")[2], "private", *held]
    assert [text for text in secret if text in caplog.text or text in repr(session)] == []
