"""The stand-in's Supabase Storage: upload, download and removal, under the policies of storage.objects."""

import json
import re
from urllib.parse import unquote

import jwt
import psycopg

from tests.support.supabase_wire import Away, Connections, Reply, Request, Tokens, Unknown, refuse

UPSERT = """
insert into storage.objects (bucket_id, name, mime_type, content) values (%s, %s, %s, %s)
on conflict (bucket_id, name) do update set mime_type = excluded.mime_type, content = excluded.content
"""


class StoragePart:
    def __init__(self, people: Connections, tokens: Tokens) -> None:
        self._people = people
        self._tokens = tokens

    def answer(self, request: Request) -> Reply:
        place = re.fullmatch(r"/storage/v1/object/([a-z-]+)(?:/(.+))?", unquote(request.path))
        if not place:
            raise Unknown("no such place")
        bucket, name = place[1], place[2]
        try:
            claims = self._tokens.read(request.bearer())
        except jwt.PyJWTError:
            return _refuse("403", "Unauthorized", '"exp" claim timestamp check failed')
        try:
            with self._people.transaction() as connection:
                connection.execute(
                    "select set_config('role', %s, true), set_config('request.jwt.claims', %s, true)",
                    (claims["role"], json.dumps(claims)),
                )
                return self._perform(connection, request, bucket, name)
        except Away:
            return refuse(544, {"statusCode": "544", "error": "DatabaseTimeout", "message": "timed out"})
        except psycopg.Error as error:
            return _database_refusal(error)

    def _perform(self, connection: psycopg.Connection, request: Request, bucket: str, name: str | None) -> Reply:
        if request.method == "POST" and name and request.headers.get("x-upsert") == "true":
            kind, content = _uploaded(request)
            connection.execute(UPSERT, (bucket, name, kind, content))
            return Reply(200, json.dumps({"Key": f"{bucket}/{name}", "Id": "-"}).encode())
        if request.method == "GET" and name:
            found = connection.execute(
                "select content, mime_type from storage.objects where bucket_id = %s and name = %s", (bucket, name)
            ).fetchone()
            if not found:
                return _refuse("404", "not_found", "Object not found")
            return Reply(200, bytes(found[0]), content_type=found[1])
        if request.method == "DELETE" and not name:
            removed = connection.execute(
                "delete from storage.objects where bucket_id = %s and name = any(%s) returning name",
                (bucket, request.json()["prefixes"]),
            ).fetchall()
            return Reply(200, json.dumps([{"name": row[0]} for row in removed]).encode())
        raise Unknown("no such action")


def _uploaded(request: Request) -> tuple[str, bytes]:
    match = re.fullmatch(r"multipart/form-data; boundary=(\S+)", request.headers["content-type"])
    if not match:
        raise Unknown("a form is uploaded")
    for part in request.body.split(b"--" + match[1].encode())[1:-1]:
        head, _, content = part.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        if b'filename="' in head:
            kind = re.search(rb"(?i)content-type: (\S+)", head)
            assert kind
            return kind[1].decode(), content.removesuffix(b"\r\n")
    raise Unknown("no file in the form")


def _database_refusal(error: psycopg.Error) -> Reply:
    match error.sqlstate:
        case "42501":
            return _refuse("403", "Unauthorized", "new row violates row-level security policy")
        case "54000":
            return _refuse("413", "Payload too large", "The object exceeded the maximum allowed size")
        case "22023":
            return _refuse("415", "invalid_mime_type", "mime type is not supported")
        case "23503":
            return _refuse("404", "Bucket not found", "Bucket not found")
    return refuse(500, {"statusCode": "500", "error": "DatabaseError", "message": "Internal server error"})


def _refuse(status: str, error: str, message: str) -> Reply:
    # Storage answers 400 to nearly everything and names the real status inside.
    return refuse(400, {"statusCode": status, "error": error, "message": message})
