"""Facts of the run that a question asks for, whichever topic it belongs to: found by its words, and said once."""

from dataclasses import replace

import pytest

from assistant.answer import answer
from assistant.backing import unbacked, unlinked
from assistant.draft import Draft
from assistant.run_facts.asked_for import FACTS, MOST, asked_for
from assistant.run_facts.run_fact import RunFact, asked, of_any
from assistant.understanding.question import understand
from assistant.understanding.vocabulary import vocabulary_of
from models.record import RunRecord

ASKED = {
    "If I had picked bad settings, how poor would it have been? Was there a spread between the trials?": "the worst",
    "at which point did my run stop getting better": "last improved at",
    "is my search stuck? the last trials of my run look the same": "complete trials of your run",
    "is my run's winner the right model or did it only get more trials than others": "best score of each family",
    "why did only 3 trials of my run finish": "It is not 3 but",
    "did my run win in every fold": "of 5 folds",
    "which number of my run may I put into the report": "Corrected for that choice",
    "one fold of my run is much worse than the others, bad luck?": "Fold by fold",
    "my colleague must repeat my run and get the same result, what do I give him": "the seed",
    "I exported the settings of my run as json, where are the weights": "the model folder",
    "why did one single customer of my run get this prediction, which column was decisive": "search.explain(rows)",
    "can I get predictions of another trial of my run": "is what was delivered alone",
    "describe my run to a colleague from marketing": "We looked for a model that predicts",
    "which decisions did my run take and which are still left to me": "Left to you",
}


@pytest.mark.parametrize("question", ASKED)
def test_what_is_asked_of_the_run_is_told(question: str, churn: RunRecord) -> None:
    """Though no topic is about just that."""
    assert ASKED[question] in unlinked(answer(question, churn).answer)


def test_each_fact_stands_upon_the_record_or_is_not_told(any_run: RunRecord) -> None:
    """Of runs that have not begun, too."""
    question = understand("which depth did my best forest use, fold by fold beside xgboost", vocabulary_of(any_run))
    for fact in FACTS:
        draft = Draft()
        fact.tell(question, any_run, draft)
        assert unbacked(draft.markdown, draft.citations) == []


def test_what_an_answer_says_is_not_told_again(churn: RunRecord) -> None:
    """A fact of which most is cited already is left out."""
    said = unlinked(answer("what is the train validation gap of my best model", churn).answer)

    assert said.count("on held-back rows: a gap of") == 1


def test_a_general_question_gets_no_fact_of_the_run_in_front(churn: RunRecord) -> None:
    """The words of a fact alone do not make a question one about the run."""
    question = "what does a large spread between trials say in general about tuning"
    assert asked_for(understand(question, vocabulary_of(churn)))

    assert "The best of your trials" not in unlinked(answer(question, churn).answer)


def test_the_fact_of_the_most_words_goes_first_and_few_are_told(churn: RunRecord) -> None:
    """An answer is no report."""
    question = understand("default spread of the trial scores, second best trial, each fold", vocabulary_of(churn))
    weights = [fact.weight_in(question.tagged) for fact in asked_for(question)]

    assert weights == sorted(weights, reverse=True)
    assert len(weights) == MOST


def test_all_words_of_a_set_must_stand_in_a_question() -> None:
    """In any order, and in their plurals and tenses; a star stands for any ending."""
    fact = RunFact(of_any(lambda _, __: None), asked("spread trial|score\nimprov*"))

    assert fact.weight_in("the trials are spread") == 2
    assert fact.weight_in("no improvement") == 1
    assert fact.weight_in("the spread of rows") == 0
    assert fact.weight_in("the butter is spread on trialled bread") == 0


def test_settings_and_families_that_are_named_are_told_of(churn: RunRecord) -> None:
    """The trial that leads need not have what is asked about."""
    depth = unlinked(answer("which max_depth did my xgboost use and what values were tried", churn).answer)
    folds = unlinked(answer("put my best random forest and xgboost side by side, fold by fold", churn).answer)

    assert "`max_depth` is 4" in depth
    assert "ROC AUC fold by fold:" in folds
    assert "- random forest (trial 2):" in folds


def test_an_offer_stays_the_last_word_behind_the_facts(churn: RunRecord) -> None:
    """A yes answers what stands last."""
    given = answer("what if max_depth in my xgboost was 10 instead of what it picked", churn)

    assert given.proposal is not None
    assert "`max_depth` = 4" in unlinked(given.answer)
    assert given.answer.rstrip().endswith("Answer yes or no.")


def test_a_model_below_the_baseline_is_not_called_better(churn: RunRecord) -> None:
    """The sign of a difference is in the word."""
    poor = tuple(replace(one, validation_score=0.4) if one.family != "dummy" else one for one in churn.trials)
    told = unlinked(answer("does my run beat the baseline, is the score better than chance", churn).answer)
    worse = Draft()
    floor = next(fact for fact in FACTS if fact.weight_in("baseline"))
    floor.tell(understand("baseline", vocabulary_of(churn)), replace(churn, trials=poor), worse)

    assert "worse" not in told
    assert "is 0.1 worse" in unlinked(worse.markdown)
