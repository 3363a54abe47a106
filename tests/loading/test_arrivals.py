"""Files that come by page lie in a private folder while they are read, within limits, and are gone afterwards."""

from __future__ import annotations

import io
import os
import secrets
import stat
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from sufficiency import settings
from sufficiency.loading import arrivals, drafts
from sufficiency.loading.arrivals import Arrived, Refused

CAMDEN = "E09000007/2025"


def packed(*names: str, data: bytes = b"CHILD,SEX\n", mode: int = 0) -> Arrived:
    """A zip with these members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            member = zipfile.ZipInfo(name)
            member.external_attr = mode << 16
            member.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(member, data)
    return Arrived("returns.zip", buffer.getvalue())


def inside(*arrived: Arrived, place: str = "") -> list[str]:
    """What lies in the folder while it is read."""
    with arrivals.laid_out(arrived, place) as folder:
        return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def is_empty() -> bool:
    return list(drafts.incoming().iterdir()) == []


def test_files_of_one_authoritys_year_lie_in_its_folder_whatever_they_are_packed_in(data_folder: Path) -> None:
    files = (Arrived("header.csv", b"CHILD\n"), packed("Camden 2025/episodes.csv", "__MACOSX/._episodes.csv"))
    assert inside(*files, place=CAMDEN) == [f"{CAMDEN}/Camden 2025 - episodes.csv", f"{CAMDEN}/header.csv"]
    assert is_empty()


def test_folders_of_a_zip_say_whose_files_are_and_a_folder_round_all_of_them_does_not_count(data_folder: Path) -> None:
    own = ("Camden/2024-25/header.csv", "Barnet/2024-25/header.csv", "provision/2025-03-31/list.csv")
    assert inside(packed(*own)) == sorted(own)
    assert inside(packed(*(f"IN/{name}" for name in own))) == sorted(own)
    assert inside(packed("Camden/2025/header.csv")) == ["Camden/2025/header.csv"]


@pytest.mark.skipif(os.name != "posix", reason="modes of files are POSIX")
def test_they_are_their_owners_alone_and_gone_whatever_happens(data_folder: Path) -> None:
    with pytest.raises(KeyError), arrivals.laid_out([Arrived("header.csv", b"x")], CAMDEN) as folder:
        for path in (drafts.incoming(), folder, *folder.rglob("*")):
            assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path.name
        raise KeyError
    assert is_empty()


@pytest.mark.parametrize(
    "name",
    [
        "../header.csv",
        "/etc/header.csv",
        "a/../../header.csv",
        "C:/header.csv",
        "a\\..\\header.csv",
        "a//b.csv",
        "x" * 300,
    ],
)
def test_a_zip_whose_files_would_lie_elsewhere_is_refused(data_folder: Path, tmp_path: Path, name: str) -> None:
    before = sorted(path.name for path in tmp_path.iterdir())
    for place in ("", CAMDEN):
        with pytest.raises(Refused):
            inside(packed(name), place=place)
    assert is_empty() and sorted(path.name for path in tmp_path.iterdir()) in (before, sorted([*before, "data"]))


def test_bombs_links_locks_and_damage_are_refused(data_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "UNPACKED_MB", 1)
    monkeypatch.setattr(settings, "MOST_FILES", 3)
    with pytest.raises(Refused, match="unpacks to more than"):
        inside(packed("a.csv", data=b"0" * 5_000_000), place=CAMDEN)
    bomb = bytearray(packed("a.csv", data=b"0" * 1_900_000).data)
    place = bomb.rfind(b"PK\x01\x02") + 24  # the size that its list of members says
    bomb[place : place + 4] = (10_000).to_bytes(4, "little")
    with pytest.raises(Refused):
        inside(Arrived("lies.zip", bytes(bomb)), place=CAMDEN)
    with pytest.raises(Refused, match="more than 3 files"):
        inside(packed(*(f"{n}.csv" for n in range(4))), place=CAMDEN)
    with pytest.raises(Refused, match="more than 3 files"):
        inside(*(Arrived(f"{n}.csv", b"x") for n in range(4)), place=CAMDEN)
    with pytest.raises(Refused, match="holds a link"):
        inside(packed("a.csv", mode=stat.S_IFLNK | 0o777), place=CAMDEN)
    locked = bytearray(packed("a.csv").data)
    for begin in (b"PK\x03\x04", b"PK\x01\x02"):
        locked[locked.find(begin) + (6 if begin[2] == 3 else 8)] |= 1
    with pytest.raises(Refused, match="password"):
        inside(Arrived("locked.zip", bytes(locked)), place=CAMDEN)
    with pytest.raises(Refused, match=r"the zip 'cut\.zip' is no zip, or damaged"):
        inside(packed("a.csv"), Arrived("cut.zip", packed("a.csv").data[:40]), place=CAMDEN)
    with pytest.raises(Refused, match=r"the zip 'none\.zip' holds nothing"):
        inside(packed("a.csv"), Arrived("none.zip", b""), place=CAMDEN)
    with pytest.raises(Refused, match="two files are called 'a.csv'"):
        inside(Arrived("a.csv", b"x"), Arrived("a.csv", b"y"), place=CAMDEN)
    with pytest.raises(Refused, match="no file was sent"):
        inside(place=CAMDEN)
    monkeypatch.setattr(settings, "SENT_MB", 1)
    with pytest.raises(Refused, match="at most 1 MB"):
        inside(Arrived("a.csv", secrets.token_bytes(1_100_000)), place=CAMDEN)
    assert is_empty()


@pytest.mark.skipif(os.name != "posix", reason="whether a process lives can be asked on POSIX")
def test_what_a_process_that_died_left_behind_goes_with_the_next_files_and_at_a_start(data_folder: Path) -> None:
    dies = (
        "import os\nfrom sufficiency.loading import arrivals\n"
        "with arrivals.laid_out([arrivals.Arrived('header.csv', b'x')], 'E09000007/2025'):\n    os._exit(9)\n"
    )
    for clear in (lambda: inside(Arrived("a.csv", b"x"), place=CAMDEN), drafts.at_start):
        assert subprocess.run([sys.executable, "-c", dies], cwd=settings.ROOT, check=False).returncode == 9
        assert not is_empty()
        clear()
        assert is_empty()
    with arrivals.laid_out([Arrived("a.csv", b"x")], CAMDEN):
        drafts.at_start()  # a server that has only just started reads nothing yet, whatever process it is
        assert is_empty()
