"""How the tool is served: headers that let no request leave, data read before the first visit."""

from __future__ import annotations

import asyncio
import platform
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import click
import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sufficiency import __version__, events, listening, settings
from sufficiency.loading import drafts
from sufficiency.presentation.charts import compiled
from sufficiency.presentation.maps import outlines
from sufficiency.snapshot.store import Snapshot
from sufficiency.web import context, garbage, tcp_nodelay, uploads, working_ahead
from sufficiency.web.gateway import Gateway
from sufficiency.web.planning import automatic_forecast

MENU = settings.ROOT / "sufficiency" / "web" / "menu.py"
# The browser is told to ask nobody but this server for anything, and to let nobody frame it.
POLICY = (
    "default-src 'self'; connect-src 'self' ws: wss:; img-src 'self' data: blob:; "
    "style-src 'self' 'unsafe-inline'; script-src 'self' 'unsafe-inline' 'unsafe-eval' "
    "'wasm-unsafe-eval'; worker-src 'self' blob:; font-src 'self' data:; "
    "frame-ancestors 'none'; object-src 'none'; base-uri 'self'"
)
UNTIL_OPEN = 4.0  # seconds in which the snapshot is opened; what charts are drawn with is loaded after
FAILED = "The tool failed here, and nothing was changed. Whoever runs this copy can look it up as"
SENT = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


class PrivateHeaders:
    """Adds ``SENT`` to every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and the answer back with the headers added."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in SENT.items():
                    headers[name] = value
            await send(message)

        await self.app(scope, receive, with_headers if scope["type"] == "http" else send)


HEADERS = [Middleware(PrivateHeaders), Middleware(Gateway)]


async def _outlines(request: Request) -> Response:
    """A file of boundaries, which a browser keeps for a day."""
    outline = outlines.file(request.path_params["name"])
    if outline is None:
        return Response(status_code=404)
    kept = {"Cache-Control": "public, max-age=86400"}
    return Response(outline, media_type="application/json", headers=kept)


async def _alive(request: Request) -> Response:
    """Liveness: the process answers."""
    return PlainTextResponse("alive")


async def _ready(request: Request) -> Response:
    """Readiness: the current snapshot is open and a page would be answered from it at once."""
    return PlainTextResponse("ready") if context.SERVING.is_ready else PlainTextResponse("not ready", 503)


ROUTES = [Route(f"/{outlines.ROOM}/{{name}}", _outlines), Route("/healthz", _alive), Route("/readyz", _ready)]


def failed(problem: Exception) -> bool:
    """Tell a person whose page failed the reference number of the event that says where; True: no more is shown."""
    st.error(f"{FAILED} {events.error(problem)}.")
    return True


async def _broken(request: Request, problem: Exception) -> Response:
    """What an address answers that failed."""
    return PlainTextResponse(f"{FAILED} {events.error(problem)}.", 500)


BROKEN = {Exception: _broken}


def _load_charts() -> None:
    compiled.load()
    garbage.set_aside()


def _opened(snapshot: Snapshot) -> None:
    """Have what else pages need of ``snapshot``, which begins to be served, made behind them."""
    automatic_forecast.begin(snapshot)
    working_ahead.begin(snapshot)


@asynccontextmanager
async def warm(app: Any) -> AsyncIterator[None]:
    """Read the current snapshot in the background, then load what charts are drawn with, so that nobody's first
    click waits for them."""
    events.begin(settings.log_form(events.PLAIN))
    events.take_over_libraries()
    events.tell("start", version=__version__, python=platform.python_version())
    garbage.collect_seldom()
    tcp_nodelay.at_once(asyncio.get_running_loop())
    drafts.at_start()
    uploads.keep_in_memory()
    context.SERVING.when_opened = _opened
    context.SERVING.start()
    loading = threading.Timer(UNTIL_OPEN, _load_charts)
    loading.daemon = True
    loading.start()
    port = int(st.get_option("server.port"))
    if settings.single_user():
        where = f"http://127.0.0.1:{port}/?token={settings.token()}"
        click.echo(f"One person on this machine. Open {where}", err=True)
    try:
        with listening.told(port):
            yield
    finally:
        loading.cancel()
