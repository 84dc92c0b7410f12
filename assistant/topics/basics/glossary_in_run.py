"""The words of tuning in a run: what each of them is there, in numbers."""

from collections.abc import Callable, Mapping, Sequence

from assistant.draft import Draft
from assistant.evidence.fact import EvidenceFact
from assistant.evidence.honest_score import corrected_fact, cross_validated_fact, interval_facts, optimism_fact
from assistant.evidence.repetition import seconds_fact, seed_fact, trials_fact
from assistant.evidence.trials import (
    baseline,
    best_trial,
    cheap_looks_fact,
    completed,
    count_fact,
    error_fact,
    leader,
    score_fact,
    stopped_fact,
)
from assistant.markup import code
from assistant.naming import at_start, family_title, has_won, trial_named
from assistant.topics.basics.glossary import Term
from models.record import RunRecord

Sentence = Callable[[RunRecord, Draft], str]


def say_terms_in_run(terms: Sequence[Term], record: RunRecord, draft: Draft) -> None:
    """Write what the terms are in the run, where they have a number there."""
    said = [SENTENCES[term.name](record, draft) for term in terms if term.name in SENTENCES]
    draft.say(*dict.fromkeys(sentence for sentence in said if sentence))


def _best_score(record: RunRecord, draft: Draft) -> str:
    best = next(iter(completed(record)), None)
    if best is None:
        return "In your run no configuration has a score yet."
    folds = EvidenceFact("folds of the run", record.folds.n_folds, href="folds") if record.folds else None
    corrected = corrected_fact(record, record.result.score) if record.result else None
    over = f" over {draft.cite(folds)} folds" if folds else ""
    expect = (
        f" Corrected for having chosen the best, expect {draft.measure(corrected)} on new rows." if corrected else ""
    )
    return (
        f"In your run the best validation score {'is' if record.result else 'so far is'} {record.metric.title} "
        f"{draft.measure(score_fact(record, best))}{over}, of {trial_named(draft, best)}, the best of "
        f"{draft.cite(count_fact(record, 'complete'))} complete trials.{expect}"
    )


def _objective(record: RunRecord, draft: Draft) -> str:
    """Say what the objective of the run is, which way is better, and the best value with its error."""
    first = next(iter(completed(record)), None)
    error = error_fact(record, first) if first is not None else None
    better = "greater" if record.metric.greater_is_better else "smaller"
    said = f" Its standard error over the folds is {draft.cite(error, 2)}." if error is not None else ""
    goal = f"In your run it is {record.metric.title}, the mean over the folds of a trial; {better} is better."
    return f"{goal} {_best_score(record, draft)}{said}"


def _trials(record: RunRecord, draft: Draft) -> str:
    return (
        f"Your run has {draft.cite(count_fact(record, 'all'))} trials{'' if record.result else ' so far'}, "
        f"{draft.cite(count_fact(record, 'complete'))} of them complete{_given(record, draft)}.{_when(record, draft)}"
    )


def _given(record: RunRecord, draft: Draft) -> str:
    limits = [draft.measure(fact) for fact in (trials_fact(record), seconds_fact(record)) if fact is not None]
    return f"; the budget it was given is {' and '.join(limits)}" if limits else ""


def _when(record: RunRecord, draft: Draft) -> str:
    best = best_trial(record)
    if best is None:
        return ""
    score = f"{record.metric.title} {draft.measure(score_fact(record, best))}"
    return f" The best came in {trial_named(draft, best)}, with {score}."


def _budget(record: RunRecord, draft: Draft) -> str:
    limits = [draft.measure(fact) for fact in (trials_fact(record), seconds_fact(record)) if fact is not None]
    return f"Your run was given {' and '.join(limits)}." if limits else ""


def _folds(record: RunRecord, draft: Draft) -> str:
    if record.folds is None:
        return "In your run the folds are not decided yet."
    return f"Your run has {draft.cite(EvidenceFact('folds of the run', record.folds.n_folds, href='folds'))} folds."


def _families(record: RunRecord, draft: Draft) -> str:
    names = list(dict.fromkeys(trial.family for trial in record.trials))
    if not names:
        return "In your run no family has been tried yet."
    count = EvidenceFact("families that were tried, the baseline among them", len(names), href="families")
    counted = (
        f"{family_title(record, name)} "
        + draft.cite(EvidenceFact(f"trials of {name}", sum(t.family == name for t in record.trials), href="trials"))
        for name in names
    )
    first = leader(record)
    won = f" {at_start(family_title(record, first.family))} {has_won(record)}." if first else ""
    return f"Your run tried {draft.cite(count)}, with so many trials each: {', '.join(counted)}.{won}"


def _baseline(record: RunRecord, draft: Draft) -> str:
    floor = baseline(record)
    if floor is None:
        return "Your run has no score of a baseline."
    return f"In your run the baseline scores {record.metric.title} {draft.measure(score_fact(record, floor))}."


def _optimism(record: RunRecord, draft: Draft) -> str:
    optimism = optimism_fact(record, record.result.score) if record.result else None
    if record.result is None or optimism is None:
        return "Your run has no corrected score, so its optimism cannot be told."
    cross_validated = cross_validated_fact(record, record.result.score)
    return (
        f"In your run it is {draft.measure(optimism, 2)}: the delivered model scores {draft.measure(cross_validated)} "
        f"on the folds{_expected(record, draft)}."
    )


def _expected(record: RunRecord, draft: Draft) -> str:
    corrected = corrected_fact(record, record.result.score) if record.result else None
    return f", and is expected to score {draft.measure(corrected)} on new rows" if corrected else ""


