"""The web server, and the port it listens on."""

from __future__ import annotations

import argparse
import errno
import socket
import sys
from typing import Any, Literal

from kokebok.cli.trouble import Trouble

CONNECTION = "kokebok.config.connections:Connection"
LIFESPAN: Literal["auto", "on", "off"] = "auto"
SECONDS_IDLE = 5  # a connection is kept so long after an answer, for the next question
SECONDS_TO_FINISH = 3  # held event streams never end by themselves, so a stop must not wait for them


def add_address_to(parser: argparse.ArgumentParser) -> None:
    """The options --host and --port."""
    parser.add_argument(
        "--host", default="127.0.0.1", help="address to listen on; 0.0.0.0 for all (%(default)s)"
    )
    parser.add_argument("--port", type=_port, default=8000, help="port to listen on (%(default)s)")


def _port(raw: str) -> int:
    port = int(raw)
    if not 0 < port < 65536:
        raise ValueError
    return port


def require_free_port(host: str, port: int) -> None:
    """Raise Trouble if the server could not listen there."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except socket.gaierror as error:
        raise Trouble(
            f"{host} is not an address of this machine. Use --host 127.0.0.1, or 0.0.0.0."
        ) from error
    family, kind, protocol, _, address = found[0]
    with socket.socket(family, kind, protocol) as probe:
        if sys.platform != "win32":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except OSError as error:
            raise Trouble(_why_not_free(error, host, port)) from error


def _why_not_free(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} is in use. Stop what uses it, or choose another: --port {_another(port)}"
    if error.errno == errno.EACCES:
        return f"Port {port} needs more rights than you have. Choose one above 1023: --port 8000"
    if error.errno == errno.EADDRNOTAVAIL:
        return f"{host} is not an address of this machine. Use --host 127.0.0.1, or 0.0.0.0."
    return f"Cannot listen on {host}:{port}: {error.strerror}"


def _another(port: int) -> int:
    return port + 1 if port < 65535 else 8000


def listen(application: Any, host: str, port: int) -> None:
    """Serve an ASGI application, or the one of this name, until stopped.

    What a proxy says of the reader is for us to believe or not (web/request_head.py), so uvicorn must not.
    """
    import uvicorn

    uvicorn.run(
        application,
        host=host,
        port=port,
        http=CONNECTION,
        ws="none",
        lifespan=LIFESPAN,
        proxy_headers=False,
        timeout_keep_alive=SECONDS_IDLE,
        timeout_graceful_shutdown=SECONDS_TO_FINISH,
        log_config=None,  # as the settings say, and nothing beside it
        log_level="warning",
        access_log=False,
        server_header=False,
    )
