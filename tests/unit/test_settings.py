import base64
import io
import json
import logging
import re
import tomllib

import pytest
from dotenv import dotenv_values
from hypothesis import given
from hypothesis import strategies as st

from lib import settings
from lib.settings import ROOT, Settings, SettingsError, load

KEY = "vJ3mQ9x_Tk2LwPz8RbYc4HdN7sGfA1eU"
POSTGRES = "postgresql://wellspring:hunter2@db.example.org/wellspring"
SUPABASE = "https://abcdefgh.supabase.co"
PUBLISHABLE = "sb_publishable_Zk3JQ2yT"

# Words that stand in no sentence of the app, so that finding one means that a value was repeated.
TELLTALE = "xyzzyplugh"


def legacy_key(claims: object) -> str:
    part = base64.urlsafe_b64encode(json.dumps(claims).encode()).decode().rstrip("=")
    return f"eyJhbGciOiJIUzI1NiJ9.{part}.c2lnbmF0dXJl"


@pytest.fixture
def files(tmp_path, monkeypatch):
    """An empty house: no environment, no files; returns where they would be."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name, raising=False)
    (tmp_path / ".streamlit").mkdir()
    (tmp_path / "home" / ".streamlit").mkdir(parents=True)
    monkeypatch.setattr(settings, "ROOT", tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    return tmp_path


def refusal(environment) -> str:
    with pytest.raises(SettingsError) as caught:
        load(environment)
    return str(caught.value)


# Where values come from ---------------------------------------------------------------------------------------


def test_nothing_set_means_the_embedded_mode(files):
    found = load()

    assert found.mode == "embedded"
    assert found.WELLSPRING_DEMO is True


def test_environment_goes_before_the_env_file_and_that_before_the_secrets(files, monkeypatch):
    (files / ".streamlit" / "secrets.toml").write_text('SESSION_DAYS = 1\nSMTP_PORT = 1\nSMTP_HOST = "secrets"\n')
    (files / ".env").write_text("SESSION_DAYS=2\nSMTP_PORT=2\nSMTP_FROM=a@b.example\n")
    monkeypatch.setenv("SESSION_DAYS", "3")

    found = load()

    assert (found.SESSION_DAYS, found.SMTP_PORT, found.SMTP_HOST) == (3, 2, "secrets")


def test_secrets_of_the_project_go_before_those_of_the_person(files):
    (files / "home" / ".streamlit" / "secrets.toml").write_text("SESSION_DAYS = 1\nSMTP_PORT = 1\n")
    (files / ".streamlit" / "secrets.toml").write_text("SESSION_DAYS = 2\n")

    found = load()

    assert (found.SESSION_DAYS, found.SMTP_PORT) == (2, 1)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("WELLSPRING_DATE=/srv", "WELLSPRING_DATE is not a setting of Wellspring (did you mean WELLSPRING_DATA?)"),
        ("WELLSPRING_COLOUR=red", "WELLSPRING_COLOUR is not a setting of Wellspring."),
        ("DATABSE_URL=x", "did you mean DATABASE_URL?"),
        ("smtp_host=x", "did you mean SMTP_HOST?"),
        ("WELLSPRING_PG_BIN=/usr", "WELLSPRING_PG_BIN has no effect there"),
    ],
)
def test_name_in_the_env_file_that_only_looks_like_a_setting_is_pointed_out(files, line, said):
    (files / ".env").write_text(f"{line}\nSESSION_DAYS=2\n")

    warning = settings.odd_names()

    assert said in warning
    assert len(warning.splitlines()) == 1
    assert "SESSION_DAYS" not in warning


@pytest.mark.parametrize("line", ["", "SMTP_HOST=mail", "EDITOR=vi", "DATABASE_HOST=db", "export SESSION_DAYS=3"])
def test_settings_and_names_of_other_programs_are_passed_over(files, line):
    (files / ".env").write_text(line)

    assert settings.odd_names() == ""


@pytest.mark.parametrize("empty", ["", " ", "\t"])
def test_empty_value_counts_as_not_set(files, monkeypatch, empty):
    (files / ".env").write_text("SESSION_DAYS=2\n")
    monkeypatch.setenv("SESSION_DAYS", empty)
    monkeypatch.setenv("DATABASE_URL", empty)

    found = load()

    assert (found.SESSION_DAYS, found.mode) == (2, "embedded")


def test_variables_of_other_programs_are_left_alone(files, monkeypatch):
    monkeypatch.setenv("wellspring_demo", "perhaps")
    (files / ".streamlit" / "secrets.toml").write_text('[connections.other]\nDATABASE_URL = "nonsense"\n')

    found = load()

    assert found.mode == "embedded"


def test_spaces_around_a_value_do_not_count():
    found = load({"SESSION_DAYS": " 7 ", "SUPABASE_URL": f" {SUPABASE}/ ", "SUPABASE_KEY": f"{PUBLISHABLE}\n",
                  "WELLSPRING_SESSION_KEY": f" {KEY}"})  # fmt: skip

    assert (found.SESSION_DAYS, found.SUPABASE_URL) == (7, SUPABASE)
    assert found.SUPABASE_KEY.get_secret_value() == PUBLISHABLE


@pytest.mark.parametrize(
    ("file", "content"),
    [
        (".streamlit/secrets.toml", b"SESSION_DAYS = "),
        (".streamlit/secrets.toml", b"\xff\xfe"),
        (".env", b"SMTP_PASSWORD=\xfc\n"),
    ],
)
def test_file_that_cannot_be_read_is_named(files, file, content):
    (files / file).write_bytes(content)

    with pytest.raises(SettingsError) as caught:
        load()

    assert str(files / file) in str(caught.value)


def test_folder_in_the_place_of_a_file_is_passed_over(files):
    (files / ".streamlit" / "secrets.toml").mkdir()
    (files / ".env").mkdir()

    assert load().mode == "embedded"


def test_person_without_a_home_folder_can_start_the_app(files, monkeypatch):
    monkeypatch.setattr(settings.os.path, "expanduser", lambda path: str(path))

    assert load().mode == "embedded"


# Modes --------------------------------------------------------------------------------------------------------


def test_database_url_means_self_hosted():
    found = load({"DATABASE_URL": POSTGRES, "WELLSPRING_SESSION_KEY": KEY})

    assert found.mode == "self-hosted"


@pytest.mark.parametrize("key", [PUBLISHABLE, legacy_key({"role": "anon"})])
def test_supabase_url_and_key_mean_supabase(key):
    found = load({"SUPABASE_URL": SUPABASE, "SUPABASE_KEY": key, "WELLSPRING_SESSION_KEY": KEY})

    assert found.mode == "supabase"


def test_two_modes_at_once_are_refused():
    said = refusal({"DATABASE_URL": POSTGRES, "SUPABASE_URL": SUPABASE, "SUPABASE_KEY": PUBLISHABLE,
                    "WELLSPRING_SESSION_KEY": KEY})  # fmt: skip

    assert "DATABASE_URL and SUPABASE_URL are both set" in said


@pytest.mark.parametrize(
    ("environment", "missing"),
    [
        ({"SUPABASE_URL": SUPABASE}, "SUPABASE_KEY"),
        ({"SUPABASE_KEY": PUBLISHABLE}, "SUPABASE_URL"),
        ({"DATABASE_URL": POSTGRES}, "WELLSPRING_SESSION_KEY"),
        ({"SUPABASE_URL": SUPABASE, "SUPABASE_KEY": PUBLISHABLE}, "WELLSPRING_SESSION_KEY"),
        ({"SMTP_HOST": "mail.example"}, "SMTP_FROM"),
        ({"SMTP_USER": "post"}, "SMTP_PASSWORD"),
        ({"SMTP_PASSWORD": TELLTALE}, "SMTP_USER"),
    ],
)
def test_what_belongs_together_is_asked_for_by_name(environment, missing):
    said = refusal(environment)

    assert said.startswith(f"{missing} is not set")


# Values -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "key",
    ["sb_secret_" + TELLTALE, legacy_key({"role": "service_role", "ref": TELLTALE})],
    ids=["new format", "legacy format"],
)
def test_service_role_key_is_refused(key):
    said = refusal({"SUPABASE_URL": SUPABASE, "SUPABASE_KEY": key, "WELLSPRING_SESSION_KEY": KEY})

    assert "SUPABASE_KEY holds a secret (service-role) key" in said
    assert key not in said


@pytest.mark.parametrize(
    "key",
    [
        TELLTALE,
        "a.b.c",
        legacy_key({}),
        legacy_key([TELLTALE]),
        legacy_key({"role": "authenticated"}),
        legacy_key({"role": "supabase_admin"}),
        "eyJh.é.x",
    ],
)
def test_key_that_is_neither_publishable_nor_anon_is_refused(key):
    said = refusal({"SUPABASE_URL": SUPABASE, "SUPABASE_KEY": key, "WELLSPRING_SESSION_KEY": KEY})

    assert "SUPABASE_KEY should be the project's publishable or anon key" in said
    assert key not in said


@pytest.mark.parametrize(
    "key",
    [
        "short" + TELLTALE,
        "a" * 64,
        "abc" * 20,
        "0123456789abcdef" * 2,
        "change-me-" + KEY,
        "Secret" + KEY,
        "wellspring" + KEY,
    ],
)
def test_weak_session_key_is_refused(key):
    said = refusal({"DATABASE_URL": POSTGRES, "WELLSPRING_SESSION_KEY": key})

    assert said.startswith("WELLSPRING_SESSION_KEY is too easy to guess; it should be at least 32 random characters")
    assert key not in said


@pytest.mark.parametrize(
    "key",
    ["9f86d081884c7d659a2feaa0c55ad015", "3uLBqD5zS0yYt1xk0i7mSg9H0Jt2hC0jfW4=rT+pQd/", "ë水" + KEY],
)
def test_random_session_key_is_taken(key):
    found = load({"DATABASE_URL": POSTGRES, "WELLSPRING_SESSION_KEY": key})

    assert found.mode == "self-hosted"


WRONG = [
    ("WELLSPRING_DATA", 5, "the path of a folder"),
    ("WELLSPRING_DATA", f"~{TELLTALE}/data", "the full path of a folder"),
    ("WELLSPRING_DEMO", TELLTALE, "true or false"),
    ("DATABASE_URL", f"mysql://{TELLTALE}@host/db", "a Postgres address"),
    ("DATABASE_URL", f"host=db password={TELLTALE}", "a Postgres address"),
    ("DATABASE_URL", f"postgresql://me:{TELLTALE}@h℀st/db", "a Postgres address"),
    ("DATABASE_URL", f"postgresql://me:{TELLTALE}@[::1/db", "a Postgres address"),
    ("DATABASE_URL", f"postgresql://me:{TELLTALE}/half@host/db", "a Postgres address"),
    ("DATABASE_URL", f"postgresql://me:{TELLTALE}#half@host/db", "a Postgres address"),
    ("DATABASE_URL", f"postgresql://me@host:{TELLTALE}/db", "a Postgres address"),
    ("DATABASE_URL", [TELLTALE], "a text"),
    ("YOLO_WEIGHTS", f"{TELLTALE}.onnx", "the path of a .pt file"),
    ("GEMINI_API_KEY", [TELLTALE], "a text"),
    ("GEMINI_MODEL", f"{TELLTALE} <x>", "the name of a model"),
    ("GEMINI_API_BASE", f"http://{TELLTALE}.example.org", "https://"),
    ("SUPABASE_URL", f"http://{TELLTALE}.supabase.co", "https://"),
    ("SUPABASE_URL", f"{TELLTALE}.supabase.co", "https://"),
    ("SUPABASE_URL", f"https://{TELLTALE}.supabase.co:port", "https://"),
    ("SUPABASE_URL", f"https://[{TELLTALE}", "https://"),
    ("SUPABASE_KEY", TELLTALE, "publishable or anon key"),
    ("WELLSPRING_SESSION_KEY", TELLTALE, "32 random characters"),
    ("SESSION_DAYS", TELLTALE, "a whole number from 1 to 365"),
    ("SESSION_DAYS", "0", "a whole number from 1 to 365"),
    ("SESSION_DAYS", "366", "a whole number from 1 to 365"),
    ("SESSION_DAYS", "1.5", "a whole number from 1 to 365"),
    ("TRUSTED_PROXIES", TELLTALE, "addresses or networks separated by commas"),
    ("TRUSTED_PROXIES", f"10.0.0.0/8,{TELLTALE}", "addresses or networks separated by commas"),
    ("TRUSTED_PROXIES", "10.0.0.0/33", "addresses or networks separated by commas"),
    ("TRUSTED_PROXIES", 5, "addresses or networks separated by commas"),
    ("TRUSTED_PROXIES", [5], "addresses or networks separated by commas"),
    ("FRAME_ANCESTORS", f"https://{TELLTALE}.example; script-src *", "none, or self and https addresses"),
    ("FRAME_ANCESTORS", f"http://{TELLTALE}.example", "none, or self and https addresses"),
    ("FRAME_ANCESTORS", "none self", "none, or self and https addresses"),
    ("FRAME_ANCESTORS", "*", "none, or self and https addresses"),
    ("SMTP_HOST", 5, "a text"),
    ("SMTP_PORT", TELLTALE, "a whole number from 1 to 65535"),
    ("SMTP_PORT", "0", "a whole number from 1 to 65535"),
    ("SMTP_PORT", "65536", "a whole number from 1 to 65535"),
    ("SMTP_USER", [TELLTALE], "a text"),
    ("SMTP_PASSWORD", {"a": TELLTALE}, "a text"),
    ("SMTP_FROM", TELLTALE, "an e-mail address"),
    ("SMTP_FROM", f"a@b.example\nBcc: {TELLTALE}@b.example", "an e-mail address"),
    ("SMTP_SECURITY", TELLTALE, "starttls, tls or none"),
    ("SOURCE_URL", f"javascript:{TELLTALE}", "https://"),
]


@pytest.mark.parametrize(("name", "value", "should_be"), WRONG)
def test_wrong_value_is_named_with_what_it_should_be_and_never_repeated(name, value, should_be):
    said = refusal({name: value})

    assert said.startswith(f"{name} ")
    assert should_be in said
    assert TELLTALE not in said
    assert said.endswith(".")


def test_every_setting_has_a_wrong_value_that_is_refused():
    tried = {name for name, _, _ in WRONG}

    assert tried == set(Settings.model_fields)


def test_several_wrong_values_are_all_named():
    said = refusal({"SESSION_DAYS": "x", "SMTP_PORT": "y"})

    assert "SESSION_DAYS should be" in said
    assert "SMTP_PORT should be" in said


@given(st.sampled_from(sorted(Settings.model_fields)), st.text(max_size=60))
def test_no_text_in_any_variable_ends_in_anything_but_a_sentence(name, value):
    try:
        load({name: value})
    except SettingsError as error:
        assert str(error)[0].isupper()
        assert len(str(error)) < 500


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("none", "'none'"),
        ("'none'", "'none'"),
        ("self", "'self'"),
        ("self https://a.example https://*.b.example:8443", "'self' https://a.example https://*.b.example:8443"),
    ],
)
def test_frame_ancestors_need_no_quotes(written, meant):
    assert meant == load({"FRAME_ANCESTORS": written}).FRAME_ANCESTORS


def test_proxies_are_a_list_with_commas_or_a_list():
    text, items = load({"TRUSTED_PROXIES": "10.0.0.1, fd00::/8,"}), load({"TRUSTED_PROXIES": ["10.0.0.1", "fd00::/8"]})

    assert text.TRUSTED_PROXIES == items.TRUSTED_PROXIES == ("10.0.0.1/32", "fd00::/8")


def test_home_sign_in_the_data_folder_is_understood(monkeypatch):
    monkeypatch.setenv("HOME", "/home/ann")

    assert str(load({"WELLSPRING_DATA": "~/my data"}).WELLSPRING_DATA) == "/home/ann/my data"


def test_several_postgres_hosts_are_one_address():
    url = "postgresql://me:secret@one:5432,two:5433/db?target_session_attrs=read-write"

    assert load({"DATABASE_URL": url, "WELLSPRING_SESSION_KEY": KEY}).DATABASE_URL.get_secret_value() == url


# What is shown ------------------------------------------------------------------------------------------------


def test_settings_never_show_a_secret(caplog):
    found = load({"DATABASE_URL": f"postgresql://me:{TELLTALE}@host/db", "WELLSPRING_SESSION_KEY": KEY,
                  "SMTP_USER": "post", "SMTP_PASSWORD": TELLTALE})  # fmt: skip

    logging.getLogger("test").error("%s %r", found, found)
    shown = f"{found} {found!r} {found.model_dump()} {found.model_dump_json()} {vars(found)} {caplog.text}"

    assert TELLTALE not in shown
    assert KEY not in shown


def test_settings_cannot_be_changed():
    found = load({})

    with pytest.raises(ValueError, match="frozen"):
        found.SESSION_DAYS = 1


# The example files --------------------------------------------------------------------------------------------

EXAMPLES = [".env.example", ".streamlit/secrets.example.toml"]
VARIABLE = re.compile(r"(?m)^#? ?([A-Z_]+) ?=")


def read(file, text):
    if file.endswith(".toml"):
        return tomllib.loads(text)
    return dotenv_values(stream=io.StringIO(text))


@pytest.mark.parametrize("file", EXAMPLES)
def test_example_names_every_variable_once_and_nothing_else(file):
    named = VARIABLE.findall((ROOT / file).read_text())

    assert sorted(named) == sorted(Settings.model_fields)


@pytest.mark.parametrize("file", EXAMPLES)
def test_example_says_why_above_every_variable(file):
    blocks = (ROOT / file).read_text().strip().split("\n\n")[1:]

    assert [len(VARIABLE.findall(block)) for block in blocks] == [1] * len(Settings.model_fields)
    assert all(block.startswith("# ") and len(block.splitlines()) in (2, 3) for block in blocks)


@pytest.mark.parametrize("file", EXAMPLES)
def test_example_copied_unchanged_gives_the_default(file):
    values = read(file, (ROOT / file).read_text())

    assert load(values) == load({})


@pytest.mark.parametrize("file", EXAMPLES)
@pytest.mark.parametrize("mode", ["self-hosted", "supabase"])
def test_example_values_are_ones_that_would_be_taken(file, mode):
    text = re.sub(r"(?m)^# ([A-Z_]+ ?=)", r"\1", (ROOT / file).read_text())
    values = {**read(file, text), "WELLSPRING_SESSION_KEY": KEY, "SMTP_USER": "post", "SMTP_PASSWORD": "x"}
    if mode == "supabase":
        values |= {"DATABASE_URL": "", "SUPABASE_KEY": PUBLISHABLE}
    else:
        values |= {"SUPABASE_URL": ""}

    assert load(values).mode == mode


@pytest.mark.parametrize("file", EXAMPLES)
def test_both_examples_say_the_same(file):
    values = read(file, re.sub(r"(?m)^# ([A-Z_]+ ?=)", r"\1", (ROOT / file).read_text()))
    other = read(EXAMPLES[0], re.sub(r"(?m)^# ([A-Z_]+ ?=)", r"\1", (ROOT / EXAMPLES[0]).read_text()))

    assert {name: str(value).lower() for name, value in values.items()} == other
