"""Accounts in a Postgres of one's own: what only this mode has.

Passwords cost what they cost in the app wherever people meet at the same moment, or the price itself is looked at.
"""

import re
import statistics
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from functools import partial

import pytest
from psycopg import sql
from streamlit_authenticator.utilities.hasher import Hasher

from lib.gateway import direct, local_accounts, mail, migrate, passwords
from lib.gateway.direct import Direct, open_database
from lib.gateway.ladder import Doorman
from lib.gateway.local_accounts import CODE_WRONG, TAKEN, LocalAccounts
from lib.gateway.local_store import DEMO
from lib.gateway.port import UNREACHABLE, AccountError, Caller, GatewayError
from lib.settings import ROOT, load
from tests.db.refusals import all_at_once
from tests.support.hashes import quick_passwords
from tests.support.people import delete_account, new_email

PASSWORD = "mossy anvil quartz"
OTHER = "nine damp umbrellas"
HOME = Caller(address="203.0.113.5", device="Firefox on Linux")
AWAY = Caller(address="198.51.100.7", device="Safari on iPhone")
POST = load({"SMTP_HOST": "post.example", "SMTP_FROM": "no-reply@wellspring.example"})


@pytest.fixture(autouse=True)
def cheap_passwords(request):
    with nullcontext() if request.node.get_closest_marker("full_price") else quick_passwords():
        yield


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def letters(monkeypatch):
    """What would have been sent by e-mail."""
    sent = []
    monkeypatch.setattr(mail, "send_later", lambda settings, message: sent.append(message))
    return sent


@pytest.fixture
def accounts(db, sign_in_db, clock):
    return LocalAccounts(POST, db, sign_in_db, Doorman("a key of the house", clock), {})


@pytest.fixture
def email():
    return new_email()


@pytest.fixture
def anna(accounts, email):
    return accounts.sign_up(email, PASSWORD, HOME)


@pytest.fixture
def demo(db, sign_in_db, database):
    migrate.run_file(database.owner, ROOT / "sql" / "demo" / "people.sql")
    return LocalAccounts(load({}), db, sign_in_db, Doorman("a key of the house"), DEMO)


def refusal(call, *given) -> str:
    with pytest.raises(AccountError) as caught:
        call(*given)
    return caught.value.sentence


def events(accounts, signed_in) -> list[str]:
    session = accounts.restore(signed_in.secret)
    return [row["event"] for row in session.backend.gateway.select("audit_log", order="created_at")]


@contextmanager
def log_without(admin, event, signed_in):
    """The last thing that a new password does fails, for one person."""
    admin.execute(
        sql.SQL("alter table audit_log add constraint not_now check (event <> {} or user_id <> {}) not valid").format(
            event, signed_in.person.id
        )
    )
    try:
        yield
    finally:
        admin.execute("alter table audit_log drop constraint not_now")


def sign_ins_during(change, accounts, email, password, places) -> list[str]:
    """The secrets that four people got who signed in while a password was changed."""

    def sign_in(place):
        try:
            return accounts.sign_in(email, password, Caller(address=place)).secret
        except AccountError as error:
            assert error.sentence == passwords.WRONG
            return None

    changed, *secrets = all_at_once([change, *[partial(sign_in, place) for place in places]])
    assert changed is None, changed
    assert not [error for error in secrets if isinstance(error, Exception)]
    return [secret for secret in secrets if secret]


def code_for(accounts, letters, email) -> str:
    accounts.request_reset(email, HOME)
    return re.search(r"Your code: (\w+)", letters[-1].get_content())[1]


# Signing up and in --------------------------------------------------------------------------------------------


@pytest.mark.full_price
def test_hash_is_kept_in_the_format_of_supabase_auth_and_the_password_nowhere(anna, admin):
    kept = admin.execute("select encrypted_password from auth.users where id = %s", (anna.person.id,)).fetchone()[0]

    assert re.fullmatch(r"\$2a\$10\$[./A-Za-z0-9]{53}", kept)
    assert PASSWORD not in str(admin.execute("select * from auth.users where id = %s", (anna.person.id,)).fetchone())


