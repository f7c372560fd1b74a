import pytest

from lib import messages
from lib.gateway.port import SESSION_ENDED, UNREACHABLE, GatewayError

CODES = [*messages.SENTENCES, "22023", "PGRST116", "XX000", ""]


@pytest.mark.parametrize("code", CODES)
def test_every_code_has_a_sentence_that_shows_nothing_of_the_error(code):
    said = messages.sentence(GatewayError(code, "relation public.moods column x = 'a secret thought'"))

    assert said[0].isupper()
    assert said.endswith(".")
    assert "secret" not in said
    assert "moods" not in said
    assert not code or code not in said


def test_person_learns_that_what_they_typed_is_safe_while_the_database_is_away():
    said = messages.sentence(GatewayError(UNREACHABLE, ""))

    assert "What you typed is still here" in said


def test_person_is_sent_to_sign_in_when_their_session_has_ended():
    said = messages.sentence(GatewayError(SESSION_ENDED, ""))

    assert "Sign in again" in said


def test_unknown_trouble_has_a_way_on():
    assert messages.sentence(GatewayError("P0001", "")) == messages.OTHERWISE
