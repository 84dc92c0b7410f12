"""Which kinds of models a run left out, and which got no score."""

import re

from assistant.draft import Draft
from assistant.evidence.fact import EvidenceFact
from assistant.evidence.trials import address, completed
from assistant.naming import at_start, family_title, trial_named
from models.record import RunRecord

NOT_TRIED = re.compile(
    r"\b(?:not|never|n t)\b.*\b(?:tried|tested|run|included|used)\b"
    r"|\b(?:which|what|tried|and) (?:\w+ )?(?:was|were) not\b"
    r"|\b(?:skipped|left out|missing|excluded|omitted)\b"
)


def say_not_tried(record: RunRecord, draft: Draft) -> None:
    """Write which families of the search got no trial or no score, and that others were not in it."""
    wanted = dict.fromkeys((*record.settings.families, *(family.name for family in record.families)))
    scored = {trial.family for trial in completed(record)}
    tried = {trial.family for trial in record.trials}
    without = [family_title(record, name) for name in wanted if name not in scored]
    if without:
        draft.say(f"Without a score stayed: {', '.join(without)}.")
        draft.list(
            [
                f"{at_start(trial_named(draft, trial))} ({family_title(record, trial.family)}) failed: "
                + draft.quote(trial.error, EvidenceFact(f"why trial {trial.number} failed", None, href=address(trial)))
                for trial in record.trials
                if trial.family in tried - scored and trial.error
            ]
        )
    else:
        draft.say("Every family of its search has a complete trial; none was left out or failed altogether.")
    draft.say(
        "**All other kinds of models were not tried**: only these were in the search space, and how good another would",
        "be is not known. A new run can have others in its search space.",
    )