def test_secret_of_a_sign_in_is_nowhere_in_the_database(anna, admin):
    rows = admin.execute("select s::text from app_sessions s where user_id = %s", (anna.person.id,)).fetchall()

    assert len(rows) == 1
    assert anna.secret not in rows[0][0]


@pytest.mark.parametrize("written", ["{}", " {} ", "{}\n", "\u3000{}"])
@pytest.mark.parametrize("case", [str.upper, str.title, str.lower])
def test_address_is_the_same_however_it_is_written(accounts, anna, email, written, case):
    signed_in = accounts.sign_in(written.format(case(email)), PASSWORD, HOME)

    assert signed_in.person == anna.person


def test_full_width_letters_are_the_same_address(accounts, anna, email):
    wide = "".join(chr(ord(letter) + 0xFEE0) for letter in email)

    assert accounts.sign_in(wide, PASSWORD, HOME).person == anna.person
    assert refusal(accounts.sign_up, wide, PASSWORD, HOME) == TAKEN


@pytest.mark.parametrize("typed", ["jürgen@example.org", "anna@exаmple.org", "anna\u200b@example.org", "\ud800@x.org"])
def test_address_in_letters_that_mail_does_not_carry_is_refused(accounts, typed):
    assert refusal(accounts.sign_up, typed, PASSWORD, HOME) == passwords.EMAIL_NOT_VALID
    assert refusal(accounts.sign_in, typed, PASSWORD, HOME) == passwords.EMAIL_NOT_VALID


def test_second_account_of_an_address_leaves_the_first_as_it_was(accounts, anna, email):
    assert refusal(accounts.sign_up, email, OTHER, AWAY) == TAKEN

    assert accounts.sign_in(email, PASSWORD, HOME).person == anna.person
    assert refusal(accounts.sign_in, email, OTHER, HOME) == passwords.WRONG


@pytest.mark.full_price
def test_two_who_sign_up_with_one_address_at_once_get_one_account(accounts, email):
    def sign_up(number):
        try:
            return accounts.sign_up(email, PASSWORD, Caller(address=f"203.0.{number}.1")).person.id
        except AccountError as error:
            return error.sentence

    with ThreadPoolExecutor(6) as pool:
        got = list(pool.map(sign_up, range(6)))

    assert got.count(TAKEN) == 5


@pytest.mark.parametrize("tried", ["mossy anvil quart", "mossy anvil quartz ", PASSWORD.upper(), "", "\0", "x" * 9999])
def test_wrong_password_and_unknown_address_get_the_same_sentence(accounts, anna, email, tried):
    assert refusal(accounts.sign_in, email, tried, HOME) == passwords.WRONG
    assert refusal(accounts.sign_in, new_email(), tried, HOME) == passwords.WRONG


def test_password_of_many_bytes_works_to_its_last_one(accounts, email):
    password = "水の流れる山里の静かな朝、鳥が鳴く☕"[:24]
    assert len(password.encode()) <= 72
    signed_up = accounts.sign_up(email, password, HOME)

    assert accounts.sign_in(email, password, HOME).person == signed_up.person
    assert refusal(accounts.sign_in, email, password[:-1], HOME) == passwords.WRONG


def test_account_that_came_without_a_password_cannot_be_entered(accounts, admin):
    address = new_email()
    for kept in (None, ""):
        admin.execute("delete from auth.users where email = %s", (address,))
        admin.execute("insert into auth.users (email, encrypted_password) values (%s, %s)", (address, kept))

        assert refusal(accounts.sign_in, address, "", HOME) == passwords.WRONG
        assert refusal(accounts.sign_in, address, "nobody has this password", HOME) == passwords.WRONG


