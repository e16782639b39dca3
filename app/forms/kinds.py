"""The forms that can be asked for, by name."""

from enum import StrEnum


class FormKind(StrEnum):
    """A form that can be asked for."""

    OPINION = "opinion"
    ACTION_PLAN = "action-plan"
    RESULT = "result"
    CAMERA_SIGNS = "camera-signs"
    STAGES = "stages"
