"""A browser tab without a browser: cookies, the page's socket, and what the page drew."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import httpx
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

PATIENCE_SECONDS = 60


class Browser:
    """One person's cookies at one app."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.http = httpx.Client(timeout=PATIENCE_SECONDS)
        self.http.get(f"{url}/", headers={"Accept": "text/html"})
        self.http.get(f"{url}/_stcore/health")

    @property
    def cookie(self) -> str:
        """The cookie that holds the session's secret, as `name=value`."""
        return next(f"{name}={value}" for name, value in self.http.cookies.items() if _is_session(name))

    @property
    def xsrf(self) -> str:
        return self.http.cookies["_streamlit_xsrf"]

    def open(self, page: str = "", session_id: str = "") -> "Tab":
        return Tab.open(self.url, cookies=dict(self.http.cookies), page=page, session_id=session_id)

    def follow(self, path: str, **headers: str) -> httpx.Response:
        """Goes where the page's script would send the browser, as a page of the app would."""
        return self.http.get(f"{self.url}{path}", headers={"Sec-Fetch-Site": "same-origin", **headers})

    def upload(self, session_id: str, name: str, data: bytes) -> httpx.Response:
        address = f"{self.url}/_stcore/upload_file/{session_id}/{name}"
        return self.http.put(address, files={"file": (name, data)}, headers={"X-Xsrftoken": self.xsrf})

    def sign_in_as_demo(self, label: str = "As a person") -> "Tab":
        with self.open() as door:
            door.click(label)
            path = door.sent_to()
        self.follow(path)
        return self.open()


@dataclass
class Tab:
    socket: ClientConnection
    session_id: str = ""
    drawn: dict[tuple[int, ...], Delta] = field(default_factory=dict)
    page: str = ""
    page_hash: str = ""
    # By the last run.
    bytes_received: int = 0

    @classmethod
    def open(
        cls,
        url: str,
        *,
        cookies: Mapping[str, str],
        page: str = "",
        session_id: str = "",
        headers: Mapping[str, str] | None = None,
        origin: str = "",
    ) -> "Tab":
        parts = urlsplit(url)
        jar = "; ".join(f"{name}={value}" for name, value in cookies.items())
        # The page passes its token and the session it wants back as further subprotocols.
        protocols = ["streamlit", cookies.get("_streamlit_xsrf", "none"), *([session_id] if session_id else [])]
        socket = connect(
            f"ws://{parts.netloc}{parts.path}/_stcore/stream",
            subprotocols=protocols,
            origin=origin or f"{parts.scheme}://{parts.netloc}",
            additional_headers={**({"Cookie": jar} if jar else {}), **(headers or {})},
            max_size=None,
            proxy=None,
        )
        tab = cls(socket, page=page)
        tab.run()
        return tab

    def __enter__(self) -> "Tab":
        return self

    def __exit__(self, *_: object) -> None:
        self.socket.close()

    def run(self, *, click: str = "", chosen: tuple[str, str] = ("", "")) -> None:
        """Runs the page to its end, with one button pressed if `click` is its id, and an option of a radio `chosen`."""
        message = BackMsg()
        # The address chooses the page once; from then on the page says what it is.
        page, _, asked = self.page.partition("?")
        message.rerun_script.page_name = "" if self.page_hash else page
        message.rerun_script.query_string = asked
        message.rerun_script.page_script_hash = self.page_hash
        if click:
            state = message.rerun_script.widget_states.widgets.add()
            state.id, state.trigger_value = click, True
        if chosen[0]:
            state = message.rerun_script.widget_states.widgets.add()
            state.id, state.string_value = chosen
        self.drawn, self.bytes_received = {}, 0
        self.socket.send(message.SerializeToString())
        started, done = False, ForwardMsg.FINISHED_SUCCESSFULLY
        while True:
            reply = ForwardMsg()
            data = self.socket.recv(PATIENCE_SECONDS)
            self.bytes_received += len(data)
            reply.ParseFromString(data if isinstance(data, bytes) else data.encode())
            kind = reply.WhichOneof("type")
            if kind == "new_session":
                self.session_id = reply.new_session.initialize.session_id
                started = True
                # A page that moves on to another one starts again and draws from nothing.
                self.drawn = {}
            elif kind == "navigation":
                self.page_hash = reply.navigation.page_script_hash
            elif kind == "delta":
                self.drawn[tuple(reply.metadata.delta_path)] = reply.delta
            elif kind == "script_finished" and started and reply.script_finished == done:
                return

    def click(self, label: str) -> None:
        self.run(click=self._button(label))

    def choose(self, label: str, option: str) -> None:
        """One of the options of a radio."""
        radios = [delta.new_element.radio for delta in self.drawn.values()]
        self.run(chosen=(next(radio.id for radio in radios if radio.label == label), option))

    def text(self) -> str:
        """Everything the page says, in the order it was drawn."""
        elements = [delta.new_element for delta in self.drawn.values()]
        bodies = [str(getattr(element, element.WhichOneof("type") or "empty")) for element in elements]
        return "\n".join(bodies)

    def sent_to(self) -> str:
        """The address to which the page sends its browser."""
        match = re.search(r'data-to="([^"]+)"', "\n".join(self._html()))
        assert match, f"The page sends its browser nowhere:\n{self.text()}"
        return "/" + match[1].replace("&amp;", "&")

    def pictures(self) -> list[str]:
        elements = [delta.new_element for delta in self.drawn.values()]
        return [picture.url for element in elements for picture in element.imgs.imgs]

    def _html(self) -> list[str]:
        return [delta.new_element.html.body for delta in self.drawn.values()]

    def _button(self, label: str) -> str:
        buttons = [delta.new_element.button for delta in self.drawn.values()]
        found = next((button.id for button in buttons if button.label == label), "")
        assert found, f"There is no button {label!r}:\n{self.text()}"
        return found


def _is_session(name: str) -> bool:
    return "wellspring_" in name and not name.endswith("_known")