def test_device_and_last_sign_in_are_written_down(accounts, anna, email, admin):
    accounts.sign_in(email, PASSWORD, AWAY)

    devices = {r["device"] for r in accounts.restore(anna.secret).backend.gateway.select("my_sessions")}
    seen = admin.execute("select last_sign_in_at from auth.users where email = %s", (email,)).fetchone()[0]
    assert devices == {"Firefox on Linux", "Safari on iPhone"}
    assert seen is not None


def test_device_name_without_end_is_cut(accounts, anna, email):
    signed_in = accounts.sign_in(email, PASSWORD, Caller(address=AWAY.address, device="x" * 10_000))

    listed = accounts.restore(signed_in.secret).backend.gateway.select("my_sessions")
    assert max(len(row["device"]) for row in listed) == 120


# Staying signed in and leaving --------------------------------------------------------------------------------


def test_sign_in_that_has_run_out_restores_nobody(accounts, anna, admin):
    admin.execute("update app_sessions set expires_at = now() where user_id = %s", (anna.person.id,))

    assert accounts.restore(anna.secret) is None


def test_sign_in_lasts_as_long_as_the_settings_say(db, sign_in_db, email, admin):
    short = LocalAccounts(load({"SESSION_DAYS": "2"}), db, sign_in_db, Doorman("k"), {})

    signed_in = short.sign_up(email, PASSWORD, HOME)

    days = admin.execute(
        "select extract(epoch from expires_at - created_at) / 86400 from app_sessions where user_id = %s",
        (signed_in.person.id,),
    ).fetchone()[0]
    assert float(days) == 2


def test_deleted_account_with_a_live_cookie_restores_nobody(accounts, anna, email, admin):
    session = accounts.restore(anna.secret)

    delete_account(admin, anna.person.id)

    assert accounts.restore(anna.secret) is None
    assert session.backend.gateway.select("profiles") == []
    assert refusal(accounts.sign_in, email, PASSWORD, HOME) == passwords.WRONG
    accounts.sign_out(anna.secret)


def test_account_made_anew_is_another_one(accounts, anna, email, admin):
    delete_account(admin, anna.person.id)

    again = accounts.sign_up(email, PASSWORD, HOME)

    assert again.person.id != anna.person.id
    assert accounts.restore(anna.secret) is None


def test_sign_out_ends_this_browser_only(accounts, anna, email):
    phone = accounts.sign_in(email, PASSWORD, AWAY)

    accounts.sign_out(anna.secret)

    assert accounts.restore(anna.secret) is None
    assert accounts.restore(phone.secret).backend.person == anna.person


def test_sign_out_everywhere_ends_every_browser_of_one_person(accounts, anna, email):
    phone = accounts.sign_in(email, PASSWORD, AWAY)
    bert = accounts.sign_up(new_email(), PASSWORD, HOME)

    accounts.sign_out_everywhere(accounts.restore(anna.secret))

    assert [accounts.restore(s.secret) for s in (anna, phone)] == [None, None]
    assert accounts.restore(bert.secret)


# Changing the password ----------------------------------------------------------------------------------------


def test_changed_password_signs_out_every_other_browser_and_not_this_one(accounts, anna, email):
    phone = accounts.sign_in(email, PASSWORD, AWAY)

    accounts.change_password(accounts.restore(anna.secret), PASSWORD, OTHER, anna.secret, HOME)

    assert accounts.restore(anna.secret).backend.person == anna.person
    assert accounts.restore(phone.secret) is None
    assert accounts.sign_in(email, OTHER, HOME).person == anna.person
    assert refusal(accounts.sign_in, email, PASSWORD, HOME) == passwords.WRONG


@pytest.mark.parametrize("old", [OTHER, "", "x" * 9999, "\0"])
def test_wrong_present_password_changes_nothing(accounts, anna, email, old):
    phone = accounts.sign_in(email, PASSWORD, AWAY)
    session = accounts.restore(anna.secret)

    said = refusal(accounts.change_password, session, old, OTHER, anna.secret, HOME)

    assert said == "The present password is not right."
    assert accounts.restore(phone.secret)
    assert accounts.sign_in(email, PASSWORD, HOME).person == anna.person


