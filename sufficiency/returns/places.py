"""Which authority and which return year a folder's name means."""

from __future__ import annotations

import difflib
import re

from sufficiency.reference.tables import derived_from, records

_STYLE = re.compile(
    r"\b(the|london borough of|royal borough of|metropolitan borough of|county borough of|"
    r"borough of|county of|city of|unitary authority|metropolitan borough council|"
    r"metropolitan district council|"
    r"borough council|county council|city council|district council|council|lb|rb|"
    r"royal borough|metropolitan borough)\b"
)


def authority(name: str) -> str | None:
    """ONS code for an ONS, DfE or three-letter code or a name, however it is styled."""
    text = name.strip()
    codes = _codes()
    if text.upper() in codes:
        return codes[text.upper()]
    names = _names()
    return names.get(_plain(text)) or names.get(_bare(text))


def nearest_authority(name: str) -> str:
    """The known authority whose name is most like ``name``, or nothing."""
    proper = {r["authority_name"].lower(): r["authority_name"] for r in records("authorities")}
    near = difflib.get_close_matches(name.strip().lower(), proper, n=1, cutoff=0.6)
    return proper[near[0]] if near else ""


def unknown_folder(folder: str) -> str:
    """In words the folder that names no authority, with the authority that is most like it."""
    if not folder:
        return "The folder that was sent"
    near = nearest_authority(folder)
    return f"The folder '{folder}'" + (f" (nearest is {near})" if near else "")


def return_year(name: str) -> int | None:
    """The year a return ends in: 2025 for ``2025``, ``2024-25``, ``2024_25`` or ``2024-2025``."""
    text = name.strip()
    if re.fullmatch(r"(19|20)\d\d", text):
        return _sensible(int(text))
    span = re.fullmatch(r"((?:19|20)\d\d)\s?[-_\u2013 ]\s?(\d\d|(?:19|20)\d\d)", text)
    if span is None:
        return None
    first, last = int(span[1]), span[2]
    if int(last) % 100 != (first + 1) % 100 or (len(last) == 4 and int(last) != first + 1):
        return None
    return _sensible(first + 1)


def _sensible(year: int) -> int | None:
    return year if 1992 <= year <= 2099 else None


@derived_from("authorities")
def _codes() -> dict[str, str]:
    codes = {}
    for r in records("authorities"):
        for column in ("authority_code", "dfe_code", "liia_code"):
            if r[column]:
                codes[r[column].upper()] = r["authority_code"]
    return codes


@derived_from("authorities", "authority_names")
def _names() -> dict[str, str]:
    codes: dict[str, str] = {}
    for r in records("authorities"):
        codes[_plain(r["authority_name"])] = r["authority_code"]
    for r in records("authority_names"):
        codes[_plain(r["also_called"])] = r["authority_code"]
    for r in records("authorities"):
        # "London" alone is not the City of London.
        if not _plain(r["authority_name"]).startswith("city of "):
            codes.setdefault(_bare(r["authority_name"]), r["authority_code"])
    return codes


def _plain(name: str) -> str:
    words = name.lower().replace("&", " and ").replace("'", "").replace("\u2019", "")
    return " ".join(re.findall(r"[a-z0-9]+", words))


def _bare(name: str) -> str:
    return " ".join(_STYLE.sub(" ", _plain(name)).split())
