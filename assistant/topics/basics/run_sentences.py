"""What the settings did in a run, in a sentence or two each: the spread, families against settings, what is chosen."""

from collections.abc import Iterable
from statistics import median

from assistant.draft import Draft
from assistant.evidence.edges import edges_of
from assistant.evidence.fact import EvidenceFact
from assistant.evidence.honest_score import corrected_fact, interval_facts
from assistant.evidence.search_cost import spent_fact
from assistant.evidence.search_progress import complete_fact, search_progress, since_fact
from assistant.evidence.trials import (
    BASELINES,
    best_of_family,
    better_by,
    completed,
    error_fact,
    leader,
    score_fact,
    score_of,
    unit_of,
    value_fact,
)
from assistant.markup import code
from assistant.naming import family_title, is_blend, trial_named
from assistant.understanding.question import Question
from models.record import Finding, HyperparameterAccount, RunRecord, Trial

NO_SCORE = "In your run no configuration has a score yet."
FEWEST = 3
"""Trials from which a middle one means something."""
MOST_VALUES = 8
CLEARLY = 2.0
"""Standard errors from which a spread is more than the noise of the folds."""


def scored(record: RunRecord) -> tuple[Trial, ...]:
    """Return the complete trials without the baseline, the best first."""
    return tuple(trial for trial in completed(record) if trial.family not in BASELINES)


def spread_sentence(record: RunRecord, draft: Draft) -> str:
    """Say the worst, the middle and the best score, and whether the settings made more of a difference than noise."""
    trials = scored(record)
    if len(trials) < FEWEST:
        return ""
    best, worst = trials[0], trials[-1]
    middle = EvidenceFact(
        f"median {record.metric.title} of the complete trials", median(map(score_of, trials)), unit_of(record), "trials"
    )
    count = EvidenceFact("complete trials, the baseline left out", len(trials), href="trials")
    return (
        f"The {draft.cite(count)} complete trials score from {draft.cite(score_fact(record, worst))} "
        f"({trial_named(draft, worst)}, the worst) over {draft.cite(middle)} in the middle to "
        f"{draft.cite(score_fact(record, best))} ({trial_named(draft, best)}, the best){_beside_noise(record, draft)}."
    )


def _beside_noise(record: RunRecord, draft: Draft) -> str:
    trials = scored(record)
    error = error_fact(record, trials[0])
    spread = better_by(record, score_of(trials[0]), score_of(trials[-1]))
    if error is None or not error.value:
        return ""
    within = sum(better_by(record, score_of(trials[0]), score_of(one)) <= float(error.value) for one in trials)
    near = EvidenceFact("trials within one standard error of the best, itself included", within, href="trials")
    verdict = (
        "a poor setting loses more than that noise"
        if spread > CLEARLY * float(error.value)
        else "even the worst hardly lies outside of that noise"
    )
    return (
        f". The standard error of the best over the folds is {draft.cite(error, 2)}: {verdict}, and "
        f"{draft.cite(near)} lie within one of it"
    )


def families_sentence(record: RunRecord, draft: Draft) -> str:
    """Say whether the choice of the family or of its settings moved the score more."""
    trials = scored(record)
    names = list(dict.fromkeys(trial.family for trial in trials))
    of_first = [trial for trial in trials if names and trial.family == names[0]]
    if len(names) < 2 or len(of_first) < FEWEST:
        return ""
    bests = [best for best in (best_of_family(record, name) for name in names) if best is not None]
    between = better_by(record, score_of(bests[0]), score_of(bests[-1]))
    inside = better_by(record, score_of(of_first[0]), score_of(of_first[-1]))
    said = ", ".join(f"{family_title(record, one.family)} {draft.cite(score_fact(record, one))}" for one in bests)
    apart = EvidenceFact("between the best of the families", between, unit_of(record), "families")
    within = EvidenceFact("between best and worst of the leading family", inside, unit_of(record), "trials")
    verdict = "**The family mattered more**" if between > inside else "**Its settings mattered more**"
    error = error_fact(record, trials[0])
    noise = f" The standard error of the best over the folds is {draft.cite(error, 2)}." if error is not None else ""
    return (
        f"{verdict} in your run: the best of each family ({said}) lie {draft.cite(apart, 2)} apart, the best and the "
        f"worst setting within {family_title(record, names[0])} {draft.cite(within, 2)}.{noise}"
    )


def time_sentence(record: RunRecord, draft: Draft) -> str:
    """Say what the search took, and when it found its best."""
    progress = search_progress(record)
    if progress is None:
        return ""
    return (
        f"All fits together took {draft.measure(spent_fact(record), 2)}, and the best came in "
        f"{trial_named(draft, progress.best)}, with {draft.cite(since_fact(progress))} of the "
        f"{draft.cite(complete_fact(progress))} complete trials after it."
    )