def test_bad_new_password_is_refused_before_the_present_one_is_looked_at(accounts, anna, email):
    session = accounts.restore(anna.secret)

    said = [refusal(accounts.change_password, session, "wrong", "short", anna.secret, HOME) for _ in range(9)]

    assert set(said) == {passwords.TOO_SHORT}
    assert accounts.sign_in(email, PASSWORD, HOME)


def test_guessing_the_present_password_of_an_open_browser_is_slowed_down(accounts, anna):
    session = accounts.restore(anna.secret)

    said = [refusal(accounts.change_password, session, f"guess {n}", OTHER, anna.secret, AWAY) for n in range(6)]

    assert said[:5] == ["The present password is not right."] * 5
    assert said[5].startswith("There were too many tries from here.")


@pytest.mark.full_price
def test_sign_ins_with_the_old_password_while_it_changes_are_all_over(accounts, anna, email):
    alive, old = [], PASSWORD
    for turn in range(6):
        new = f"{OTHER} {turn}"
        session = accounts.restore(anna.secret)

        def change(session=session, old=old, new=new):
            accounts.change_password(session, old, new, anna.secret, HOME)

        got = sign_ins_during(change, accounts, email, old, [f"198.51.{10 * turn + n}.1" for n in range(4)])
        alive += [secret for secret in got if accounts.restore(secret)]
        old = new

    assert alive == []
    assert accounts.restore(anna.secret)


@pytest.mark.parametrize("how", ["changed", "reset"])
def test_password_that_is_replaced_while_it_is_compared_opens_nothing(
    accounts, anna, email, letters, admin, monkeypatch, how
):
    session, code = accounts.restore(anna.secret), code_for(accounts, letters, email)
    compare = passwords.matches

    def slowly(password, hashed):
        right = compare(password, hashed)
        monkeypatch.setattr(passwords, "matches", compare)
        if how == "changed":
            accounts.change_password(session, PASSWORD, OTHER, anna.secret, HOME)
        else:
            accounts.reset_password(email, code, OTHER, HOME)
        return right

    monkeypatch.setattr(passwords, "matches", slowly)

    assert refusal(accounts.sign_in, email, PASSWORD, AWAY) == passwords.WRONG

    kept = admin.execute("select count(*) from app_sessions where user_id = %s", (anna.person.id,)).fetchone()[0]
    assert kept == (1 if how == "changed" else 0)


def test_change_that_fails_at_its_end_leaves_all_as_it_was(accounts, anna, email, letters, admin):
    phone = accounts.sign_in(email, PASSWORD, AWAY)
    code = code_for(accounts, letters, email)

    with log_without(admin, "password_change", anna), pytest.raises(GatewayError):
        accounts.change_password(accounts.restore(anna.secret), PASSWORD, OTHER, anna.secret, HOME)

    assert [bool(accounts.restore(s.secret)) for s in (anna, phone)] == [True, True]
    assert refusal(accounts.sign_in, email, OTHER, HOME) == passwords.WRONG
    assert accounts.sign_in(email, PASSWORD, HOME).person == anna.person
    accounts.reset_password(email, code, OTHER, HOME)


# A new password by e-mail -------------------------------------------------------------------------------------


def test_code_from_the_letter_sets_a_new_password_and_ends_every_sign_in(accounts, anna, email, letters):
    code = code_for(accounts, letters, email)

    accounts.reset_password(email, code, OTHER, HOME)

    assert letters[-1]["To"] == email
    assert accounts.restore(anna.secret) is None
    assert accounts.sign_in(email, OTHER, HOME).person == anna.person
    assert refusal(accounts.sign_in, email, PASSWORD, HOME) == passwords.WRONG


@pytest.mark.parametrize("shape", [str.lower, lambda c: f" {c[:5]} {c[5:]} ", lambda c: f"{c[:5]}-{c[5:]}\n"])
def test_code_is_taken_however_it_is_typed(accounts, anna, email, letters, shape):
    code = code_for(accounts, letters, email)

    accounts.reset_password(email, shape(code), OTHER, HOME)

    assert accounts.sign_in(email, OTHER, HOME)


