"""Sends a reset code by e-mail, out of the way of whoever asked for it."""

import logging
import smtplib
import ssl
import threading
from email.message import EmailMessage
from email.utils import formatdate, make_msgid, parseaddr

from lib.settings import Settings

log = logging.getLogger(__name__)
TIMEOUT = 10


def reset_message(sender: str, email: str, code: str, minutes: int) -> EmailMessage:
    message = EmailMessage()
    message["From"] = sender
    message["To"] = email
    # Many servers take a message without these two for junk.
    message["Date"] = formatdate(localtime=False)
    message["Message-ID"] = make_msgid(domain=parseaddr(sender)[1].rpartition("@")[2] or "localhost")
    message["Subject"] = "Your code for a new Wellspring password"
    message.set_content(
        f"Somebody, probably you, asked for a new Wellspring password.\n\n"
        f"Your code: {code}\n\n"
        f"It is good for {minutes} minutes. If it was not you, nothing needs to be done: "
        f"without this code nothing changes.\n"
    )
    return message


def send_later(settings: Settings, message: EmailMessage) -> None:
    # In the background: how long a mail server takes would tell whether the address has an account.
    threading.Thread(target=_send, args=(settings, message), daemon=True, name="mail").start()


def _send(settings: Settings, message: EmailMessage) -> None:
    if not settings.SMTP_HOST:
        return
    try:
        context = ssl.create_default_context()
        secure = settings.SMTP_SECURITY == "tls"
        server = (
            smtplib.SMTP_SSL(settings.SMTP_HOST, settings.SMTP_PORT, timeout=TIMEOUT, context=context)
            if secure
            else smtplib.SMTP(settings.SMTP_HOST, settings.SMTP_PORT, timeout=TIMEOUT)
        )
        with server:
            if settings.SMTP_SECURITY == "starttls":
                server.starttls(context=context)
            if settings.SMTP_USER and settings.SMTP_PASSWORD:
                server.login(settings.SMTP_USER, settings.SMTP_PASSWORD.get_secret_value())
            server.send_message(message)
    # A password or an address that mail cannot carry is a ValueError.
    except (OSError, ValueError, smtplib.SMTPException) as error:
        # The address stays out of the log.
        log.error("A reset e-mail could not be sent: %s", type(error).__name__)
