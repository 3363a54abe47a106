"""Files to take away, made from the same protected rows as the page and carrying their facts."""

from sufficiency.presentation.export.comparator import Beside
from sufficiency.presentation.export.exhibit import Exhibit, names, once
from sufficiency.presentation.export.facts import figure_file_name, file_name, page_file_name
from sufficiency.presentation.export.paper import Part
from sufficiency.presentation.export.pdf import report_pdf, slides_pdf
from sufficiency.presentation.export.picture import png, svg
from sufficiency.presentation.export.report import docx
from sufficiency.presentation.export.slides import pptx
from sufficiency.presentation.export.tabular import csv
from sufficiency.presentation.export.template import TemplateError
from sufficiency.presentation.export.template import fault as template_fault
from sufficiency.presentation.export.whole_tables import slides as whole
from sufficiency.presentation.export.workbook import xlsx

POWERPOINT = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"

__all__ = [
    "PDF",
    "POWERPOINT",
    "WORD",
    "Beside",
    "Exhibit",
    "Part",
    "TemplateError",
    "csv",
    "docx",
    "figure_file_name",
    "file_name",
    "names",
    "once",
    "page_file_name",
    "png",
    "pptx",
    "report_pdf",
    "slides_pdf",
    "svg",
    "template_fault",
    "whole",
    "xlsx",
]
