"""Files to take away, made from the same protected rows as the page and carrying their facts."""

from sufficiency.presentation.export.facts import file_name
from sufficiency.presentation.export.picture import png, svg
from sufficiency.presentation.export.report import Part, docx
from sufficiency.presentation.export.slides import pptx
from sufficiency.presentation.export.tabular import csv
from sufficiency.presentation.export.template import TemplateError
from sufficiency.presentation.export.template import fault as template_fault
from sufficiency.presentation.export.workbook import xlsx

__all__ = ["Part", "TemplateError", "csv", "docx", "file_name", "png", "pptx", "svg", "template_fault", "xlsx"]
