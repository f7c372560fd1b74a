"""The one place that reads the environment, `.env` and Streamlit's secrets.

A wrong value stops the start with a sentence that names the variable and says what it should be.
"""

import base64
import json
import os
import tomllib
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from dotenv import dotenv_values
from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, PydanticBaseSettingsSource, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent
Mode = Literal["embedded", "self-hosted", "supabase"]

WEAK_KEYS = ("change", "secret", "example", "password", "wellspring", "test")


class SettingsError(Exception):
    """What is wrong with the configuration, as sentences for whoever starts the app."""


class Settings(BaseSettings):
    model_config = SettingsConfigDict(extra="ignore", frozen=True, hide_input_in_errors=True)

    # Where the data is
    WELLSPRING_DATA: Path = ROOT / ".wellspring"
    WELLSPRING_DEMO: bool = True
    DATABASE_URL: SecretStr | None = None
    SUPABASE_URL: str | None = None
    SUPABASE_KEY: SecretStr | None = None

    # Sign-in
    WELLSPRING_SESSION_KEY: SecretStr | None = None
    SESSION_DAYS: int = Field(default=30, ge=1, le=365)
    TRUSTED_PROXIES: Annotated[tuple[str, ...], NoDecode] = ("127.0.0.1/32", "::1/128")
    FRAME_ANCESTORS: str = "'none'"

    # E-mail for password resets
    SMTP_HOST: str | None = None
    SMTP_PORT: int = Field(default=587, ge=1, le=65535)
    SMTP_USER: str | None = None
    SMTP_PASSWORD: SecretStr | None = None
    SMTP_FROM: str | None = None
    SMTP_SECURITY: Literal["starttls", "tls", "none"] = "starttls"

    # Where the source of this installation can be had; without it the app hands out its own files
    SOURCE_URL: str | None = None

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

    @field_validator("TRUSTED_PROXIES", mode="before")
    @classmethod
    def _split_proxies(cls, value: Any) -> Any:
        import ipaddress

        parts = tuple(p.strip() for p in value.split(",") if p.strip()) if isinstance(value, str) else value
        for part in parts:
            try:
                ipaddress.ip_network(part, strict=False)
            except ValueError:
                raise ValueError(
                    "should be addresses or networks separated by commas, such as 10.0.0.0/8"
                ) from None
        return parts

    @field_validator("DATABASE_URL")
    @classmethod
    def _postgres_url(cls, value: SecretStr | None) -> SecretStr | None:
        if value and urlsplit(value.get_secret_value()).scheme not in ("postgres", "postgresql"):
            raise ValueError("should be a Postgres address such as postgresql://user:password@host/database")
        return value

    @field_validator("SUPABASE_URL", "SOURCE_URL")
    @classmethod
    def _https_url(cls, value: str | None) -> str | None:
        if value is None:
            return None
        parts = urlsplit(value)
        local = parts.hostname in ("localhost", "127.0.0.1", "::1")
        if not parts.hostname or not (parts.scheme == "https" or (local and parts.scheme == "http")):
            raise ValueError("should start with https:// (http:// only for this machine)")
        return value.rstrip("/")

    @field_validator("SUPABASE_KEY")
    @classmethod
    def _no_service_key(cls, value: SecretStr | None) -> SecretStr | None:
        if value is None:
            return None
        key = value.get_secret_value()
        role = _role_in(key)
        if key.startswith("sb_secret_") or (role is not None and role != "anon"):
            raise ValueError(
                "holds a secret (service-role) key, which would bypass every policy; "
                "it should be the publishable or anon key"
            )
        if role is None and not key.startswith("sb_publishable_"):
            raise ValueError("should be the project's publishable or anon key")
        return value

    @field_validator("WELLSPRING_SESSION_KEY")
    @classmethod
    def _strong_key(cls, value: SecretStr | None) -> SecretStr | None:
        if value is None:
            return None
        key = value.get_secret_value()
        if len(key) < 32 or len(set(key)) < 12 or any(key.lower().startswith(w) for w in WEAK_KEYS):
            raise ValueError(
                "is too easy to guess; it should be at least 32 random characters, for example from: "
                'python3 -c "import secrets; print(secrets.token_urlsafe(48))"'
            )
        return value

    @field_validator("FRAME_ANCESTORS")
    @classmethod
    def _frame_ancestors(cls, value: str) -> str:
        if any(c in value for c in ";,\r\n") or not value:
            raise ValueError("should be 'none', 'self' or https addresses separated by spaces")
        return value

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
                "WELLSPRING_SESSION_KEY is not set; it should be at least 32 random characters, for example "
                'from: python3 -c "import secrets; print(secrets.token_urlsafe(48))"'
            )
        if self.SMTP_HOST and not self.SMTP_FROM:
            raise ValueError("SMTP_FROM is not set; it should be the address that reset e-mails come from.")
        return self

    @cached_property
    def mode(self) -> Mode:
        if self.SUPABASE_URL:
            return "supabase"
        return "self-hosted" if self.DATABASE_URL else "embedded"


def _role_in(key: str) -> str | None:
    """The role a legacy Supabase key was issued for; None when it is no such key."""
    parts = key.split(".")
    if len(parts) != 3:
        return None
    try:
        claims = json.loads(base64.urlsafe_b64decode(parts[1] + "=" * (-len(parts[1]) % 4)))
        return str(claims.get("role"))
    except (ValueError, AttributeError):
        return None


def _secrets_file() -> dict[str, Any]:
    """Streamlit's own secrets, read without Streamlit, from the places where it looks."""
    found: dict[str, Any] = {}
    for folder in (Path.home() / ".streamlit", ROOT / ".streamlit"):
        file = folder / "secrets.toml"
        try:
            found |= tomllib.loads(file.read_text(encoding="utf-8"))
        except (FileNotFoundError, NotADirectoryError, PermissionError):
            continue
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise SettingsError(f"{file} is not valid TOML: {error}.") from None
    return found


def load(environment: Mapping[str, str] | None = None) -> Settings:
    """The settings: environment first, then `.env`, then Streamlit's secrets."""
    if environment is None:
        dotenv = {k: v for k, v in dotenv_values(ROOT / ".env").items() if v is not None}
        sources: list[Mapping[str, Any]] = [_secrets_file(), dotenv, os.environ]
    else:
        sources = [environment]
    values: dict[str, Any] = {}
    for source in sources:
        # An empty value counts as not set, so that a copied example file changes nothing.
        values |= {k: v for k, v in source.items() if k in Settings.model_fields and v != ""}
    try:
        return Settings(**values)
    except ValidationError as error:
        raise SettingsError(" ".join(_sentence(e) for e in error.errors(include_url=False))) from None


def _sentence(error: Any) -> str:
    message = str(error["msg"]).removeprefix("Value error, ")
    name = ".".join(str(part) for part in error["loc"])
    if not name:
        return message
    if error["type"] != "value_error":
        message = "is not valid: " + message[0].lower() + message[1:]
    return f"{name} {message}."
