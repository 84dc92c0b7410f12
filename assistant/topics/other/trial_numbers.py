"""Why the numbers of trials go further than what was asked for: continued runs and studies count on."""

from assistant.draft import Draft
from assistant.evidence.fact import EvidenceFact
from assistant.evidence.trials import count_fact
from assistant.topics.other.kind import Kind, told_by
from assistant.understanding.question import Question
from models.record import RunRecord


def _in_general(_: Question, draft: Draft) -> None:
    draft.say(
        "Because the study was resumed: the number of trials that one sets is **how many this call adds**, not how",
        "many there may be in all. A study that is kept in a storage and opened again counts on from its last trial,",
        "so two calls add up. Look into the stored study to see which trials came from the earlier call, or give it a",
        "new name to begin at zero. Trials that failed or were pruned have numbers too.",
    )


def _in_run(asked: Question, record: RunRecord, draft: Draft) -> None:
    _in_general(asked, draft)
    draft.say(
        f"Your run has {draft.cite(count_fact(record, 'all'))} trials, numbered from zero;",
        f"{draft.cite(count_fact(record, 'complete'))} of them are complete.",
    )
    if record.settings.trials is not None:
        budget = EvidenceFact("budget of the run in trials", record.settings.trials, "trials", "settings")
        draft.say(f"The budget that was set is {draft.measure(budget)}; a run that is continued adds to what it has.")


TRIAL_NUMBERS = Kind(
    name="trial_numbers",
    cues=told_by(r"""
        13 \bwhy\b.*\btrial: .*\b(?:n_trials|when i set|set)\b|\bn_trials\b.*\b(?:more|ignored|exceed\w*|beyond|
        ...resum\w*|too many)
        9 \bwhy\b.*\b(?:more|too many|extra) trials than\b|\btrial numbers?\b.*\b(?:start|begin|skip|gap|jump|
        ...continue|higher)
    """),
    examples=("why does it get to trial 40 when i set n_trials=20", "why are there more trials than i asked for"),
    in_general=_in_general,
    in_run=_in_run,
)
