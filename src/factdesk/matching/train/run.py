"""One run of `factdesk train matching`, as its steps see it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from factdesk.matching import encoder
from factdesk.matching.progress import Progress, silent

DATA = Path(__file__).parent.parent / "data"


@dataclass(frozen=True, slots=True)
class Run:
    """What a step is told.

    Args:
        data: labelled folders, in the order in which they were given; see apart.py for what is kept from whom.
        seed: of all chance.
        steps: of fine-tuning; None leaves it to the step.
        threads: of the processor.
        work: a folder for what an interrupted step goes on from.
        models: where the encoder is prepared.
        output: where learned files go; another folder than the package's own only in tests.
    """

    data: tuple[Path, ...]
    work: Path
    models: Path
    seed: int = 20
    steps: int | None = None
    threads: int = 1
    output: Path = DATA
    progress: Progress = silent

    def encoder(self) -> encoder.TextEncoder:
        """The encoder with the adapter as it is now, prepared anew where that is needed.

        Raises:
            EncoderError
        """
        encoder.prepare(self.models, self.progress)
        return encoder.load(self.models, threads=self.threads)
