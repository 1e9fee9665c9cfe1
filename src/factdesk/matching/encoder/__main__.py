"""Prepare the encoder in a folder: `python -m factdesk.matching.encoder FOLDER`."""

import sys
from pathlib import Path

from factdesk.matching import encoder


def main() -> int:
    """Convert it there, unless it is there already; say how far it is."""
    if len(sys.argv) != 2:
        sys.stderr.write("usage: python -m factdesk.matching.encoder FOLDER\n")
        return 2
    encoder.prepare(Path(sys.argv[1]), lambda done, total, what: print(f"{what}: {done}/{total}", flush=True))
    return 0


if __name__ == "__main__":
    sys.exit(main())