def test_code_works_once(accounts, anna, email, letters):
    code = code_for(accounts, letters, email)
    accounts.reset_password(email, code, OTHER, HOME)

    assert refusal(accounts.reset_password, email, code, PASSWORD, HOME) == CODE_WRONG
    assert accounts.sign_in(email, OTHER, HOME)


@pytest.mark.full_price
def test_code_used_twice_at_once_counts_once(accounts, anna, email, letters):
    code = code_for(accounts, letters, email)

    def use(number):
        try:
            accounts.reset_password(email, code, f"{OTHER} {number}", Caller(address=f"203.0.{number}.1"))
            return True
        except AccountError:
            return False

    with ThreadPoolExecutor(4) as pool:
        used = list(pool.map(use, range(4)))

    assert used.count(True) == 1


@pytest.mark.full_price
def test_sign_ins_with_the_old_password_while_it_is_reset_are_all_over(accounts, anna, email, letters):
    alive, old = [], PASSWORD
    for turn in range(4):
        new, code = f"{OTHER} {turn}", code_for(accounts, letters, email)

        def reset(code=code, new=new):
            accounts.reset_password(email, code, new, HOME)

        got = sign_ins_during(reset, accounts, email, old, [f"198.51.{10 * turn + n}.1" for n in range(4)])
        alive += [secret for secret in got if accounts.restore(secret)]
        old = new

    assert alive == []
    assert accounts.sign_in(email, old, HOME).person == anna.person


def test_code_runs_out(accounts, anna, email, letters, admin):
    code = code_for(accounts, letters, email)
    admin.execute("update auth.reset_codes set expires_at = now() where user_id = %s", (anna.person.id,))

    assert refusal(accounts.reset_password, email, code, OTHER, HOME) == CODE_WRONG


def test_code_is_good_for_an_hour(accounts, anna, email, letters, admin):
    code_for(accounts, letters, email)

    left = admin.execute(
        "select extract(epoch from expires_at - now()) / 60 from auth.reset_codes where user_id = %s", (anna.person.id,)
    ).fetchone()[0]
    assert 59 < float(left) <= 60


def test_code_that_a_stranger_asks_for_leaves_the_owners_good(accounts, anna, email, letters):
    mine = code_for(accounts, letters, email)
    for number in range(10):
        accounts.request_reset(email, Caller(address=f"198.51.{number}.1"))

    accounts.reset_password(email, mine, OTHER, HOME)

    assert accounts.sign_in(email, OTHER, HOME).person == anna.person


def test_sixth_request_of_an_hour_sends_nothing_wherever_it_comes_from(accounts, anna, email, letters, admin):
    for number in range(6):
        assert accounts.request_reset(email, Caller(address=f"198.51.{number}.1")) is None
    sent = len(letters)

    admin.execute(
        "update auth.reset_codes set made_at = made_at - interval '61 minutes' where user_id = %s", (anna.person.id,)
    )
    accounts.request_reset(email, HOME)

    assert (sent, len(letters)) == (5, 6)


def test_code_of_another_account_opens_nothing(accounts, anna, email, letters):
    eve_email = new_email()
    accounts.sign_up(eve_email, PASSWORD, AWAY)
    code = code_for(accounts, letters, eve_email)

    assert refusal(accounts.reset_password, email, code, OTHER, AWAY) == CODE_WRONG
    assert accounts.sign_in(email, PASSWORD, HOME).person == anna.person


def test_strangers_everywhere_do_not_use_the_owners_code_up(accounts, anna, email, letters):
    code = code_for(accounts, letters, email)

    for number in range(60):
        wrong = Caller(address=f"198.51.{number}.1")
        assert refusal(accounts.reset_password, email, "WRONGWRONG", OTHER, wrong) == CODE_WRONG

    accounts.reset_password(email, code, OTHER, HOME)
    assert accounts.sign_in(email, OTHER, HOME).person == anna.person