def _interval(record: RunRecord, draft: Draft) -> str:
    ends = interval_facts(record, record.result.score) if record.result else None
    if ends is None:
        return "Your run has no interval of its score."
    low, high, level = (draft.cite(fact) for fact in ends)
    return f"In your run {record.metric.title} on new rows is expected between {low} and {high}, with {level} %."


def _standard_error(record: RunRecord, draft: Draft) -> str:
    first = leader(record)
    error = error_fact(record, first) if first else None
    if first is None or error is None:
        return "In your run no standard error is recorded."
    folds = EvidenceFact("folds of the run", record.folds.n_folds, href="folds") if record.folds else None
    over = f" over {draft.cite(folds)} folds" if folds else ""
    return (
        f"In your run, {trial_named(draft, first)} scores {record.metric.title} "
        f"{draft.measure(score_fact(record, first))}{over}, with a standard error of {draft.cite(error, 2)}: other "
        "trials that differ by less than about twice that are hardly to be told apart."
    )


def _ties(record: RunRecord, draft: Draft) -> str:
    tied = sum(entry.tied for entry in record.leaderboard[1:])
    fact = EvidenceFact("trials that are tied with the first of the leaderboard", tied, href="trials")
    return f"In your run {draft.cite(fact)} trials are tied with the first." if record.leaderboard else ""


def _pruned(record: RunRecord, draft: Draft) -> str:
    return (
        f"In your run {draft.cite(stopped_fact(record))} trials were stopped early, and "
        f"{draft.cite(cheap_looks_fact(record))} were cheap looks."
    )


def _seed(record: RunRecord, draft: Draft) -> str:
    return f"The seed of your run is {draft.cite(seed_fact(record))}."


def _technique(record: RunRecord, draft: Draft) -> str:
    name = record.technique.name if record.technique else record.settings.technique
    fact = EvidenceFact("search technique of the run", name, href="decisions")
    return f"In your run the search technique is {draft.cite(fact)}."


def _target(record: RunRecord, draft: Draft) -> str:
    task = {"binary": "one of two classes", "multiclass": "one of several classes", "regression": "a number"}
    del draft
    return f"In your run it is {code(record.goal.target)}: {task[record.goal.task]}."


def _features(record: RunRecord, draft: Draft) -> str:
    used = sum(column.is_used and column.role == "feature" for column in record.data.columns)
    return f"Your run uses {draft.cite(EvidenceFact('columns that the models see', used, href='data'))} of them."


def _metric(record: RunRecord, draft: Draft) -> str:
    del draft
    better = "greater" if record.metric.greater_is_better else "smaller"
    return f"In your run it is {record.metric.title}; {better} is better."


def _ensemble(record: RunRecord, draft: Draft) -> str:
    if record.result is None:
        return "Your run has no model yet."
    members = max(1, len(record.result.ensemble))
    fact = EvidenceFact("trials that the delivered model is made of", members, href="result")
    return f"The model of your run is made of {draft.cite(fact)} {'trials' if members > 1 else 'trial'}."


def _threshold(record: RunRecord, draft: Draft) -> str:
    if record.result is None or record.result.threshold is None:
        return ""
    fact = EvidenceFact("threshold of the delivered model", record.result.threshold, href="result")
    return f"In your run it is {draft.cite(fact)}."


def _findings(record: RunRecord, draft: Draft) -> str:
    found = sum(finding.answer == "found" for finding in record.findings)
    checked = EvidenceFact("risks that were checked", len(record.findings), href="findings")
    return (
        f"In your run {draft.cite(checked)} risks were checked, and "
        f"{draft.cite(EvidenceFact('of them found', found, href='findings'))} were found."
    )


def _decisions(record: RunRecord, draft: Draft) -> str:
    fact = EvidenceFact("decisions of the run", len(record.decisions), href="decisions")
    return f"Your run wrote down {draft.cite(fact)}."


def _test(record: RunRecord, draft: Draft) -> str:
    if record.test is None or record.test.score is None:
        return _without_test(record, draft)
    fact = EvidenceFact(f"{record.metric.title} on the locked test table", record.test.score, href="evaluations")
    return f"In your run the locked test table scored {record.metric.title} {draft.cite(fact)}."


def _without_test(record: RunRecord, draft: Draft) -> str:
    rows = EvidenceFact("rows that the run used", record.data.n_rows_used, href="data")
    return (
        "Your run has no score on a locked test table: no rows were set aside, and the scores come from folds over all "
        f"{draft.cite(rows)} rows. {_best_score(record, draft)}"
    )


SENTENCES: Mapping[str, Sentence] = {
    "best score": _best_score,
    "incumbent": _best_score,
    "objective value": _objective,
    "leaderboard": _best_score,
    "corrected score": _optimism,
    "validation score": _best_score,
    "max trials": _budget,
    "trial": _trials,
    "configuration": _trials,
    "study": _trials,
    "fold": _folds,
    "cross-validation": _folds,
    "family": _families,
    "baseline": _baseline,
    "optimism": _optimism,
    "interval": _interval,
    "standard error": _standard_error,
    "tie": _ties,
    "pruning": _pruned,
    "cheap look": _pruned,
    "resource": _pruned,
    "seed": _seed,
    "technique": _technique,
    "sampler": _technique,
    "budget": _budget,
    "target": _target,
    "task": _target,
    "feature": _features,
    "metric": _metric,
    "ensemble": _ensemble,
    "threshold": _threshold,
    "finding": _findings,
    "decision": _decisions,
    "hold-out": _test,
}
