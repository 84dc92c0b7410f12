"""Doubts about the choice: what speaks against the winner, whether each family had a chance, which one can be read."""

from assistant.draft import Draft
from assistant.evidence.findings import found
from assistant.evidence.rivals import rival
from assistant.evidence.trials import best_of_family, leader, score_fact
from assistant.markup import escaped
from assistant.naming import at_start, family_title, in_sentence, is_blend, trial_named
from assistant.topics.search.search_sentences import say_families
from assistant.topics.truth.finding_sentences import measured, remedy
from assistant.topics.verdict import verdict_sentence
from assistant.topics.winner.comparison_sentences import say_how_many_tied
from assistant.understanding.question import Question
from models.record import RunRecord

READABLE = ("linear", "decision_tree", "naive_bayes")
MOST_FINDINGS = 5


def say_chances(_: Question, record: RunRecord, draft: Draft) -> None:
    """Write how many trials and how much time each family got, and how good its best is."""
    if not record.trials:
        draft.say("In your run nothing has been tried yet.")
        return
    draft.say("What each family got in your run, and what its best trial scores:")
    say_families(record, draft)
    say_how_many_tied(record, draft)


def chances(_: Question, draft: Draft) -> None:
    """Say why families get unequal numbers of trials, and what to do about it."""
    draft.say(
        "A search that learns gives more trials to what does well, so a family that began poorly may have had few, and",
        "only families in the search space take part at all. A family with few trials and a tie with the best is not",
        "ruled out: give it some more on the same folds, or a run in which it is the only one.",
    )


def say_against(_: Question, record: RunRecord, draft: Draft) -> None:
    """Write what speaks against the winner: those that tie with it, and what the checks found."""
    if leader(record) is None:
        draft.say("In your run no model has a score yet.")
        return
    say_how_many_tied(record, draft)
    against = found(record)[:MOST_FINDINGS]
    if against:
        draft.say("What the checks found:")
        draft.list([f"**{escaped(one.title)}**: {measured(one, draft)} {remedy(one, draft)}" for one in against])
    elif record.findings:
        draft.say("None of the checks of the run found anything against it.")
    if is_blend(record):
        draft.say("It is an average of several trials: slower and harder to explain than one model.")


def against(_: Question, draft: Draft) -> None:
    """Say what can speak against any winner."""
    draft.say(
        "Against any winner can speak: others that tie and are simpler or quicker, a score that is flattered by the",
        "choice among many, a leak, and rows to come that are unlike these. Look at the ties first, then at the",
        "hold-out, and ask whether each column is known in time.",
    )


def say_readable(_: Question, record: RunRecord, draft: Draft) -> None:
    """Write which model of the run can be read, and what it costs against the best."""
    first = leader(record)
    trials = (best_of_family(record, family) for family in READABLE)
    one = next((trial for trial in trials if trial is not None), None)
    if first is None or one is None:
        draft.say("Your run has no complete trial of a family that can be read as it is, such as a linear model.")
        return
    draft.say(
        f"Take **{family_title(record, one.family)}** ({trial_named(draft, one)}), which can be read by its",
        f"{'coefficients' if one.family == 'linear' else 'rules'}: {record.metric.title}",
        f"{draft.measure(score_fact(record, one))}.",
    )
    if one.number == first.number:
        draft.say("It is also the best single trial, so reading it costs nothing.")
    else:
        verdict = in_sentence(verdict_sentence(record, rival(record, first, one), draft))
        draft.say(f"{at_start(trial_named(draft, first))} against it: {verdict}")
    if is_blend(record):
        draft.say("What is delivered is an average, which is harder to explain: order that family alone to have it.")


def readable(_: Question, draft: Draft) -> None:
    """Say how to choose a model that can be explained."""
    draft.say(
        "Among models that tie, take the one that can be read: a penalized linear model or a small tree. If it is",
        "clearly behind, keep the better one and explain it by permutation importance, partial dependence and reasons",
        "for single rows.",
    )
