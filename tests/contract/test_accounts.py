"""Accounts: signing up and in, staying signed in, signing out, and passwords."""

import threading

import pytest

from lib.gateway import passwords
from lib.gateway.port import AccountError, Caller, GatewayError
from tests.contract.sides import PASSWORD
from tests.support.people import delete_account, new_email

HOME = Caller(address="203.0.113.5", device="Firefox on Linux")
ELSEWHERE = Caller(address="198.51.100.7", device="Safari on iPhone")
NEW_PASSWORD = "seven quiet lanterns"


@pytest.fixture
def accounts(side):
    return side.open_store().accounts


@pytest.fixture
def email():
    return new_email()


@pytest.fixture
def anna(accounts, email):
    return accounts.sign_up(email, PASSWORD, HOME)


def sentence(call):
    with pytest.raises(AccountError) as refused:
        call()
    return refused.value.sentence


def test_new_account_is_signed_in_with_an_empty_profile(accounts, email):
    signed_in = accounts.sign_up(f"  {email.upper()} ", PASSWORD, HOME)
    session = accounts.restore(signed_in.secret)

    assert signed_in.person.email == email
    assert session.backend.person == signed_in.person
    assert session.backend.gateway.select("profiles") == [session.profile]
    assert (session.profile["user_id"], session.profile["tier"]) == (signed_in.person.id, "free")


@pytest.mark.parametrize("not_an_address", ["", "anna", "anna@", "@example.org", "a b@example.org", "a..b@example.org"])
def test_what_is_no_address_gets_no_account(accounts, not_an_address):
    assert sentence(lambda: accounts.sign_up(not_an_address, PASSWORD, HOME)) == passwords.EMAIL_NOT_VALID


@pytest.mark.parametrize("password", ["short", "password123", "aaaaaaaaaaaa", "x" * 73])
def test_bad_password_gets_no_account(accounts, email, password):
    assert sentence(lambda: accounts.sign_up(email, password, HOME)).startswith(("A password", "This password"))


def test_second_account_of_an_address_is_refused(accounts, anna, email):
    with pytest.raises(AccountError) as refused:
        accounts.sign_up(email, "another good one 7", HOME)

    assert "already has an account" in refused.value.sentence
    assert accounts.sign_in(email, PASSWORD, HOME).person == anna.person


def test_twenty_first_account_from_one_network_waits_and_elsewhere_none_does(local):
    accounts = local.open_store().accounts
    for number in range(20):
        assert accounts.sign_up(new_email(), PASSWORD, Caller(address=f"203.0.113.{number}"))

    with pytest.raises(AccountError) as held_up:
        accounts.sign_up(new_email(), PASSWORD, HOME)

    assert held_up.value.wait_seconds > 0
    assert accounts.sign_up(new_email(), PASSWORD, ELSEWHERE)


def test_signing_in_works_from_several_places_at_once(accounts, anna, email):
    phone = accounts.sign_in(email, PASSWORD, ELSEWHERE)

    sessions = [accounts.restore(s.secret) for s in (anna, phone)]

    assert phone.person == anna.person
    assert phone.secret != anna.secret
    assert sessions[0].id != sessions[1].id
    listed = sessions[0].backend.gateway.select("my_sessions", order="created_at")
    assert [row["device"] for row in listed] == ["Firefox on Linux", "Safari on iPhone"]


def test_wrong_password_and_unknown_address_get_the_same_answer(accounts, anna, email):
    wrong = sentence(lambda: accounts.sign_in(email, "not the password", ELSEWHERE))
    unknown = sentence(lambda: accounts.sign_in(new_email(), PASSWORD, ELSEWHERE))
    long = sentence(lambda: accounts.sign_in(email, "x" * 500, ELSEWHERE))

    assert wrong == unknown == long == passwords.WRONG


def test_guessing_is_slowed_down_and_the_owner_still_gets_in(accounts, anna, email):
    for _ in range(5):
        sentence(lambda: accounts.sign_in(email, "a guess, no more", ELSEWHERE))

    with pytest.raises(AccountError) as held_up:
        accounts.sign_in(email, PASSWORD, ELSEWHERE)

    assert held_up.value.wait_seconds > 0
    assert accounts.sign_in(email, PASSWORD, HOME).person == anna.person