def test_code_tried_during_a_pause_costs_no_hash(accounts, anna, email, monkeypatch):
    for _ in range(5):
        refusal(accounts.reset_password, email, "WRONGWRONG", OTHER, AWAY)
    hashed = []
    monkeypatch.setattr(passwords, "hash_password", hashed.append)

    said = refusal(accounts.reset_password, email, "WRONGWRONG", OTHER, AWAY)

    assert said.startswith("There were too many tries")
    assert hashed == []


def test_reset_that_fails_at_its_end_leaves_all_as_it_was(accounts, anna, email, letters, admin):
    phone = accounts.sign_in(email, PASSWORD, AWAY)
    code = code_for(accounts, letters, email)

    with log_without(admin, "password_reset", anna), pytest.raises(GatewayError):
        accounts.reset_password(email, code, OTHER, HOME)

    assert [bool(accounts.restore(s.secret)) for s in (anna, phone)] == [True, True]
    assert refusal(accounts.sign_in, email, OTHER, HOME) == passwords.WRONG
    assert accounts.sign_in(email, PASSWORD, HOME).person == anna.person
    accounts.reset_password(email, code, OTHER, HOME)
    assert accounts.sign_in(email, OTHER, HOME).person == anna.person


def test_bad_new_password_does_not_use_the_code_up(accounts, anna, email, letters):
    code = code_for(accounts, letters, email)

    assert refusal(accounts.reset_password, email, code, "short", HOME) == passwords.TOO_SHORT

    accounts.reset_password(email, code, OTHER, HOME)


def test_changed_password_ends_a_code_that_somebody_asked_for(accounts, anna, email, letters):
    code = code_for(accounts, letters, email)

    accounts.change_password(accounts.restore(anna.secret), PASSWORD, OTHER, anna.secret, HOME)

    assert refusal(accounts.reset_password, email, code, PASSWORD, HOME) == CODE_WRONG


def test_address_without_an_account_gets_no_letter_and_the_same_answer(accounts, letters):
    nobody = new_email()

    assert accounts.request_reset(nobody, HOME) is None
    assert letters == []
    assert refusal(accounts.reset_password, nobody, "WRONGWRONG", OTHER, HOME) == CODE_WRONG


def test_code_is_nowhere_in_the_database(accounts, anna, email, letters, admin):
    code = code_for(accounts, letters, email)

    assert code not in str(admin.execute("select * from auth.reset_codes").fetchall())


def test_codes_have_no_letters_that_look_alike(accounts, anna, email, letters):
    code = code_for(accounts, letters, email)

    assert re.fullmatch(r"[A-HJ-NP-Z2-9]{10}", code)


def test_nobody_is_flooded_with_letters(accounts, anna, email, letters):
    for _ in range(5):
        accounts.request_reset(email, AWAY)

    assert refusal(accounts.request_reset, email, AWAY).startswith("There were too many tries")
    assert len(letters) == 5
    assert accounts.sign_in(email, PASSWORD, AWAY).person == anna.person


# Many new accounts --------------------------------------------------------------------------------------------


def test_twenty_first_account_from_one_network_waits_and_elsewhere_none_does(accounts, clock):
    for number in range(20):
        assert accounts.sign_up(new_email(), PASSWORD, Caller(address=f"203.0.113.{number}"))

    said = refusal(accounts.sign_up, new_email(), PASSWORD, HOME)

    assert said == "There were too many tries from here. Please wait 30 seconds and try again."
    assert accounts.sign_up(new_email(), PASSWORD, AWAY)
    clock.now += 30
    assert accounts.sign_up(new_email(), PASSWORD, HOME)


def test_people_of_a_network_without_new_accounts_left_sign_in_as_ever(accounts, anna, email):
    for _ in range(19):
        accounts.sign_up(new_email(), PASSWORD, HOME)
    assert refusal(accounts.sign_up, new_email(), PASSWORD, HOME)

    assert accounts.sign_in(email, PASSWORD, HOME).person == anna.person


