import asyncio
import socket
from concurrent.futures import ThreadPoolExecutor

from lib.web.prompt import answer_promptly


def test_a_connection_to_a_socket_without_a_named_protocol_sends_at_once() -> None:
    answer_promptly()

    async def accepted_option() -> int:
        seen: asyncio.Future[int] = asyncio.get_running_loop().create_future()

        def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            connection = writer.get_extra_info("socket")
            seen.set_result(connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
            writer.close()

        listening = socket.socket(socket.AF_INET)
        listening.bind(("127.0.0.1", 0))
        async with await asyncio.start_server(connected, sock=listening):
            await asyncio.open_connection(*listening.getsockname())
            return await asyncio.wait_for(seen, 5)

    # In a thread of its own, because a worker that also drives a browser has a loop running already.
    with ThreadPoolExecutor(1) as thread:
        option = thread.submit(lambda: asyncio.run(accepted_option())).result()

    assert option != 0