def chosen_sentence(record: RunRecord, draft: Draft) -> str:
    """Say the chosen values, their score with its error, and what to expect on new rows."""
    first = leader(record)
    if first is None or first.validation_score is None:
        return ""
    values = ", ".join(
        f"{code(name)} = {draft.cite(value_fact(first, name))}" for name in list(first.hyperparameters)[:MOST_VALUES]
    )
    error = error_fact(record, first)
    noise = f", standard error {draft.cite(error, 2)}" if error else ""
    return (
        f"{family_title(record, first.family)} ({trial_named(draft, first)}) with {values or 'no settings'}: "
        f"{record.metric.title} {draft.measure(score_fact(record, first))} in cross-validation{noise}"
        f"{_expected(record, draft)}."
    )


def _expected(record: RunRecord, draft: Draft) -> str:
    score = record.result.score if record.result else None
    corrected = corrected_fact(record, score) if score else None
    ends = interval_facts(record, score) if score else None
    if corrected is None:
        return ""
    model = "the delivered average" if is_blend(record) else "it"
    likely = f" ({draft.cite(ends[0])} to {draft.cite(ends[1])})" if ends else ""
    return f"; on new rows expect {draft.measure(corrected)} of {model}{likely}"


def edges_sentence(record: RunRecord, best: Trial, draft: Draft) -> str:
    """Say which best values lie at an end of their range."""
    at_ends = [edge.tried.account.name for edge in edges_of(record, best)]
    if at_ends:
        named = " and ".join(map(code, at_ends))
        return f"At an end of its range lies {named}: widen it there if the score still rises."
    return f"No value of its best trial ({trial_named(draft, best)}) lies at an end of its range."


def ranges_sentence(record: RunRecord, draft: Draft) -> str:
    """Say in which ranges the settings of the first family were searched."""
    first = leader(record)
    family = next((one for one in record.families if first is not None and one.name == first.family), None)
    if family is None:
        return ""
    searched = [one for one in family.hyperparameters if one.is_searched][:MOST_VALUES]
    said = "; ".join(_range(family.name, one, draft) for one in searched)
    return f"In {family_title(record, family.name)} it searched {said}." if said else ""


def _range(family: str, item: HyperparameterAccount, draft: Draft) -> str:
    href = f"families/{family}"
    if item.low is None or item.high is None:
        count = EvidenceFact(f"choices of {item.name}", len(item.choices), href=href)
        return f"{code(item.name)} among {draft.cite(count)} choices"
    low = EvidenceFact(f"low end of the range of {item.name}", item.low, href=href)
    high = EvidenceFact(f"high end of the range of {item.name}", item.high, href=href)
    return f"{code(item.name)} from {draft.cite(low, 3)} to {draft.cite(high, 3)}"


def simpler_sentence(record: RunRecord, draft: Draft) -> str:
    """Say which simpler configuration does as well, as the run found it."""
    found = _finding(record.findings, "simpler_does_as_well")
    if found is None:
        return ""
    href = f"findings/{found.code}"
    known = [EvidenceFact(fact.label, fact.value, fact.unit, href) for fact in found.facts]
    whole = EvidenceFact("whether a simpler configuration does as well", None, href=href)
    if found.answer == "found":
        return f"**A simpler one is almost as good**: {draft.quote(found.sentence, whole, known)}"
    return f"No simpler one does as well: {draft.quote(found.sentence, whole, known)}"


def _finding(findings: Iterable[Finding], name: str) -> Finding | None:
    return next((one for one in findings if one.code == name), None)


def tied_sentence(record: RunRecord, draft: Draft) -> str:
    """Say how many others are tied with the first: then its values are no discovery."""
    count = sum(entry.tied for entry in record.leaderboard[1:])
    if not count:
        return ""
    fact = EvidenceFact("trials that are tied with the first of the leaderboard", count, href="trials")
    return f"Others do as well within the noise of the folds ({draft.cite(fact)} are tied with it)."


def say_what_to_use(_: Question, record: RunRecord, draft: Draft) -> None:
    """Write which settings to use: the chosen ones with their score, and the simpler one that does as well."""
    chosen = chosen_sentence(record, draft)
    draft.say(f"Use what your run chose: {chosen}" if chosen else NO_SCORE, tied_sentence(record, draft))
    draft.say(simpler_sentence(record, draft))


def say_simpler(_: Question, record: RunRecord, draft: Draft) -> None:
    """Write which simpler configuration does as well, and beside what."""
    chosen = chosen_sentence(record, draft)
    draft.say(simpler_sentence(record, draft), f"First is {chosen}" if chosen else NO_SCORE)


def say_whether_to_narrow(_: Question, record: RunRecord, draft: Draft) -> None:
    """Write what speaks for searching again, and where: the edges, when the best came, the ties."""
    first = leader(record)
    if first is None:
        draft.say(NO_SCORE)
        return
    draft.say(edges_sentence(record, first, draft), tied_sentence(record, draft), time_sentence(record, draft))
    draft.say(spread_sentence(record, draft))
