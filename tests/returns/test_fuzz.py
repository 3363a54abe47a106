"""No bytes in any file raise an error, and no row is counted in two ways."""

from __future__ import annotations

import io
import random
import zipfile
from pathlib import Path

import pytest

from sufficiency.reference.tables import records
from sufficiency.returns import read, schema
from tests.returns.conftest import KEY, TODAY

FILES_A_SEED = 120
NASTY = [
    b"\0",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b'"',
    b'""',
    b"\r",
    b"\n",
    b",",
    b";",
    b"\t",
    b"\\",
    b"'",
    b"%s",
    b"{column}",
    b"\xc3\xa9",
    b"\xe9",
    b"\x81",
    b"\xf0\x9f\x98\x80",
    b"\xe2\x80\xa8",
    b"\xed\xa0\x80",
    b"=1+1",
    b"NULL",
    b"NaN",
    b"inf",
    b"-0",
    b"1e400",
    b"99999999999999999999",
    b"31/02/2024",
    b"00/00/0000",
    b"01/01/0001",
    b"31/12/9999",
    b"2024-13-01",
    b"CHILD",
    b"DECOM",
    b"9" * 400,
    b"x" * 5000,
    b"'; drop table episodes; --",
    b"$1",
    b"?",
    b"\x1a",
    b"\xc2\xa0",
    b"0000-00-00",
    b"5877642-06-25",
    b"\xd9\xa1\xd9\xa2/\xd9\xa0\xd9\xa1/2024",
]


def _valid(chance: random.Random) -> bytes:
    """A small file of one table, its cells drawn from plausible ones."""
    table = chance.choice(list(schema.tables().values()))
    cells = [
        "01/05/2024",
        "2024-05-01",
        "KID1",
        "C2",
        "1",
        "0",
        "",
        "12",
        "Yes",
        "NW1 2DB",
        "SC012345",
        "Camden",
        "E09000007",
        "2025",
        "Good",
        "c",
        "4000.50",
    ]
    lines = [",".join(c.name for c in table.columns)]
    for _ in range(chance.randrange(6)):
        lines.append(",".join(chance.choice(cells) for _ in table.columns))
    return chance.choice([b"\n", b"\r\n", b"\r"]).join(line.encode() for line in lines)


def _spoilt(chance: random.Random) -> bytes:
    """A valid file with bytes changed, cut, repeated or replaced by nasty ones."""
    if chance.random() < 0.15:
        return chance.randbytes(chance.randrange(400))
    data = bytearray(_valid(chance))
    for _ in range(chance.randrange(1, 9)):
        at = chance.randrange(len(data) + 1)
        match chance.randrange(5):
            case 0:
                data[at:at] = chance.choice(NASTY)
            case 1:
                del data[at : at + chance.randrange(30)]
            case 2:
                data[at:at] = data[: chance.randrange(200)]
            case 3 if at < len(data):
                data[at] = chance.randrange(256)
            case _:
                data[at : at + 1] = chance.choice(NASTY)
    whole = bytes(data)
    if chance.random() < 0.1:
        whole = whole.decode("latin-1").encode(chance.choice(["utf-16", "utf-16-le", "utf-32"]))
    return whole


@pytest.mark.parametrize("seed", range(5))
def test_spoilt_files_raise_nothing(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    places = [r["authority_code"] for r in records("authorities")[:20]]
    places += ["provision", "Camdenn"]
    years = ["2019", "2024-25", "2025-26", "2027", "2024", "soon"]
    for number in range(FILES_A_SEED):
        path = tmp_path / chance.choice(places) / chance.choice(years) / f"{number}.csv"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_spoilt(chance))
    found = read(tmp_path, key=KEY, today=TODAY)
    assert found.counts.files == FILES_A_SEED
    for line in found.tables["submissions"].to_pylist():
        assert 0 <= line["rows_accepted"] <= line["rows_read"]
        assert line["rows_accepted"] + line["rows_rejected"] == line["rows_read"]
    for problem in found.problems.to_pylist():
        assert all(problem[part] for part in ("file", "rule", "severity", "message", "remedy"))


def _row(*cells: str) -> str:
    filled = "".join(
        f"<table:table-cell office:value-type='string'><text:p>{cell}</text:p></table:table-cell>" for cell in cells
    )
    return f"<table:table-row>{filled}</table:table-row>"


def _workbook(authority: str) -> bytes:
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body>'
        '<office:spreadsheet><table:table table:name="Providers_at_31_Mar_2024">'
        + _row("URN", "Provision type", "Local authority", "Places")
        + _row("1234567", "Children's home", authority, "4")
        + "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        file.writestr("content.xml", content)
        file.writestr("META-INF/manifest.xml", "<manifest/>")
    return packed.getvalue()


def test_spoilt_workbooks_raise_nothing(tmp_path: Path) -> None:
    chance = random.Random(1)
    (tmp_path / "provision").mkdir()
    whole = _workbook("Camden")
    for number in range(60):
        data = bytearray(whole)
        for _ in range(chance.randrange(1, 6)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        (tmp_path / "provision" / f"{number}.ods").write_bytes(bytes(data))
    found = read(tmp_path, key=KEY, today=TODAY)
    assert found.counts.files == 60


def test_a_workbook_with_a_tag_left_open_is_refused_at_once(tmp_path: Path) -> None:
    (tmp_path / "provision").mkdir()
    whole = zipfile.ZipFile(io.BytesIO(_workbook("Camden")))
    with zipfile.ZipFile(tmp_path / "provision" / "2024.ods", "w") as file:
        for name in whole.namelist():
            file.writestr(name, whole.read(name).replace(b"</table:table>", b""))
    [problem] = read(tmp_path, key=KEY, today=TODAY).problems.to_pylist()
    assert (problem["rule"], problem["severity"]) == ("unreadable_file", "rejected file")


def test_a_whole_workbook_is_read(tmp_path: Path) -> None:
    (tmp_path / "provision").mkdir()
    (tmp_path / "provision" / "list.ods").write_bytes(_workbook("Camden"))
    [row] = read(tmp_path, key=KEY, today=TODAY).tables["provision_register"].to_pylist()
    assert (row["urn"], row["authority_code"], row["place_count"]) == ("1234567", "E09000007", 4)
    assert row["list_date"].isoformat() == "2024-03-31"


def test_a_workbook_that_unpacks_without_end_is_refused(tmp_path: Path) -> None:
    (tmp_path / "provision").mkdir()
    with zipfile.ZipFile(tmp_path / "provision" / "b.ods", "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("content.xml", b"0" * 50_000_000)
    found = read(tmp_path, key=KEY, today=TODAY)
    [problem] = found.problems.to_pylist()
    assert (problem["rule"], problem["severity"]) == ("unreadable_file", "rejected file")
    assert "too tightly" in problem["message"]
