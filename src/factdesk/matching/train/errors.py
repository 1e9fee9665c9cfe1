# ruff: noqa: N818 - names as the rest of the house has them: what happened, without "Error"
"""Why nothing is trained.

MatchingError
└── NothingTrained
    ├── NothingToLearnFrom  no folder was given and the project's own records are not there
    ├── TorchMissing        fine-tuning needs PyTorch, which is not installed
    ├── StepMissing         this version lacks the step
    └── FiguresUnreadable   a file that `factdesk evaluate --json` should have written cannot be read
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from factdesk.matching.errors import MatchingError
from factdesk.matching.evaluate.messages import N_, Said, Translate, english


class NothingTrained(MatchingError):
    """The work was not begun, or not ended."""

    code = "nothing-trained"
    message = ""

    def __init__(self, **values: Any) -> None:
        self._said = Said(self.message, values)
        super().__init__(self._said.in_words())

    def in_words(self, translate: Translate = english) -> str:
        """One sentence."""
        return self._said.in_words(translate)


class NothingToLearnFrom(NothingTrained):
    """No pairs at all."""

    code = "nothing-to-learn-from"
    message = N_(
        "there is nothing to learn from: the project's own records are only in its checkout. Train there, or give a"
        " folder with a train split (--data)."
    )


class TorchMissing(NothingTrained):
    """PyTorch is a tool for training, no dependency of the desk."""

    code = "torch-missing"
    message = N_(
        "training the encoder needs PyTorch, which is not installed. `script/install train` installs it; or leave the"
        " encoder as it is: --only ranking,decision."
    )


class StepMissing(NothingTrained):
    """A step of another version."""

    code = "step-missing"
    message = N_("this version has no step %(step)s.")


class FiguresUnreadable(NothingTrained):
    """What was to stand in the model card is no JSON object."""

    code = "figures-unreadable"
    message = N_("%(path)s does not hold what `factdesk evaluate --json` prints: %(reason)s.")

    def __init__(self, path: Path, reason: object) -> None:
        super().__init__(path=path, reason=reason)