# The demo people ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("which", "name"), [("person", "Demo Dana"), ("coach", "Coach Carla")])
def test_demo_people_are_one_click_away(demo, which, name):
    session = demo.restore(demo.sign_in_demo(which, HOME).secret)

    assert [session.profile[column] for column in ("name", "is_demo", "tier")] == [name, True, "free"]


@pytest.mark.parametrize("which", ["person", "coach", "", "admin"])
def test_where_there_is_no_demo_nobody_is_let_in(demo, accounts, which):
    assert refusal(accounts.sign_in_demo, which, HOME) == "There are no demo people here."


def test_demo_knows_two_people_only(demo, anna, email):
    for which in ("", "admin", email):
        assert refusal(demo.sign_in_demo, which, HOME) == "There are no demo people here."


@pytest.mark.parametrize("password", ["", "demo", "nobody has this password", "x" * 99])
def test_no_password_opens_a_demo_account(demo, password):
    for address in DEMO.values():
        assert refusal(demo.sign_in, address, password, HOME) == passwords.WRONG


def test_demo_person_cannot_be_given_a_password(demo, db, sign_in_db, letters):
    with_post = LocalAccounts(POST, db, sign_in_db, Doorman("k"), DEMO)
    signed_in = with_post.sign_in_demo("person", HOME)
    session = with_post.restore(signed_in.secret)

    with_post.request_reset(DEMO["person"], HOME)

    assert letters == []
    assert refusal(with_post.change_password, session, "", OTHER, signed_in.secret, HOME)
    assert refusal(with_post.sign_up, DEMO["person"], OTHER, HOME) == TAKEN


# What is written down -----------------------------------------------------------------------------------------


def test_every_step_of_an_account_leaves_a_line(accounts, anna, email, letters):
    phone = accounts.sign_in(email, PASSWORD, AWAY)
    accounts.sign_out(phone.secret)
    accounts.change_password(accounts.restore(anna.secret), PASSWORD, OTHER, anna.secret, HOME)
    accounts.sign_out_everywhere(accounts.restore(anna.secret))
    accounts.reset_password(email, code_for(accounts, letters, email), PASSWORD, HOME)

    written = events(accounts, accounts.sign_in(email, PASSWORD, HOME))

    counted = Counter(written)
    assert counted["sign_in"] == 3
    assert counted["sign_out"] == counted["password_change"] == counted["password_reset"] == 1
    assert counted["sign_out_everywhere"] >= 1
    assert set(written) == {"sign_in", "sign_out", "password_change", "password_reset", "sign_out_everywhere"}


def test_what_was_refused_leaves_no_line(accounts, anna, email):
    for attempt in range(3):
        refusal(accounts.sign_in, email, f"guess {attempt}", AWAY)
    accounts.sign_out("x" * 43)

    assert events(accounts, anna) == ["sign_in"]


# The ladder in front ------------------------------------------------------------------------------------------


def test_sixth_guess_waits_and_the_owner_elsewhere_does_not(accounts, anna, email, clock):
    said = [refusal(accounts.sign_in, email, f"guess {n}", AWAY) for n in range(6)]

    assert said[:5] == [passwords.WRONG] * 5
    assert said[5] == "There were too many tries from here. Please wait 30 seconds and try again."
    assert accounts.sign_in(email, PASSWORD, HOME).person == anna.person
    clock.now += 30
    assert accounts.sign_in(email, PASSWORD, AWAY).person == anna.person


def test_right_password_is_not_even_looked_at_during_a_pause(accounts, anna, email):
    for number in range(5):
        refusal(accounts.sign_in, email, f"guess {number}", AWAY)

    assert refusal(accounts.sign_in, email, PASSWORD, AWAY).startswith("There were too many tries")


def test_owner_in_a_known_browser_gets_in_beside_the_attacker(accounts, anna, email):
    for number in range(30):
        refusal(accounts.sign_in, email, f"guess {number}", HOME)

    mine = Caller(address=HOME.address, known_browser=anna.known_browser)
    assert accounts.sign_in(email, PASSWORD, mine).person == anna.person


