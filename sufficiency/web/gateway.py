"""Which addresses the server answers, and to whom: pages and their code to all, files to their owner.

Streamlit hands a file made for one person to whoever asks for its address, and opens addresses of its
own that say how the server is doing. Here an address that is not needed is not there, and a file's
answers only the browser whose session it was made for. Files are taken from whoever may load returns alone.
What is asked by a name that is not the server's own is turned away, but for whether it is alive, which it is asked by
its address.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sufficiency import settings
from sufficiency.access import sign_outs
from sufficiency.access.decision import LOOPBACK
from sufficiency.web import downloads, host_names, uploads

BROWSER, TOKEN = "sufficiency_browser", "sufficiency_token"
SIGN_OUT = re.compile(r"(/[\w-]+)*/auth/logout\Z")
# Where Streamlit keeps files made for people; its own fonts lie in a folder of the same name under static.
MEDIA = re.compile(r"(?!.*/static/)(/[\w-]+)*/media/[^/]+\Z")
# Of the addresses that Streamlit keeps to itself, those a page cannot do without.
CORE = re.compile(r"(/[\w-]+)*/_stcore/(health|host-config|stream)\Z")
# Where files are sent to, by whoever may load returns.
UPLOAD = re.compile(r"(/[\w-]+)*/_stcore/upload_file/(?P<session>[\w-]+)/[\w-]+\Z")
# Asked by watchers and proxies, which know the process by its address and are told nothing else.
HEALTH = frozenset({"/healthz", "/readyz"})
KEPT = "; Path=/; HttpOnly; SameSite=Lax"


class Gateway:
    """Turns away what is not to be answered, and gives each browser a name that its files go by."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, turn away, or pass on with the browser's name added."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if refusal := _refusal(scope, headers):
            if scope["type"] == "websocket":
                await send({"type": "websocket.close", "code": 1008})
            else:
                await refusal(scope, receive, send)
            return
        if SIGN_OUT.match(str(scope["path"])):
            # Whoever goes to this address by hand has signed out in every tab as well.
            sign_outs.end(sign_outs.mark(cookies(headers)))
        if scope["type"] == "websocket" or cookie(headers, BROWSER):
            await self.app(scope, receive, send)
            return

        async def named(message: Message) -> None:
            if message["type"] == "http.response.start":
                answer = MutableHeaders(scope=message)
                if "text/html" in answer.get("content-type", ""):
                    answer.append("Set-Cookie", f"{BROWSER}={secrets.token_urlsafe(24)}{_kept(scope, headers)}")
            await send(message)

        await self.app(scope, receive, named)


def cookie(headers: Headers, name: str) -> str:
    """The value of a cookie that was sent; '' where there is none."""
    return cookies(headers).get(name, "")


def cookies(headers: Headers) -> dict[str, str]:
    """Every cookie that was sent, by name, read as Streamlit reads them."""
    return cookie_parser(headers.get("cookie", ""))


def _refusal(scope: Scope, headers: Headers) -> Response | None:
    path = str(scope["path"])
    if path not in HEALTH and not host_names.is_own(headers):
        return PlainTextResponse(host_names.REFUSED, 421)
    if settings.single_user():
        if not _is_own_origin(headers):
            return PlainTextResponse("This copy serves one person on this machine.", 403)
        if redirect := _with_token(scope, headers):
            return redirect
    if upload := UPLOAD.match(path):
        return _why_not_sent(str(scope.get("method", "")), upload["session"], headers)
    if "/_stcore/" in path and not CORE.match(path):
        return PlainTextResponse("Not found", 404)
    if MEDIA.match(path) and not _is_theirs(path.rpartition("/")[2], headers):
        return PlainTextResponse("Not found", 404)
    return None


def _why_not_sent(method: str, session: str, headers: Headers) -> Response | None:
    """None for a file of a session whose person may load, and that there is room for."""
    if method not in ("PUT", "DELETE", "OPTIONS") or not uploads.may_send(session, cookie(headers, BROWSER)):
        return PlainTextResponse("Not found", 404)
    size = headers.get("content-length", "")
    if method == "PUT" and not (size.isdigit() and uploads.has_room(session, int(size))):
        return PlainTextResponse("Too much at once", 413)
    return None


def _is_theirs(name: str, headers: Headers) -> bool:
    handed = downloads.contents(name.partition(".")[0])
    return handed is not None and downloads.may_have(hashlib.sha256(handed).hexdigest(), cookie(headers, BROWSER))


def _is_own_origin(headers: Headers) -> bool:
    """True where another site's page could not have sent this: no origin, or one on this machine."""
    origin = headers.get("origin", "")
    host = origin.partition("://")[2]
    return not origin or (host == headers.get("host", "") and host.rsplit(":", 1)[0].strip("[]") in LOOPBACK)


def _with_token(scope: Scope, headers: Headers) -> Response | None:
    """Keep the token of the address in the browser, and take it out of the address."""
    sent = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("token", [""])[0]
    if scope["type"] != "http" or not sent:
        return None
    answer = RedirectResponse(str(scope["path"]), 303)
    if settings.is_token(sent):
        answer.headers.append("Set-Cookie", f"{TOKEN}={sent}{_kept(scope, headers)}".replace("Lax", "Strict"))
    return answer


def _kept(scope: Scope, headers: Headers) -> str:
    is_secure = scope.get("scheme") == "https" or headers.get("x-forwarded-proto", "") == "https"
    return KEPT + ("; Secure" if is_secure else "")
