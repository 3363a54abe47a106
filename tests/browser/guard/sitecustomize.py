"""Put first on a server's path: notes every address beyond this machine that it asks for.

Python raises an audit event before each connection and each name looked up, whoever asks.
"""

import os
import sys

LOOPBACK = ("127.0.0.1", "::1", "localhost", "0.0.0.0", "::", "")
WATCHED = ("socket.connect", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname")


def watch(event: str, found: tuple) -> None:
    """Write the address down unless it is this machine's own."""
    if event in WATCHED:
        address = found[1] if event in ("socket.connect", "socket.sendto") else found
        host = address[0] if isinstance(address, tuple) else ""
        if str(host or "") not in LOOPBACK:
            with open(os.environ["REQUESTS_NOTED"], "a", encoding="utf-8") as noted:
                noted.write(f"{event} {host}\n")


if "REQUESTS_NOTED" in os.environ:
    sys.addaudithook(watch)
