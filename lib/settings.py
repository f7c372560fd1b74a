"""The one place that reads the environment, `.env` and Streamlit's secrets.

A wrong value stops the start with a sentence that names the variable and says what it should be.
"""

import os
import tomllib
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal

from dotenv import dotenv_values
from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    SecretStr,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic_settings import BaseSettings, NoDecode, PydanticBaseSettingsSource, SettingsConfigDict

from lib import settings_checks as checks

ROOT = Path(__file__).resolve().parent.parent
Mode = Literal["embedded", "self-hosted", "supabase"]

SHOULD_BE = {
    "WELLSPRING_DATA": "the path of a folder",
    "WELLSPRING_DEMO": "true or false",
    "SESSION_DAYS": "a whole number from 1 to 365",
    "SMTP_PORT": "a whole number from 1 to 65535",
    "SMTP_SECURITY": "starttls, tls or none",
}

# Asked by the database's launcher and by ./dev, which know nothing of `.env`.
FROM_ENVIRONMENT = ("WELLSPRING_PG_BIN", "WELLSPRING_CHROMIUM")

HttpsUrl = Annotated[str, AfterValidator(checks.https_url)]


class SettingsError(Exception):
    """What is wrong with the configuration, as sentences for whoever starts the app."""


class Settings(BaseSettings):
    model_config = SettingsConfigDict(extra="ignore", frozen=True, hide_input_in_errors=True)

    # Where the data is
    WELLSPRING_DATA: Annotated[Path, AfterValidator(checks.folder)] = ROOT / ".wellspring"
    WELLSPRING_DEMO: bool = True
    DATABASE_URL: Annotated[SecretStr, AfterValidator(checks.secret(checks.postgres_url))] | None = None
    SUPABASE_URL: HttpsUrl | None = None
    SUPABASE_KEY: Annotated[SecretStr, AfterValidator(checks.secret(checks.public_key))] | None = None

    # Sign-in
    WELLSPRING_SESSION_KEY: Annotated[SecretStr, AfterValidator(checks.secret(checks.strong_key))] | None = None
    SESSION_DAYS: int = Field(default=30, ge=1, le=365)
    TRUSTED_PROXIES: Annotated[tuple[str, ...], NoDecode, BeforeValidator(checks.networks)] = (
        "127.0.0.1/32",
        "::1/128",
    )
    FRAME_ANCESTORS: Annotated[str, AfterValidator(checks.frame_ancestors)] = "'none'"

    # E-mail for password resets
    SMTP_HOST: str | None = None
    SMTP_PORT: int = Field(default=587, ge=1, le=65535)
    SMTP_USER: str | None = None
    SMTP_PASSWORD: SecretStr | None = None
    SMTP_FROM: Annotated[str, AfterValidator(checks.sender)] | None = None
    SMTP_SECURITY: Literal["starttls", "tls", "none"] = "starttls"

    # Photos of meals: a file, a name that ultralytics downloads, or "off"
    YOLO_WEIGHTS: Annotated[str, AfterValidator(checks.weights)] = "yolo26n.pt"

    # Gemini, for whoever agrees to ask it
    GEMINI_API_KEY: SecretStr | None = None
    GEMINI_MODEL: Annotated[str, AfterValidator(checks.model_name)] = "gemini-2.5-flash"
    GEMINI_API_BASE: HttpsUrl | None = None

    # Where the source of this installation can be had; without it the app hands out its own files
    SOURCE_URL: HttpsUrl | None = None

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return (init_settings,)

    @field_validator("*", mode="before")
    @classmethod
    def _strip(cls, value: Any) -> Any:
        return value.strip() if isinstance(value, str) else value

    @model_validator(mode="after")
    def _whole(self) -> "Settings":
        if bool(self.SUPABASE_URL) != bool(self.SUPABASE_KEY):
            missing = "SUPABASE_KEY" if self.SUPABASE_URL else "SUPABASE_URL"
            raise ValueError(f"{missing} is not set; Supabase needs both SUPABASE_URL and SUPABASE_KEY.")
        if self.SUPABASE_URL and self.DATABASE_URL:
            raise ValueError(
                "DATABASE_URL and SUPABASE_URL are both set; it should be one of them: "
                "DATABASE_URL for your own Postgres, SUPABASE_URL with SUPABASE_KEY for Supabase."
            )
        if self.mode != "embedded" and self.WELLSPRING_SESSION_KEY is None:
            raise ValueError(
                f"WELLSPRING_SESSION_KEY is not set; it should be at least 32 random characters, {checks.MAKE_A_KEY}"
            )
        if self.SMTP_HOST and not self.SMTP_FROM:
            raise ValueError("SMTP_FROM is not set; it should be the address that reset e-mails come from.")
        if bool(self.SMTP_USER) != bool(self.SMTP_PASSWORD):
            missing = "SMTP_PASSWORD" if self.SMTP_USER else "SMTP_USER"
            raise ValueError(f"{missing} is not set; a mail server that asks who sends needs both user and password.")
        return self

    @cached_property
    def mode(self) -> Mode:
        if self.SUPABASE_URL:
            return "supabase"
        return "self-hosted" if self.DATABASE_URL else "embedded"


def _dotenv_file() -> dict[str, Any]:
    file = ROOT / ".env"
    try:
        return dict(dotenv_values(file))
    except (OSError, UnicodeDecodeError):
        raise SettingsError(f"{file} cannot be read; it should be a text file in UTF-8.") from None


def odd_names() -> str:
    """One line about names in `.env` that are not read and look as if they should be; empty without any."""
    odd = [checks.odd_name(name, Settings.model_fields, FROM_ENVIRONMENT) for name in _dotenv_file()]
    found = "; ".join(filter(None, odd))
    return f"In {ROOT / '.env'}: {found}." if found else ""


def _secrets_file() -> dict[str, Any]:
    """Streamlit's own secrets, read without Streamlit, from the places where it looks."""
    found: dict[str, Any] = {}
    for folder in (Path("~/.streamlit"), ROOT / ".streamlit"):
        file = Path(os.path.expanduser(folder)) / "secrets.toml"
        try:
            found |= tomllib.loads(file.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise SettingsError(f"{file} is not valid TOML: {error}.") from None
        except OSError:
            continue
    return found


def load(environment: Mapping[str, str] | None = None) -> Settings:
    """The settings: environment first, then `.env`, then Streamlit's secrets."""
    sources: list[Mapping[str, Any]] = (
        [_secrets_file(), _dotenv_file(), os.environ] if environment is None else [environment]
    )
    values: dict[str, Any] = {}
    for source in sources:
        # An empty value counts as not set, so that a copied example file changes nothing.
        values |= {k: v for k, v in source.items() if k in Settings.model_fields and not _is_empty(v)}
    try:
        return Settings(**values)
    except ValidationError as error:
        raise SettingsError(" ".join(_sentence(e) for e in error.errors(include_url=False))) from None


def _is_empty(value: Any) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _sentence(error: Any) -> str:
    own = str(error["msg"]).removeprefix("Value error, ")
    if not error["loc"]:
        return own
    name = str(error["loc"][0])
    return f"{name} {own if error['type'] == 'value_error' else 'should be ' + SHOULD_BE.get(name, 'a text')}."
