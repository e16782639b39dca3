"""The JSON interface: which keys do what on the review page, as each person likes it."""

import json
import re
from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, StringConstraints, model_validator

from app.auth.tables import PersonRow
from app.web.access import SignedIn
from app.web.described import problems
from app.web.service import ServiceOf

router = APIRouter(prefix="/api/keys", tags=["service"])

ACTS = (
    "next", "previous", "agree", "disagree", "condition", "defer", "merge", "undo", "redo",
    "search", "help", "probe",
)  # fmt: skip
"""What can be done by a key."""
Code = Annotated[str, StringConstraints(max_length=24)]
_CODE = re.compile(r"(Key[A-Z]|Digit\d|Slash|Comma|Period|Semicolon|Quote|Minus|Equal|"
                   r"BracketLeft|BracketRight|Backslash|Backquote|Arrow(Up|Down|Left|Right))"
                   r"(\+Shift)?")  # fmt: skip


class KeysModel(BaseModel):
    """Acts by `KeyboardEvent.code`: a place on the keyboard, whatever script is being typed."""

    model_config = ConfigDict(json_schema_extra={"example": {"keys": {"agree": "KeyA"}}})

    keys: dict[str, Code]

    @model_validator(mode="after")
    def _known(self) -> "KeysModel":
        if unknown := set(self.keys) - set(ACTS):
            raise ValueError(f"no such act: {', '.join(sorted(unknown))}")
        if wrong := sorted(c for c in self.keys.values() if not _CODE.fullmatch(c)):
            raise ValueError(f"no key for this: {', '.join(wrong)}")
        if len(set(self.keys.values())) < len(self.keys):
            raise ValueError("two acts on one key")
        return self


@router.get("", summary="Own keys", responses=problems(401))
def keys(person: SignedIn) -> KeysModel:
    """Only those that differ from the usual ones."""
    return KeysModel(keys=json.loads(person.keys) if person.keys else {})


@router.put("", summary="Choose keys", responses=problems(401, 422))
def choose(service: ServiceOf, person: SignedIn, chosen: KeysModel) -> KeysModel:
    """Those given replace what was chosen before; none: the usual ones again."""
    with service.database.session() as session:
        session.get_one(PersonRow, person.id).keys = json.dumps(chosen.keys) if chosen.keys else ""
    return chosen
