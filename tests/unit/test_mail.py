import logging
import re
import socket
import socketserver
import threading
from email import message_from_bytes, policy
from email.utils import parsedate_to_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.gateway import mail
from lib.gateway.passwords import normalise_email
from lib.gateway.port import AccountError
from lib.settings import load

ANNA = "anna@example.org"


class Conversation(socketserver.StreamRequestHandler):
    """Speaks as much SMTP as it takes to receive a letter."""

    def handle(self):
        box = self.server
        self.say("220 post.example ready")
        while line := self.rfile.readline().decode().strip():
            verb = line.split()[0].upper()
            box.heard.append(verb + line[len(verb) :])
            if verb in box.refuses:
                self.say(box.refuses[verb])
            elif verb == "EHLO":
                self.say("250-post.example")
                self.say("250 AUTH PLAIN")
            elif verb == "AUTH":
                self.say("235 welcome")
            elif verb == "DATA":
                self.say("354 go on")
                box.letters.append(b"".join(iter(self.rfile.readline, b".\r\n")))
                self.say("250 taken")
            elif verb == "QUIT":
                self.say("221 bye")
                box.done.set()
                return
            else:
                self.say("250 fine")
        box.done.set()

    def say(self, line):
        self.wfile.write(f"{line}\r\n".encode())


class PostOffice(socketserver.ThreadingTCPServer):
    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Conversation)
        self.heard, self.letters, self.refuses, self.done = [], [], {}, threading.Event()

    def settings(self, **more):
        here = {"SMTP_HOST": "127.0.0.1", "SMTP_PORT": str(self.server_address[1]), "SMTP_SECURITY": "none",
                "SMTP_FROM": "Wellspring <no-reply@wellspring.example>"}  # fmt: skip
        return load(here | more)


@pytest.fixture
def office():
    with PostOffice() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def a_letter(code="ABCDEFGHJK", sender="Wellspring <no-reply@wellspring.example>"):
    return mail.reset_message(sender, ANNA, code, 30)


def wait_for_mail():
    for thread in threading.enumerate():
        if thread.name == "mail":
            thread.join(20)


# The letter ---------------------------------------------------------------------------------------------------


def test_letter_says_the_code_how_long_it_is_good_and_what_to_do_otherwise():
    letter = a_letter()

    text = letter.get_content()
    assert "Your code: ABCDEFGHJK\n" in text
    assert "30 minutes" in text
    assert "without this code nothing changes" in text
    assert "http" not in text


def test_letter_has_what_keeps_it_out_of_the_junk():
    letter = a_letter()

    assert letter["To"] == ANNA
    assert letter["From"] == "Wellspring <no-reply@wellspring.example>"
    assert parsedate_to_datetime(letter["Date"]) is not None
    assert re.fullmatch(r"<[^@>]+@wellspring\.example>", letter["Message-ID"])


def test_letter_does_not_name_the_machine():
    letter = a_letter()

    assert socket.gethostname() not in letter["Message-ID"]


@given(st.emails())
def test_every_address_an_account_may_have_can_be_written_to(address):
    try:
        kept = normalise_email(address)
    except AccountError:
        return

    letter = mail.reset_message("no-reply@wellspring.example", kept, "ABCDEFGHJK", 30)

    assert message_from_bytes(letter.as_bytes(), policy=policy.default)["To"] == kept


def test_letter_can_be_written_where_nobody_sends_it():
    assert mail.reset_message("", ANNA, "ABCDEFGHJK", 30)["To"] == ANNA


# Sending ------------------------------------------------------------------------------------------------------


def test_letter_arrives_whole(office):
    mail.send_later(office.settings(), a_letter())
    office.done.wait(20)

    arrived = message_from_bytes(office.letters[0], policy=policy.default)
    assert arrived["To"] == ANNA
    assert "Your code: ABCDEFGHJK" in arrived.get_content()
    assert "MAIL FROM:<no-reply@wellspring.example>" in " ".join(office.heard)


def test_server_that_asks_who_sends_is_told(office):
    mail.send_later(office.settings(SMTP_USER="post", SMTP_PASSWORD="stamp"), a_letter())
    office.done.wait(20)

    assert [line.split()[0] for line in office.heard].count("AUTH") == 1
    assert len(office.letters) == 1


def test_nobody_waits_for_the_mail_server():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings = load({"SMTP_HOST": "127.0.0.1", "SMTP_PORT": str(silent.getsockname()[1]),
                         "SMTP_SECURITY": "none", "SMTP_FROM": "a@b.example"})  # fmt: skip

        mail.send_later(settings, a_letter())

        assert [thread.daemon for thread in threading.enumerate() if thread.name == "mail"] == [True]
    wait_for_mail()


def test_without_a_mail_server_nothing_is_sent(caplog):
    mail.send_later(load({}), a_letter())
    wait_for_mail()

    assert caplog.text == ""


@pytest.mark.parametrize(
    ("refuses", "more"),
    [
        ({"RCPT": f"550 no such person {ANNA}"}, {}),
        ({"MAIL": "451 come back later"}, {}),
        ({"DATA": "554 no"}, {}),
        ({"AUTH": "535 wrong"}, {"SMTP_USER": "post", "SMTP_PASSWORD": "stamp-of-1840"}),
        ({}, {"SMTP_USER": "post", "SMTP_PASSWORD": "stämp-of-1840"}),
        ({}, {"SMTP_SECURITY": "starttls"}),
        ({}, {"SMTP_SECURITY": "tls"}),
        ({}, {"SMTP_PORT": "1"}),
        ({}, {"SMTP_HOST": "no such host"}),
        ({}, {"SMTP_HOST": "x" * 300}),
    ],
    ids=["recipient", "sender", "letter", "password", "odd password", "no starttls", "no tls", "nobody there",
         "no host", "impossible host"],
)  # fmt: skip
def test_failure_is_one_line_without_address_code_or_password(office, caplog, refuses, more):
    office.refuses = refuses

    with caplog.at_level(logging.INFO):
        mail.send_later(office.settings(**more), a_letter())
        wait_for_mail()

    assert len(caplog.records) == 1
    assert caplog.records[0].getMessage().startswith("A reset e-mail could not be sent: ")
    for secret in (ANNA, "ABCDEFGHJK", "1840"):
        assert secret not in caplog.text
    assert caplog.records[0].exc_info is None
    assert office.letters == []


def test_nothing_is_sent_in_the_open_when_starttls_was_asked_for(office):
    mail.send_later(office.settings(SMTP_SECURITY="starttls", SMTP_USER="post", SMTP_PASSWORD="stamp"), a_letter())
    wait_for_mail()

    assert not [line for line in office.heard if line.startswith(("AUTH", "MAIL", "RCPT", "DATA"))]