@pytest.mark.full_price
def test_fifty_guesses_at_once_cost_five_comparisons(accounts, anna, email, monkeypatch):
    compared = []
    compare = Hasher.check_pw
    monkeypatch.setattr(Hasher, "check_pw", staticmethod(lambda *given: compared.append(1) or compare(*given)))

    with ThreadPoolExecutor(50) as pool:
        said = list(pool.map(lambda n: refusal(accounts.sign_in, email, f"guess {n}", AWAY), range(50)))

    assert len(compared) == 5
    assert Counter(said)[passwords.WRONG] == 5


def test_codes_and_passwords_are_guessed_on_one_ladder(accounts, anna, email, letters):
    code = code_for(accounts, letters, email)
    for number in range(3):
        refusal(accounts.sign_in, email, f"guess {number}", AWAY)
    for _ in range(2):
        refusal(accounts.reset_password, email, "WRONGWRONG", OTHER, AWAY)

    assert refusal(accounts.reset_password, email, code, OTHER, AWAY).startswith("There were too many tries")
    accounts.reset_password(email, code, OTHER, HOME)


def test_tries_while_the_database_is_away_do_not_count(anna, email, db, sign_in_db, database, monkeypatch):
    # Nothing comes back here that would be worth waiting for.
    monkeypatch.setattr(direct, "PATIENCE", 0.2)
    monkeypatch.setattr(direct, "PATIENCE_WHILE_AWAY", 0.2)
    gone = open_database(database.accounts.replace(database.name, "nowhere"))
    doorman = Doorman("a key of the house", Clock())
    cut_off = LocalAccounts(POST, db, gone, doorman, {})
    try:
        for _ in range(2):
            for call in (
                lambda: cut_off.sign_in(email, PASSWORD, HOME),
                lambda: cut_off.sign_up(email, PASSWORD, HOME),
                lambda: cut_off.reset_password(email, "WRONGWRONG", OTHER, HOME),
            ):
                with pytest.raises(GatewayError) as caught:
                    call()
                assert caught.value.code == UNREACHABLE
    finally:
        gone.close()

    assert LocalAccounts(POST, db, sign_in_db, doorman, {}).sign_in(email, PASSWORD, HOME).person == anna.person


# Time ---------------------------------------------------------------------------------------------------------


@pytest.mark.newest_postgres
@pytest.mark.full_price
def test_time_of_an_answer_is_measured(accounts, anna, email, letters, capsys):
    """Nothing here depends on how fast a machine is; run with -s to see what an onlooker could tell apart."""
    assert local_accounts.passwords.ROUNDS == 10
    taken = {"wrong password": [], "unknown address": [], "too long": [], "code, known": [], "code, unknown": []}

    def measure(label, call):
        started = time.perf_counter()
        try:
            call()
        except AccountError:
            pass
        taken[label].append((time.perf_counter() - started) * 1000)

    for number in range(15):
        caller = Caller(address=f"100.{number}.1.1")
        measure("wrong password", lambda c=caller: accounts.sign_in(email, OTHER, c))
        measure("unknown address", lambda c=caller: accounts.sign_in(new_email(), OTHER, c))
        measure("too long", lambda c=caller: accounts.sign_in(email, "x" * 500, c))
        measure("code, known", lambda c=caller: accounts.request_reset(email, c))
        measure("code, unknown", lambda c=caller: accounts.request_reset(new_email(), c))

    with capsys.disabled():
        sys.stdout.writelines(f"\n{label}: median {statistics.median(ms):.1f} ms" for label, ms in taken.items())
    assert all(len(ms) == 15 for ms in taken.values())


def test_sign_in_login_can_read_nobodys_data(anna, sign_in_db):
    with pytest.raises(GatewayError) as caught:
        Direct(sign_in_db, None).select("profiles")

    assert caught.value.code == "42501"
