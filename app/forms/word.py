"""A form as a DOCX that Word and Hangul open and people edit."""

from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Mm, Pt, RGBColor

from app.exports.pictures import pictures
from app.exports.zipped import zipped_again
from app.forms.document import (
    Block,
    Cell,
    Choice,
    Fields,
    Form,
    Signature,
    Table,
    Writing,
    boxes,
)
from cpted_rules.figure import Figure
from cpted_rules.text import Lang

LATIN, KOREAN = "Malgun Gothic", "맑은 고딕"
"""The face that every Korean office has, by its two names."""

SOFT = RGBColor(0x56, 0x62, 0x72)
LABEL = "F4F6F8"
LABEL_MM = 25.0
PAGE_MM = (210.0, 297.0)
MARGIN_MM = {False: 17.0, True: 14.0}
LINE_MM = 7.5
PADDING_TWIPS = 45
AFTER_AUTOSPACE = (
    "w:bidi",
    "w:adjustRightInd",
    "w:snapToGrid",
    "w:spacing",
    "w:ind",
    "w:contextualSpacing",
    "w:jc",
)
"""What stands after automatic spacing in the properties of a paragraph, as far as styles use it."""


def form_docx(form: Form) -> bytes:
    """The DOCX of a form. The same bytes for the same form."""
    page = _Page(form)
    page.words(form.title, size=18, bold=True, centred=True, style="Title")
    page.words(form.lead, size=8.5, soft=True, centred=True)
    for block in form.blocks:
        page.block(block)
    return page.content()


