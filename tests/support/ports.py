"""Free ports and waiting for a server on one."""

import http.client
import socket
import time
from collections.abc import Callable

LOOPBACK = "127.0.0.1"


def free_port() -> int:
    """A port on which nothing listens at this moment."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])


def wait_until(ready: Callable[[], bool], what: str, seconds: float = 30) -> None:
    """Return as soon as `ready()` holds; raise TimeoutError naming `what` after `seconds`."""
    end = time.monotonic() + seconds
    while not ready():
        if time.monotonic() > end:
            raise TimeoutError(f"{what}: not after {seconds} seconds")
        time.sleep(0.05)


def answers(port: int, path: str) -> bool:
    """Whether a server on this port says 200 to this path."""
    # Plain http.client: asked twenty times a second, a richer client would slow down the start.
    connection = http.client.HTTPConnection(LOOPBACK, port, timeout=2)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == http.client.OK
    except OSError:
        return False
    finally:
        connection.close()
