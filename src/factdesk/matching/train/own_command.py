"""`factdesk train matching --own` below its command line: what it prints, what it writes, how it ends."""

from __future__ import annotations

import contextlib
import datetime
import sys
from collections.abc import Sequence
from pathlib import Path

from factdesk.matching import learned
from factdesk.matching.evaluate.messages import N_, Said, Translate
from factdesk.matching.files import taking_turns
from factdesk.matching.matcher import Matcher
from factdesk.matching.train import own, verdict
from factdesk.matching.train.command import telling
from factdesk.matching.train.own import Question
from factdesk.matching.train.verdict import Verdict

_LOCK = "training.lock"
_SHOWN = (
    ("first", N_("right check first: %(shipped)s, now %(own)s")),
    ("answered", N_("answered rightly, of those with a check: %(shipped)s, now %(own)s")),
    ("false", N_("answered wrongly, of all: %(shipped)s, now %(own)s")),
    ("loss", N_("log loss of the probability: %(shipped)s, now %(own)s")),
)


def wrong_use(*, own: bool, dry_run: bool, reset: bool, others: bool) -> Said | None:
    """Why the options do not go together; None where they do.

    Args:
        others: whether any option was given that is about the shipped files.
    """
    if (dry_run or reset) and not own:
        return Said(N_("--dry-run and --reset go with --own."))
    if own and ((dry_run and reset) or others):
        return Said(N_("--own takes either --dry-run or --reset, besides --seed and --threads."))
    return None


def run(
    questions: Sequence[Question],
    matcher: Matcher,
    encoder_name: str,
    folder: Path,
    *,
    seed: int,
    dry_run: bool,
    translate: Translate,
) -> int:
    """Refit on a desk's questions, say how much better that is, and put it in use where it is better; exit status.

    Args:
        matcher: over the desk's store, with what is shipped: everything starts from that and is compared with it.
        folder: of the desk's own files.
        seed: of the interval's chance.
        dry_run: change nothing.

    Raises:
        StoreError
        OSError: the files cannot be written.
    """
    with contextlib.nullcontext() if dry_run else taking_turns(folder / _LOCK):
        progress = telling(translate)
        examples = own.measured(matcher, questions, progress)
        counts = own.counted(examples)
        _say(
            Said(
                N_(
                    "Labelled questions: %(questions)d (with a check: %(right)d, with none: %(none)d; said by the desk:"
                    " %(by_desk)d), about so many different checks and groups: %(topics)d."
                ),
                counts,
            ),
            translate,
        )
        if not own.enough(counts):
            least = {"questions": own.QUESTIONS, "each": own.OF_A_KIND, "topics": own.TOPICS}
            few = N_(
                "that is too little to learn from. It takes %(questions)d questions, of them %(each)d with a check and"
                " %(each)d with none, about %(topics)d checks or groups. Nothing was changed."
            )
            sys.stderr.write(f"factdesk: {Said(few, least).in_words(translate)}\n")
            return 1
        shipped = learned.shipped()
        found = verdict.judge(examples, shipped, seed, progress)
        _report(found, translate)
        if not found.better:
            for why in found.why():
                _say(why, translate)
            _say(_stays(folder, encoder_name), translate)
        elif dry_run:
            _say(Said(N_("Better than the shipped ones. This was a dry run: nothing was changed.")), translate)
        else:
            made = {
                "by": "factdesk train matching --own",
                "date": datetime.datetime.now(tz=datetime.UTC).date().isoformat(),
                "seed": seed,
                "labels": counts,
                "figures": found.as_json(),
            }
            path = learned.write(folder, own.fit(examples, shipped), made, encoder_name)
            done = N_(
                "Better than the shipped ones: %(path)s is used from the next question on, with no restart."
                " `factdesk train matching --own --reset` goes back to the shipped ones."
            )
            _say(Said(done, {"path": path}), translate)
    return 0


def reset(folder: Path, translate: Translate) -> int:
    """Go back to the shipped files; exit status.

    Raises:
        OSError: the desk's own cannot be renamed.
    """
    if not (folder / learned.FILE).exists():
        _say(Said(N_("This desk uses the shipped ranking and decision already.")), translate)
        return 0
    with taking_turns(folder / _LOCK):
        kept = learned.put_away(folder)
    done = N_(
        "The shipped ranking and decision are used from the next question on. The desk's own are kept in %(path)s."
    )
    _say(Said(done, {"path": kept}), translate)
    return 0


def _report(found: Verdict, translate: Translate) -> None:
    _say(
        Said(N_("Each question judged by what was refitted without it and without others about the same check:")),
        translate,
    )
    for name, message in _SHOWN:
        values = {who: _number(of[name]) for who, of in (("shipped", found.shipped), ("own", found.own))}
        sys.stdout.write("  ")
        _say(Said(message, values), translate)
    low, high = (f"{edge:+.3f}" for edge in found.interval)
    change = N_("change of the log loss: %(by)s, between %(low)s and %(high)s by chance (95 %%)")
    sys.stdout.write("  ")
    _say(Said(change, {"by": f"{found.difference:+.3f}", "low": low, "high": high}), translate)


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _stays(folder: Path, encoder_name: str) -> Said:
    now = learned.in_use(folder, encoder_name).learned
    if now.own:
        return Said(
            N_("Nothing was changed: the desk's own of %(date)s stay in use."), {"date": now.made.get("date", "–")}
        )
    return Said(N_("Nothing was changed: the shipped ones stay in use."))


def _say(said: Said, translate: Translate) -> None:
    sys.stdout.write(f"{said.in_words(translate)}\n")
    sys.stdout.flush()
