"""Where people sign in the server answers to its own names alone, pages and connections alike."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import streamlit as st
from starlette.responses import PlainTextResponse
from starlette.types import Message, Receive, Scope, Send
from streamlit import config

from sufficiency.web import host_names
from sufficiency.web.gateway import Gateway

SIGN_IN = "https://Sufficiency.Camden.gov.uk/oauth2callback"
OWN = "sufficiency.camden.gov.uk"


async def _inside(scope: Scope, receive: Receive, send: Send) -> None:
    """Answers whatever the gateway lets through."""
    if scope["type"] == "websocket":
        await send({"type": "websocket.accept"})
    else:
        await PlainTextResponse("a page")(scope, receive, send)


def ask(*hosts: str, path: str = "/", kind: str = "http") -> dict[str, Any]:
    """The first message that whoever names these hosts is sent back."""
    told: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b""}

    async def send(message: Message) -> None:
        told.append(message)

    headers = [(b"host", host.encode("latin-1")) for host in hosts]
    scope = {"type": kind, "method": "GET", "path": path, "query_string": b"", "headers": headers}
    # A thread of its own has no loop yet; this one may have a browser's, left running by another test.
    with ThreadPoolExecutor(1) as alone:
        alone.submit(lambda: asyncio.run(Gateway(_inside)(scope, receive, send))).result()
    return {**told[0], "body": told[-1].get("body", b"").decode()}


def status(*hosts: str, path: str = "/") -> int:
    return int(ask(*hosts, path=path)["status"])


def is_connected(host: str) -> bool:
    answer = ask(host, path="/_stcore/stream", kind="websocket")
    assert answer["type"] == "websocket.accept" or (answer["type"], answer["code"]) == ("websocket.close", 1008)
    return answer["type"] == "websocket.accept"


@pytest.fixture
def allowed() -> Iterator[None]:
    """``server.allowedHosts`` as it was, at the end."""
    before = config.get_option("server.allowedHosts")
    yield
    config.set_option("server.allowedHosts", before)


def sign_in(monkeypatch: pytest.MonkeyPatch, **auth: str) -> None:
    """Sign-in is set up with these lines."""
    monkeypatch.delenv("SUFFICIENCY_SINGLE_USER", raising=False)
    monkeypatch.setattr(st, "secrets", {"auth": auth})


@pytest.mark.parametrize(
    ("host", "is_answered"),
    [
        (OWN, True),
        (f"{OWN}:443", True),
        (f"{OWN.upper()}.", True),
        ("evil.example", False),
        (f"{OWN}.evil.example", False),
        (f"evil.example#{OWN}", False),
        (f"{OWN}@evil.example", False),
        (f"evil.example/{OWN}", False),
        (f"{OWN}:no port", False),
        (f"x.{OWN}", False),
        ("127.0.0.1:8501", False),
        ("", False),
    ],
)
def test_with_sign_in_pages_and_connections_are_for_its_host_alone(
    host: str, is_answered: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in(monkeypatch, redirect_uri=SIGN_IN)
    for path in ("/", "/oauth2callback", "/_stcore/health"):
        answer = ask(host, path=path)
        assert answer["status"] == (200 if is_answered else 421), path
        assert is_answered or answer["body"] == host_names.REFUSED
    assert is_connected(host) == is_answered
    assert status(host, path="/healthz") == 200, "what watches it knows its address alone"
    assert status(host, path="/readyz") == 200


def test_names_are_added_in_streamlits_own_setting(allowed: None, monkeypatch: pytest.MonkeyPatch) -> None:
    sign_in(monkeypatch, redirect_uri=SIGN_IN)
    config.set_option("server.allowedHosts", ["tool.example", "*.inside.example"])
    answered = (OWN, "tool.example", "a.inside.example", "a.b.inside.example")
    refused = ("inside.example", "evilinside.example", "evil.example")
    assert [status(host) for host in answered] == [200] * 4
    assert [status(host) for host in refused] == [421] * 3
    config.set_option("server.allowedHosts", ["*"])
    assert host_names.own() is None, "somebody has said that any name is answered to"


def test_two_hosts_in_one_request_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    sign_in(monkeypatch, redirect_uri=SIGN_IN)
    assert status(OWN, "evil.example") == 421


@pytest.mark.parametrize("auth", [{}, {"redirect_uri": "not an address"}, {"redirect_uri": "https://[broken/"}])
def test_a_sign_in_without_an_address_answers_to_no_name(auth: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    sign_in(monkeypatch, **auth)
    assert host_names.own() == frozenset()
    assert status(OWN) == 421


def test_the_demonstration_answers_to_any_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SUFFICIENCY_SINGLE_USER", raising=False)
    monkeypatch.setattr(st, "secrets", {})
    for host in ("127.0.0.1:8501", "laptop.local", "anything.example"):
        assert status(host) == 200 and is_connected(host)


def test_one_person_on_one_machine_is_answered_by_the_machines_own_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUFFICIENCY_SINGLE_USER", "1")
    for host in ("127.0.0.1:8501", "localhost:8501", "[::1]:8501"):
        assert status(host) == 200 and is_connected(host)
    assert status("evil.example") == 421
    assert not is_connected("evil.example")