def test_known_browser_is_not_held_up_by_a_neighbour(accounts, anna, email):
    known = Caller(address=ELSEWHERE.address, known_browser=anna.known_browser)
    for _ in range(6):
        sentence(lambda: accounts.sign_in(email, "a guess, no more", ELSEWHERE))

    assert accounts.sign_in(email, PASSWORD, known).person == anna.person


def test_sign_in_survives_a_restart_of_the_app(side, anna):
    again = side.open_store().accounts.restore(anna.secret)

    assert again.backend.person == anna.person
    assert again.backend.gateway.rpc("contract_who")["person"] == anna.person.id


@pytest.mark.parametrize("secret", ["", "x" * 43, "with \0 zero", "ü" * 40, "' or true --"])
def test_secret_that_nobody_has_restores_nobody(accounts, secret):
    try:
        assert accounts.restore(secret) is None
    except GatewayError as error:
        assert error.code in ("22P05", "22021")


def test_sign_out_ends_one_sign_in_and_no_other(side, accounts, anna, email):
    phone = accounts.sign_in(email, PASSWORD, ELSEWHERE)

    accounts.sign_out(anna.secret)
    accounts.sign_out(anna.secret)

    fresh = side.open_store().accounts
    assert (accounts.restore(anna.secret), fresh.restore(anna.secret)) == (None, None)
    assert accounts.restore(phone.secret)


def test_sign_out_reaches_another_process_at_its_next_question(side, accounts, anna):
    elsewhere = side.open_store().accounts
    assert elsewhere.restore(anna.secret)

    accounts.sign_out(anna.secret)

    assert elsewhere.restore(anna.secret) is None


def test_sign_out_everywhere_ends_all_of_ones_own_and_nobody_elses(accounts, anna, email):
    phone = accounts.sign_in(email, PASSWORD, ELSEWHERE)
    ben = accounts.sign_up(new_email(), PASSWORD, HOME)

    accounts.sign_out_everywhere(accounts.restore(anna.secret))

    assert [accounts.restore(s.secret) for s in (anna, phone)] == [None, None]
    assert accounts.restore(ben.secret)


def test_sign_in_deleted_from_the_list_is_over(accounts, anna, email):
    phone = accounts.sign_in(email, PASSWORD, ELSEWHERE)
    session = accounts.restore(anna.secret)

    session.backend.gateway.delete("my_sessions", eq={"id": accounts.restore(phone.secret).id})

    assert accounts.restore(phone.secret) is None
    assert accounts.restore(anna.secret)


def test_changed_password_ends_the_other_sign_ins(side, accounts, anna, email):
    phone = accounts.sign_in(email, PASSWORD, ELSEWHERE)
    elsewhere = side.open_store().accounts
    assert elsewhere.restore(phone.secret)

    accounts.change_password(accounts.restore(anna.secret), PASSWORD, NEW_PASSWORD, anna.secret, HOME)

    assert accounts.restore(anna.secret).backend.person == anna.person
    assert side.open_store().accounts.restore(anna.secret)
    assert [process.restore(phone.secret) for process in (elsewhere, accounts)] == [None, None]
    assert sentence(lambda: accounts.sign_in(email, PASSWORD, HOME)) == passwords.WRONG
    assert accounts.sign_in(email, NEW_PASSWORD, HOME).person == anna.person


def test_password_is_changed_only_by_who_knows_it(accounts, anna, email):
    session = accounts.restore(anna.secret)
    phone = accounts.sign_in(email, PASSWORD, ELSEWHERE)

    refused = sentence(lambda: accounts.change_password(session, "not the password", NEW_PASSWORD, anna.secret, HOME))

    assert refused == "The present password is not right."
    assert accounts.restore(phone.secret)
    assert accounts.sign_in(email, PASSWORD, HOME)


def test_guessing_the_present_password_is_slowed_down_too(accounts, anna):
    session = accounts.restore(anna.secret)
    for _ in range(5):
        sentence(lambda: accounts.change_password(session, "a guess, no more", NEW_PASSWORD, anna.secret, ELSEWHERE))

    with pytest.raises(AccountError) as held_up:
        accounts.change_password(session, PASSWORD, NEW_PASSWORD, anna.secret, ELSEWHERE)

    assert held_up.value.wait_seconds > 0


def test_new_password_must_be_a_good_one(accounts, anna, email):
    session = accounts.restore(anna.secret)

    refused = sentence(lambda: accounts.change_password(session, PASSWORD, "short", anna.secret, HOME))

    assert refused == passwords.TOO_SHORT
    assert accounts.sign_in(email, PASSWORD, HOME)


