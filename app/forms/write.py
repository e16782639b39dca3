"""Forms of a review, written as PDF and as documents to be edited."""

from collections.abc import Callable, Sequence

from app.exports.pages import page_pdf
from app.exports.review_folder import ReviewFolder
from app.forms.action_plan import action_plan
from app.forms.camera_signs import camera_signs
from app.forms.document import Form
from app.forms.kinds import FormKind
from app.forms.opinion import opinion_form
from app.forms.result import result_form
from app.forms.stages import stage_lists
from app.forms.word import form_docx
from cpted_rules.text import Lang

SHEETS = ("forms/fonts.css", "forms/form.css")


MAKERS: dict[FormKind, Callable[[ReviewFolder, Lang], Form]] = {
    FormKind.OPINION: opinion_form,
    FormKind.ACTION_PLAN: action_plan,
    FormKind.RESULT: result_form,
    FormKind.CAMERA_SIGNS: camera_signs,
    FormKind.STAGES: stage_lists,
}


def forms_of(
    review: ReviewFolder, kinds: Sequence[FormKind], lang: Lang, *, docx: bool
) -> dict[str, bytes]:
    """The forms asked for, by the names of their files. The same bytes for the same review."""
    files: dict[str, bytes] = {}
    for kind in dict.fromkeys(kinds):
        form = MAKERS[kind](review, lang)
        files[f"{form.stem}.pdf"] = form_pdf(form)
        if docx:
            files[f"{form.stem}.docx"] = form_docx(form)
    return files


def form_pdf(form: Form) -> bytes:
    """A form as a tagged PDF."""
    sheets = (*SHEETS, "forms/landscape.css") if form.landscape else SHEETS
    return page_pdf(
        "forms/form.html.j2",
        sheets=sheets,
        form=form,
        kinds=tuple(type(block).__name__ for block in form.blocks),
    )
