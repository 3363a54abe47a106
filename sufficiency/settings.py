"""Where things are, and the few limits the product sets; each may be set by the environment."""

from __future__ import annotations

import hmac
import os
import re
import secrets
from functools import lru_cache
from pathlib import Path

TOOL = "Dynamic Sufficiency Tool"
ROOT = Path(__file__).resolve().parent.parent
SQL = ROOT / "sql"
CHARTS = ROOT / "charts"  # kinds of chart that analysts wrote
CASES = ROOT / "tests" / "views"  # small cases of views, worked out by hand
REFERENCE = ROOT / "data" / "reference"
# The file by which ``ingest`` knows the answers that ``synthesise`` wrote beside its returns.
ANSWERS_MARKER = ".made-by-synthesise"
DEMONSTRATION = "demonstration"

# A query that has not answered by now is stopped, so that one view cannot hold up everyone else.
QUERY_SECONDS = 20.0
# One that takes this long is told in the log of events.
SLOW_SECONDS = 2.0
# Building a view may take longer than reading one, but not hold a server up for ever. Seconds of the
# processor, so that a busy machine breaks no view.
BUILD_SECONDS = 120.0
# What all databases together may hold, of this machine's memory or in MB or GB.
MEMORY = os.environ.get("SUFFICIENCY_MEMORY", "60%")
# Of that, London's database may hold this much; there are two of them while one takes over from the
# other. The authorities' share what is left.
LONDON_SHARE, AUTHORITIES_SHARE = 0.45, 0.1
# Answers kept for whoever asks the same, in bytes.
ANSWERS_KEPT = 64_000_000
# Answers that list single children, each for the session that asked, in bytes of all sessions together.
OWN_ANSWERS_KEPT = 16_000_000
# London's protected rows kept for one authority's database, in bytes.
COMPARATORS_KEPT = 2_000_000

# What people may send by page: a file, all files at once, and what they come to when they are unpacked, in
# MB; and how many files. An authority's year takes about 1 MB, all of London's six years about 60.
FILE_MB, SENT_MB, UNPACKED_MB = 50, 200, 1000
MOST_FILES = 3000

# An authority that looks after fewer children than this shows protected figures of the first level
# only: so few stand behind each row below it that what is withheld could be told from what is not.
LEAST_AUTHORITY = 50


def data_folder() -> Path:
    """The folder that holds ``snapshots/``: ``SUFFICIENCY_DATA``, or ``data/`` beside the code."""
    return Path(os.environ.get("SUFFICIENCY_DATA") or ROOT / "data")


def data_fault() -> str:
    """What is wrong with the folder that ``SUFFICIENCY_DATA`` names, and what to do; '' where nothing is.

    A folder that is not there yet is made at the first import, in one that is.
    """
    path = data_folder()
    said = f"SUFFICIENCY_DATA={path}"
    if path.is_dir():
        return "" if os.access(path, os.R_OK | os.X_OK) else f"{said}: this user may not read that folder"
    if path.exists():
        return f"{said}: that is a file; name the folder that holds snapshots"
    if not path.parent.is_dir():
        return f"{said}: there is no folder {path.parent}; make it, or correct the setting"
    return ""


def sections() -> list[str]:
    """The sections of the menu: the folders of ``pages/``."""
    return sorted(path.name for path in (ROOT / "pages").iterdir() if path.is_dir() and path.name[0].isalpha())


def sql_folder() -> Path:
    """The folder of views: ``SUFFICIENCY_SQL``, or ``sql/`` beside the code."""
    return Path(os.environ.get("SUFFICIENCY_SQL") or SQL)


def charts_folder() -> Path:
    """The folder of kinds of chart that analysts wrote: ``charts/`` beside the folder of views."""
    return sql_folder().absolute().parent / "charts" if os.environ.get("SUFFICIENCY_SQL") else CHARTS


def cases_folder() -> Path:
    """The folder of cases worked out by hand: ``tests/views/`` beside the folder of views, so that a case of somebody's
    own views never lands among the tool's."""
    return sql_folder().absolute().parent / "tests" / "views" if os.environ.get("SUFFICIENCY_SQL") else CASES


def region() -> str:
    """The code of the region that is served, from ``SUFFICIENCY_REGION``; '' where it is told from who has sent."""
    return os.environ.get("SUFFICIENCY_REGION", "").strip()


def log_form(otherwise: str) -> str:
    """How the log of events is written: ``SUFFICIENCY_LOG``, or ``otherwise`` where that is not set."""
    return os.environ.get("SUFFICIENCY_LOG", "").strip() or otherwise


def contact() -> str:
    """Whom people are to ask about this copy, from ``SUFFICIENCY_CONTACT``; '' where it is not
    set, and the words of ``data/reference/contact.csv`` stand."""
    return os.environ.get("SUFFICIENCY_CONTACT", "").strip()


def single_user() -> bool:
    """True when one person has chosen to open real data on this machine alone."""
    return os.environ.get("SUFFICIENCY_SINGLE_USER", "") == "1"


def forecasts_itself() -> bool:
    """True when a server begins the forecast of what it serves by itself: ``SUFFICIENCY_FORECAST`` is not ``0``."""
    return os.environ.get("SUFFICIENCY_FORECAST", "").strip() != "0"


def works_ahead() -> bool:
    """True when a server works out ahead what it is asked most: ``SUFFICIENCY_AHEAD`` is not ``0``."""
    return os.environ.get("SUFFICIENCY_AHEAD", "").strip() != "0"


def issuer() -> str:
    """The one sign-in service whose addresses are taken as confirmed: ``SUFFICIENCY_ISSUER``, the
    ``iss`` of its claims; '' where none is named."""
    return os.environ.get("SUFFICIENCY_ISSUER", "").strip()


@lru_cache
def token() -> str:
    """What a browser must hold in single-user mode: made anew by each process, never kept."""
    return secrets.token_urlsafe(32)


def is_token(sent: str) -> bool:
    """True for the token of this process, compared in a time that does not tell how much is right."""
    return hmac.compare_digest(sent.encode(), token().encode())


def memory_limit(share: float = 1.0) -> str:
    """``share`` of what all databases together may hold, as DuckDB reads it.

    Raises ValueError where ``SUFFICIENCY_MEMORY`` is neither a percentage nor so many MB or GB.
    """
    match = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*(%|MB|GB)\s*", MEMORY, re.IGNORECASE)
    if not match:
        raise ValueError(f"SUFFICIENCY_MEMORY={MEMORY}: write a percentage such as 60%, or so many GB such as 4GB")
    return f"{share * float(match[1]):g}{match[2].upper()}"