class _Page:
    """The document while it is written."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self.document = Document()
        self.images = _images(form)
        section = self.document.sections[0]
        width, height = reversed(PAGE_MM) if form.landscape else PAGE_MM
        section.orientation = WD_ORIENT.LANDSCAPE if form.landscape else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = Mm(width), Mm(height)
        margin = MARGIN_MM[form.landscape]
        section.left_margin = section.right_margin = Mm(margin)
        section.top_margin = section.bottom_margin = Mm(margin)
        self.width_mm = width - 2 * margin
        for name in ("Normal", "Title", "Heading 2"):
            _face(self.document.styles[name])
        foot = section.footer.paragraphs[0]
        self.run(foot, f"{form.remark} · {form.case}", size=7.5, soft=True)
        when = datetime.fromisoformat(form.date).replace(tzinfo=UTC)
        about = self.document.core_properties
        about.title, about.author, about.language = form.title, "cpted", form.lang
        about.comments, about.revision = form.remark, 1
        about.created = about.modified = when

    def content(self) -> bytes:
        """The bytes of the file."""
        target = BytesIO()
        self.document.save(target)
        return zipped_again(target.getvalue())

    def block(self, block: Block) -> None:
        """Write one block."""
        match block:
            case Fields():
                self.fields(block)
            case Table():
                self.table(block)
            case Choice():
                line = self.words("", size=9)
                self.run(line, f"{block.heading}   ", size=9, bold=True)
                self.run(line, boxes(block.options, gap="   "), size=9)
            case Writing():
                self.writing(block)
            case Signature():
                self.words(block.date, size=9, centred=True)
                for role, name in block.rows:
                    line = self.words(f"{role}    {name or ' ' * 20}    {block.sign}", size=9)
                    line.alignment = WD_ALIGN_PARAGRAPH.RIGHT

    def words(
        self,
        words: str,
        *,
        size: float,
        bold: bool = False,
        soft: bool = False,
        centred: bool = False,
        style: str = "Normal",
    ) -> Any:
        """A paragraph."""
        paragraph = self.document.add_paragraph(style=style)
        paragraph.paragraph_format.space_after = Pt(3)
        if centred:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        self.run(paragraph, words, size=size, bold=bold, soft=soft)
        return paragraph

    def run(
        self, paragraph: Any, words: str, *, size: float, bold: bool = False, soft: bool = False
    ) -> None:
        """Words at the end of a paragraph; line ends are kept."""
        run = paragraph.add_run(words)
        run.font.size, run.font.bold = Pt(size), bold
        run.font.name = LATIN
        run._element.rPr.rFonts.set(qn("w:eastAsia"), KOREAN)
        run.font.color.rgb = SOFT if soft else RGBColor(0x16, 0x20, 0x2B)

    def heading(self, words: str) -> None:
        """The heading of a block."""
        self.words(words, size=10.5, bold=True, style="Heading 2")

    def fields(self, block: Fields) -> None:
        """Labels and values, two pairs a row."""
        if block.heading:
            self.heading(block.heading)
        value_mm = self.width_mm / 2 - LABEL_MM
        grid = self.grid(-(-len(block.rows) // 2), (LABEL_MM, value_mm) * 2)
        for n, (label, value) in enumerate(block.rows):
            row, at = divmod(n, 2)
            cells = grid.rows[row].cells
            _shaded(cells[2 * at])
            self.run(cells[2 * at].paragraphs[0], label, size=8, bold=True)
            self.run(cells[2 * at + 1].paragraphs[0], value, size=8.5)
        if len(block.rows) % 2:
            cells = grid.rows[-1].cells
            cells[1].merge(cells[3])
        self.words("", size=4)

    def table(self, block: Table) -> None:
        """A table whose head is repeated on each page."""
        self.heading(block.heading)
        if block.lead:
            self.words(block.lead, size=8, soft=True)
        if not block.rows:
            self.words(block.none, size=8.5, soft=True)
            return
        whole = sum(column.share for column in block.columns)
        widths = [column.share / whole * self.width_mm for column in block.columns]
        grid = self.grid(len(block.rows) + 1, widths)
        _repeated(grid.rows[0])
        for target, column in zip(grid.rows[0].cells, block.columns, strict=True):
            _shaded(target)
            self.run(target.paragraphs[0], column.words, size=8, bold=True)
        for line, row in zip(list(grid.rows)[1:], block.rows, strict=True):
            _whole(line)
            room = max((cell.room_mm for cell in row), default=0.0)
            if room:
                line.height = Mm(room)
            for target, cell, width in zip(line.cells, row, widths, strict=True):
                self.cell(target, cell, width)
        self.words("", size=4)

    def cell(self, target: Any, cell: Cell, width_mm: float) -> None:
        """What stands in one cell of a table."""
        paragraph = target.paragraphs[0]
        if cell.figure is not None:
            wide = min(cell.figure.width_mm, width_mm - 4)
            picture = BytesIO(self.images[id(cell.figure)])
            shape = paragraph.add_run().add_picture(picture, width=Mm(wide))
            shape._inline.docPr.set("descr", cell.figure.alternative.in_(self.form.lang))
        if cell.words:
            self.run(paragraph, cell.words, size=8.5, bold=cell.strong)
        if cell.soft:
            below = target.add_paragraph() if cell.words or cell.figure else paragraph
            self.run(below, cell.soft, size=7.5, soft=True)
        for one in target.paragraphs:
            one.paragraph_format.space_after = Pt(1)

    def writing(self, block: Writing) -> None:
        """Words, or lines to write on."""
        self.heading(block.heading)
        if block.words:
            self.words(block.words, size=9)
            return
        grid = self.grid(block.lines, (self.width_mm,))
        for row in grid.rows:
            row.height = Mm(LINE_MM)

    def grid(self, rows: int, widths_mm: Sequence[float]) -> Any:
        """An empty table with columns of given widths."""
        grid = self.document.add_table(rows=rows, cols=len(widths_mm), style="Table Grid")
        grid.autofit = False
        _padded(grid)
        for column, width in zip(grid.columns, widths_mm, strict=True):
            column.width = Mm(width)
        for row in grid.rows:
            for cell, width in zip(row.cells, widths_mm, strict=True):
                cell.width = Mm(width)
        return grid


def _images(form: Form) -> dict[int, bytes]:
    """The figures of a form as pictures, by identity."""
    figures: list[Figure] = [
        cell.figure
        for block in form.blocks
        if isinstance(block, Table)
        for row in block.rows
        for cell in row
        if cell.figure is not None
    ]
    made = pictures(figures, lang=Lang(form.lang), dpi=200)
    return {id(figure): picture for figure, picture in zip(figures, made, strict=True)}


def _face(style: Any) -> None:
    style.font.name = LATIN
    style.font.color.rgb = RGBColor(0x16, 0x20, 0x2B)
    spacing = style.element.get_or_add_pPr()
    for name in ("autoSpaceDE", "autoSpaceDN"):
        # 8세대, not 8 세대
        off = OxmlElement(f"w:{name}")
        off.set(qn("w:val"), "0")
        spacing.insert_element_before(off, *AFTER_AUTOSPACE)
    for border in spacing.findall(qn("w:pBdr")):
        spacing.remove(border)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), KOREAN)
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)


def _shaded(cell: Any) -> None:
    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:fill"), LABEL)
    cell._tc.get_or_add_tcPr().append(shade)


def _padded(grid: Any) -> None:
    """Give the cells of a table some air above and below."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("top", "bottom"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(PADDING_TWIPS))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    look = grid._tbl.tblPr.find(qn("w:tblLook"))
    look.addprevious(margins)


def _repeated(row: Any) -> None:
    """Let a row be repeated at the head of each page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _whole(row: Any) -> None:
    """Let a row not be broken across pages."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
