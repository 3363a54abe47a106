"""The members list: who may see real data, as what, until when, and at whose word."""

from __future__ import annotations

import csv
import io
import os
import secrets
import unicodedata
from collections.abc import Container, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import filelock

from sufficiency import settings
from sufficiency.access.roles import NotAllowed, Person, as_role, goes_with

COLUMNS = ("email", "role", "scope", "valid_to", "nominated_by", "revoked", "is_owner")
REQUIRED = COLUMNS[:4]
LOCK_SECONDS = 10.0


class MemberProblem(ValueError):
    """A line that must not be added; the message says what to change."""


@dataclass(frozen=True)
class Member:
    """One line of the list. ``revoked`` is the day the person was taken off; None while they are on."""

    email: str
    role: str
    scope: str
    valid_to: date
    nominated_by: str = ""
    revoked: date | None = None
    is_owner: bool = False

    def is_valid(self, today: date) -> bool:
        """True while the line lets its person in: until the end of ``valid_to``, unless revoked."""
        return today <= self.valid_to and (self.revoked is None or today < self.revoked)


def path() -> Path:
    """The members list: ``SUFFICIENCY_MEMBERS``, or members.csv in the data folder."""
    return Path(os.environ.get("SUFFICIENCY_MEMBERS") or settings.data_folder() / "members.csv")


def read() -> list[Member]:
    """Every line of the list, in its order.

    Raises NotAllowed when a line cannot be read: a list half understood would let in whoever is left.
    """
    try:
        text = path().read_text(encoding="utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(text)))
        return [_member(row) for row in rows if any((value or "") for value in row.values() if isinstance(value, str))]
    except (OSError, ValueError, KeyError, AttributeError, csv.Error):
        raise NotAllowed("The members list cannot be read; ask your data owner.") from None


def person(email: str, authorities: Container[str], today: date | None = None) -> Person:
    """The Person the list makes of ``email``; it is read at every call, so that a person taken off
    it is stopped at the next click.

    Raises NotAllowed for anyone not on it, no longer, on it twice, or under an address whose letters
    only look like another's.
    """
    wanted = plain(email)
    if not wanted:
        raise NotAllowed("Your address holds letters that could be taken for others; ask your data owner.")
    day = today or date.today()
    valid = [member for member in read() if member.email == wanted and member.is_valid(day)]
    if not valid:
        raise NotAllowed(f"{email} is not on the members list, or no longer; ask your data owner.")
    if len(valid) > 1:
        raise NotAllowed(f"{email} stands on the members list more than once; ask your data owner to end one line.")
    line = valid[0]
    return as_role(wanted, line.role, line.scope, authorities, is_owner=line.is_owner, is_known=True)


def add(member: Member, *, today: date | None = None) -> None:
    """Put one line on the list, which is made where there is none.

    Raises MemberProblem where the line would let in nobody, or a person who is on it already.
    """
    day = today or date.today()
    if not plain(member.email) or "@" not in member.email:
        raise MemberProblem("write the address in plain letters, such as a.analyst@camden.gov.uk")
    if not goes_with(member.role, member.scope):
        raise MemberProblem(
            f"{member.role!r} does not go with {member.scope!r}: an authority_analyst takes an ONS code, a viewer or "
            "regional_analyst london, an administrator everywhere"
        )
    if member.valid_to < day:
        raise MemberProblem(f"{member.valid_to} has passed; give the last day on which they may come in")
    if not member.nominated_by.strip():
        raise MemberProblem("say who nominated them: the director of children's services or who acts for them")
    with _alone():
        lines = read() if path().exists() else []
        if any(line.email == plain(member.email) and line.is_valid(day) for line in lines):
            raise MemberProblem(f"{member.email} is on the list already; end that line first")
        _write([*lines, replace(member, email=plain(member.email))])


def end(email: str, *, today: date | None = None) -> int:
    """Revoke every valid line of ``email`` from today; how many there were.

    Raises MemberProblem where there is none.
    """
    day = today or date.today()
    with _alone():
        lines = read() if path().exists() else []
        ended = [line.email == plain(email) and line.is_valid(day) for line in lines]
        if not any(ended):
            raise MemberProblem(f"{email} is not on the list, or no longer")
        pairs = zip(lines, ended, strict=True)
        _write([replace(line, revoked=day) if is_ended else line for line, is_ended in pairs])
    return sum(ended)


def plain(email: str) -> str:
    """An address as it is compared: small letters, no space around; '' where it holds any letter
    outside ASCII, or a host name that stands for such letters, since these can look like others."""
    address = email.strip().casefold()
    is_plain = address.isascii() and unicodedata.normalize("NFKC", address) == address and address.isprintable()
    return address if is_plain and "xn--" not in address and " " not in address else ""


def _member(row: dict[str, str | None]) -> Member:
    texts = {name: (row.get(name) or "").strip() for name in COLUMNS}
    if any(row[name] is None for name in REQUIRED):
        raise ValueError("a line is cut short")
    return Member(
        email=texts["email"].casefold(),
        role=texts["role"],
        scope=texts["scope"],
        valid_to=date.fromisoformat(texts["valid_to"]),
        nominated_by=texts["nominated_by"],
        revoked=date.fromisoformat(texts["revoked"]) if texts["revoked"] else None,
        is_owner=texts["is_owner"].casefold() == "yes",
    )


def _alone() -> filelock.BaseFileLock:
    path().parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    return filelock.FileLock(path().with_name(f".{path().name}.lock"), timeout=LOCK_SECONDS, mode=0o600)


def _write(lines: Sequence[Member]) -> None:
    beside = path().with_name(f".{path().name}.{secrets.token_hex(4)}")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(COLUMNS)
            for line in lines:
                revoked = line.revoked.isoformat() if line.revoked else ""
                owner = "yes" if line.is_owner else ""
                until = line.valid_to.isoformat()
                writer.writerow([line.email, line.role, line.scope, until, line.nominated_by, revoked, owner])
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, path())
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
