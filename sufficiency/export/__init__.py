"""Files to take away, made from the same protected rows as the page and carrying their facts."""

from sufficiency.export.facts import file_name
from sufficiency.export.picture import CHART_WIDTH, png, svg
from sufficiency.export.report import Part, docx
from sufficiency.export.slides import pptx
from sufficiency.export.tabular import csv
from sufficiency.export.template import TemplateError
from sufficiency.export.template import fault as template_fault
from sufficiency.export.workbook import xlsx

__all__ = [
    "CHART_WIDTH", "Part", "TemplateError", "csv", "docx", "file_name", "png", "pptx", "svg",
    "template_fault", "xlsx",
]  # fmt: skip
