"""Files open in another maker's office programs and come out whole; skipped where there is none."""

import io
import shutil
import subprocess
import zipfile

import docx
import openpyxl
import pptx
import pytest

from sufficiency.presentation import export

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
pytestmark = pytest.mark.skipif(OFFICE is None, reason="these tests need LibreOffice (soffice)")
LINE = "range x=authority_name low=low_miles mid=median_distance_miles high=high_miles"


@pytest.fixture
def written(make, boroughs, tmp_path):
    """A file of each kind, with a figure withheld, and one of each of nobody."""
    some = make(LINE, boroughs, [(0, "median_distance_miles")])
    none = some.where(authority_code="nowhere")
    for name, result in (("some", some), ("none", none)):
        part = export.Part("Local need", "What the figures say.", (result,), "the view")
        files = {
            "xlsx": export.xlsx(result),
            "pptx": export.pptx([result]),
            "docx": export.docx([part], title="Evidence"),
            "csv": export.csv(result),
        }
        for kind, content in files.items():
            (tmp_path / f"{name}.{kind}").write_bytes(content)
    return tmp_path


def _again(folder, kind, names):
    """The files as LibreOffice writes them, having read them."""
    out = folder / f"again_{kind}"
    subprocess.run(
        [
            OFFICE,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            kind,
            "--outdir",
            str(out),
            *(str(folder / name) for name in names),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return {name: (out / name).read_bytes() for name in names}


def test_every_kind_of_file_opens_and_keeps_what_it_holds(written):
    books = _again(written, "xlsx", ["some.xlsx", "none.xlsx"])
    sheet = openpyxl.load_workbook(io.BytesIO(books["some.xlsx"]))["Table"]
    assert sheet.max_row == 3 + 33 and sheet["A3"].value
    decks = _again(written, "pptx", ["some.pptx", "none.pptx"])
    deck = pptx.Presentation(io.BytesIO(decks["some.pptx"]))
    assert [len([s for s in slide.shapes if s.has_chart]) for slide in deck.slides] == [0, 1, 0]
    assert len(pptx.Presentation(io.BytesIO(decks["none.pptx"])).slides) == 3
    reports = _again(written, "docx", ["some.docx", "none.docx"])
    report = docx.Document(io.BytesIO(reports["some.docx"]))
    assert "Evidence: London, 31 March 2026" in [paragraph.text for paragraph in report.paragraphs]
    assert len(report.tables[0].rows) == 34
    assert any("media/" in name for name in zipfile.ZipFile(io.BytesIO(reports["some.docx"])).namelist())
