"""The command that writes the desk's labels as a folder to measure matching by."""

from __future__ import annotations

import argparse
import sys

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from factdesk.questions import export
from factdesk.running import terminal


def write(options: argparse.Namespace) -> int:
    """Write the folder that the command line names; exit status."""
    with translation.override(terminal.language()):
        if options.out.exists() and not options.out.is_dir():
            print(f"factdesk: {_('%(path)s is not a folder.') % {'path': options.out}}", file=sys.stderr)
            return 2
        written = export.write(options.out)
        if not written.questions:
            why = _("The desk has attached no question to a check yet, so there is nothing to measure by.")
            print(f"factdesk: {why}", file=sys.stderr)
            return 1
        asked = ngettext("%(count)d question", "%(count)d questions", written.questions) % {"count": written.questions}
        print(
            _("%(questions)s, %(texts)d texts. Measure with: %(command)s")
            % {
                "questions": asked,
                "texts": written.texts,
                "command": f"factdesk evaluate --corpus {options.out} --split {export.SPLIT}",
            }
        )
        return 0
