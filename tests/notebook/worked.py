"""The worked notebook of ``docs/``: its cells run over the demonstration, and what each shows.

``python -m tests.notebook.worked`` runs them and writes what they show into it.
"""

from __future__ import annotations

import ast
import contextlib
import io
import json
from pathlib import Path
from typing import Any

PATH = Path(__file__).parents[2] / "docs" / "notebook.ipynb"


def code_of(notebook: dict[str, Any]) -> list[dict[str, Any]]:
    """The cells of code of a notebook, in order."""
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


def read() -> dict[str, Any]:
    """The notebook as it is on disk; texts are lists of lines there."""
    held: dict[str, Any] = json.loads(PATH.read_text(encoding="utf-8"))
    return held


def shown(code: list[str]) -> list[str]:
    """What each of the cells shows when they are run in order: what is printed, then the last value."""
    names: dict[str, Any] = {}
    texts = []
    for source in code:
        tree = ast.parse(source)
        last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            exec(compile(tree, "cell", "exec"), names)
            value = eval(compile(ast.Expression(last.value), "cell", "eval"), names) if last else None
        texts.append(out.getvalue() + ("" if value is None else repr(value)))
    return texts


def output(text: str) -> list[dict[str, Any]]:
    """A notebook's output of one text; none of nothing."""
    return [{"name": "stdout", "output_type": "stream", "text": text.splitlines(keepends=True)}] if text else []


def main() -> None:
    """Run the notebook and write what its cells show into it."""
    notebook = read()
    code = code_of(notebook)
    for cell, text in zip(code, shown(["".join(cell["source"]) for cell in code]), strict=True):
        cell["outputs"] = output(text)
    PATH.write_text(json.dumps(notebook, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