def test_present_password_may_be_kept(accounts, anna, email):
    phone = accounts.sign_in(email, PASSWORD, ELSEWHERE)

    accounts.change_password(accounts.restore(anna.secret), PASSWORD, PASSWORD, anna.secret, HOME)

    assert accounts.restore(anna.secret)
    assert accounts.restore(phone.secret) is None
    assert accounts.sign_in(email, PASSWORD, HOME)


def test_emailed_code_sets_a_new_password_once(local, anna, email):
    store = local.open_store()
    accounts = store.accounts
    assert accounts.restore(anna.secret)
    code = local.reset_code(store, email)

    local.open_store().accounts.reset_password(email, f" {code[:3]} {code[3:].lower()} ", NEW_PASSWORD, HOME)

    assert accounts.restore(anna.secret) is None
    assert sentence(lambda: accounts.sign_in(email, PASSWORD, HOME)) == passwords.WRONG
    assert accounts.sign_in(email, NEW_PASSWORD, HOME).person == anna.person
    again = sentence(lambda: accounts.reset_password(email, code, PASSWORD, HOME))
    assert "code is not right" in again


def test_reset_says_nothing_about_who_has_an_account(local):
    store = local.open_store()

    assert local.reset_code(store, new_email()) is None


def test_wrong_code_is_refused_and_slowed_down(local, anna, email):
    store = local.open_store()
    accounts = store.accounts
    local.reset_code(store, email)

    wrong = [
        sentence(lambda: accounts.reset_password(email, "000000", NEW_PASSWORD, ELSEWHERE)),
        sentence(lambda: accounts.reset_password(new_email(), "000000", NEW_PASSWORD, ELSEWHERE)),
    ]
    for _ in range(4):
        sentence(lambda: accounts.reset_password(email, "000000", NEW_PASSWORD, ELSEWHERE))
    with pytest.raises(AccountError) as held_up:
        accounts.reset_password(email, "000000", NEW_PASSWORD, ELSEWHERE)

    assert "code is not right" in wrong[0]
    assert wrong[0] == wrong[1]
    assert held_up.value.wait_seconds > 0
    assert accounts.sign_in(email, PASSWORD, HOME)


def test_code_is_not_used_up_by_a_bad_new_password(local, anna, email):
    store = local.open_store()
    code = local.reset_code(store, email)

    refused = sentence(lambda: store.accounts.reset_password(email, code, "short", HOME))
    store.accounts.reset_password(email, code, NEW_PASSWORD, HOME)

    assert refused == passwords.TOO_SHORT
    assert store.accounts.sign_in(email, NEW_PASSWORD, HOME)


def test_deleted_account_is_signed_in_nowhere(local, accounts, admin, anna, email):
    delete_account(admin, anna.person.id)

    assert accounts.restore(anna.secret) is None
    assert local.open_store().accounts.restore(anna.secret) is None
    assert sentence(lambda: accounts.sign_in(email, PASSWORD, HOME)) == passwords.WRONG


def test_account_actions_are_written_down_for_the_person(accounts, anna, email):
    accounts.sign_out(accounts.sign_in(email, PASSWORD, ELSEWHERE).secret)
    accounts.change_password(accounts.restore(anna.secret), PASSWORD, NEW_PASSWORD, anna.secret, HOME)

    log = accounts.restore(anna.secret).backend.gateway.select("audit_log", order="created_at")

    assert [row["event"] for row in log] == ["sign_in", "sign_in", "sign_out", "password_change"]


def test_two_people_in_two_browsers_stay_apart(accounts):
    people = [accounts.sign_up(new_email(), PASSWORD, HOME) for _ in range(2)]
    wrong: list[object] = []

    def browse(person):
        for _ in range(10):
            session = accounts.restore(person.secret)
            session.backend.gateway.insert("contract_things", {"name": person.person.email})
            found = {row["name"] for row in session.backend.gateway.select("contract_things")}
            if session.backend.person != person.person or found != {person.person.email}:
                wrong.append(found)

    threads = [threading.Thread(target=browse, args=(person,)) for person in people for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert wrong == []


def test_secrets_are_not_shown(anna):
    assert anna.secret not in repr(anna)
    assert anna.known_browser not in repr(anna)


def test_there_are_no_demo_people_unless_there_are(accounts):
    assert sentence(lambda: accounts.sign_in_demo("person", HOME)) == "There are no demo people here."
