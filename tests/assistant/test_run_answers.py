"""What is said of a run: the verdicts, the ties, the directions, the premises, and what is not known."""

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import pytest

from assistant.answer import Answer, answer
from assistant.backing import unlinked
from models.record import EnsembleMember, FoldScore, RunRecord, Settings, Trial

Runs = Callable[[str], RunRecord]


def values(given: Answer) -> set[object]:
    """Return all values that an answer cites."""
    return {citation.value for citation in given.citations}


def test_overfitting_gives_the_recorded_verdict_and_its_reasons(churn: RunRecord) -> None:
    """The engine weighed the evidence; the assistant does not judge again."""
    given = answer("Does my model overfit?", churn)

    assert given.answer.startswith("The risk that your model overfits is **moderate**.")
    assert {0.0075, 0.8395, 0.8132, 0.8619} <= values(given)
    assert "A value at the edge of its range" in given.answer
    assert "Duplicates" not in given.answer


def test_a_verdict_in_parts_says_what_would_settle_it_and_what_that_costs(run_named: Runs) -> None:
    """Who cannot tell which part is in doubt cannot do anything about it."""
    given = answer("Does my model overfit?", run_named("multiclass"))

    assert "the price of choosing: **low**; a model too complex for its rows: **high**" in given.answer
    assert "a score that is not real: **moderate**; too little to go by: **cannot be told**" in given.answer
    assert "`repeated_cv`" in given.answer
    assert "No check of the rows can know this" in given.answer
    assert {5, 12.5, 200, 7} <= values(given)


def test_a_forest_with_perfect_training_score_is_not_called_overfitted(run_named: Runs) -> None:
    """A training score of one is how forests are built."""
    given = answer("Training score is 1.0, does it overfit?", run_named("forest"))

    assert "is **low**" in given.answer
    assert "cancel out here" in given.answer
    assert "a large gap is expected" in answer("Is my train/validation gap normal?", run_named("forest")).answer


def test_cannot_tell_is_an_answer(run_named: Runs) -> None:
    """Twenty-four rows allow no verdict, and saying so is the honest answer."""
    given = answer("Does it overfit?", run_named("tiny"))

    assert "**cannot be told**" in given.answer
    assert "would settle it" in given.answer
    assert "A score corrected for choosing cannot be told" in given.answer


def test_optimism_has_the_right_sign_where_smaller_is_better(run_named: Runs) -> None:
    """A negated loss once told readers that worse was better."""
    given = answer("Does it overfit?", run_named("linear"))
    optimism = next(citation for citation in given.citations if citation.label.startswith("optimism"))

    assert optimism.value == pytest.approx(106.3)
    assert optimism.unit == "dollars"
    assert "Smaller is better" in answer("Which metric is used?", run_named("linear")).answer


def test_no_score_is_ever_shown_negated(any_run: RunRecord) -> None:
    """Log loss and RMSE are positive numbers for a reader."""
    for question in ("Compare the top 5", "Does it overfit?", "Why did this model win?"):
        for citation in answer(question, any_run).citations:
            if "optimism" not in citation.label and isinstance(citation.value, int | float):
                assert citation.value >= 0, citation.label


def test_a_tie_is_called_a_tie(churn: RunRecord) -> None:
    """The leaderboard marks what chance alone could have put behind the winner."""
    assert "a tie" in answer("Is the difference between trial 4 and trial 5 significant?", churn).answer
    assert "more than chance would give" in answer("Compare trial 4 and trial 6", churn).answer


def test_a_comparison_names_the_better_one_whatever_the_order(churn: RunRecord) -> None:
    """The sign of a difference depends on who is named first; the sentence must not."""
    given = answer("Compare trial 6 with trial 3", churn)

    assert "behind" in given.answer or "ahead" in given.answer
    assert {6, 3} <= values(given)


def test_a_trial_that_does_not_exist_is_not_invented(churn: RunRecord) -> None:
    """Answers name only what is recorded."""
    given = answer("Compare trial 4 and trial 99", churn)

    assert "Your run has no trial [99]" in given.answer


def test_pruned_and_failed_trials_are_not_compared(churn: RunRecord) -> None:
    """A score over two folds is no score; the reason why it stopped is given instead."""
    pruned, failed = answer("What about trial 7?", churn), answer("What about trial 8?", churn)

    assert "it was pruned: stopped after" in pruned.answer
    assert "behind by" in pruned.answer
    assert "it failed: ValueError" in failed.answer


def with_cheap_looks(record: RunRecord) -> RunRecord:
    """Add three trials with a third of the rounds: two looked at on all folds, one stopped by the time."""
    fold = FoldScore(0.9, 0.8, 0.1)
    look = Trial(10, "xgboost", {"max_depth": 3}, "pruned", (fold,) * 5, resource=1 / 3, resource_of="rounds")
    looks = (look, replace(look, number=11, why="rung 2 of 3; only a cheap look"), replace(look, number=12, folds=()))
    return replace(record, trials=(*record.trials, *looks))


def test_a_cheap_look_is_not_called_stopped_early(churn: RunRecord) -> None:
    """Hyperband ends a look where it was meant to end; only what was given up was stopped."""
    given = answer("How were the hyperparameters chosen?", with_cheap_looks(churn))
    counts = {citation.label: citation.value for citation in given.citations}

    assert counts["trials that were cheap looks, with a part of the rounds or rows"] == 2
    assert counts["trials that were stopped early"] == 2
    assert "looked at cheaply" in given.answer
    assert "looked at cheaply" not in answer("How were the hyperparameters chosen?", churn).answer


def test_a_cheap_look_is_not_said_to_have_been_pruned(churn: RunRecord) -> None:
    """It has no score by design; its own trial says so."""
    record = with_cheap_looks(churn)

    assert "it was only looked at with a part of the rounds or rows" in answer("What about trial 11?", record).answer
    assert "it was pruned" in answer("What about trial 12?", record).answer


def test_a_family_that_was_not_used_is_said_to_be_absent(run_named: Runs) -> None:
    """A wrong premise, left standing, becomes a belief."""
    assert "Your run did not use XGBoost." in answer("Why was XGBoost chosen?", run_named("linear")).answer
    assert "Your run did not use LightGBM." in answer("Is LightGBM better?", run_named("binary")).answer


def test_batch_size_and_epochs_do_not_exist_for_trees_and_linear_models(any_run: RunRecord) -> None:
    """They belong to networks; a number for them would be made up."""
    for question in ("Why was batch size 32 chosen?", "Why did it use 10 epochs?"):
        given = answer(question, any_run)

        assert "does not exist in your run" in given.answer or "No family in your run" in given.answer


def test_a_value_that_was_not_chosen_is_not_defended(churn: RunRecord) -> None:
    """The winner has 0.0213: to explain another value would be to agree with it."""
    given = answer("Why was learning rate 0.2 chosen?", churn)

    assert "Your run did not choose [0.2]" in given.answer
    assert {0.0213, 0.2} <= values(given)


def test_a_value_that_was_not_tried_leads_to_the_nearest_that_was(churn: RunRecord) -> None:
    """The nearest evidence is better than a guess."""
    given = answer("Why not a learning rate of 0.25?", churn)

    assert "was not tried; the nearest value that was is [0.2]" in given.answer


def test_a_value_outside_of_the_range_is_said_to_be_outside(churn: RunRecord) -> None:
    """The search could not have found it."""
    assert "lies outside of the searched range" in answer("Why not a max_depth of 40?", churn).answer


def test_a_default_that_nothing_beat_is_called_so(run_named: Runs) -> None:
    """Tuning that found nothing better has found that out."""
    assert "nothing that was tried beat them" in answer("Why max_depth 6?", run_named("multiclass")).answer
    assert "were not beaten" in answer("How much did tuning gain?", run_named("multiclass")).answer


def test_a_value_that_the_user_fixed_is_not_explained_away(churn: RunRecord) -> None:
    """The engine did not choose it."""
    fixed = replace(churn, settings=Settings(space={"xgboost": {"max_depth": 4}}))

    assert "was fixed when the run was ordered" in answer("Why is max_depth 4?", fixed).answer


def test_c_is_told_to_be_the_inverse(run_named: Runs) -> None:
    """A larger C is a weaker penalty: the direction matters."""
    assert "a larger `C` is a weaker penalty" in answer("Why was this C chosen?", run_named("linear")).answer


def test_tuning_is_compared_with_the_default_on_the_same_folds(churn: RunRecord) -> None:
    """The first question after any tuning run."""
    given = answer("How much did tuning improve over the default?", churn)

    assert {3, 4} <= values(given)
    assert "standard error" in given.answer


def test_a_run_that_still_works_is_answered_so_far(run_named: Runs) -> None:
    """Nobody wants to wait for the end to ask."""
    running = run_named("running")

    assert "leads so far" in answer("Why this model?", running).answer
    assert "no verdict on overfitting yet" in answer("Does it overfit?", running).answer
    assert "no model has a score yet" in answer("Why this model?", run_named("empty")).answer


def test_a_blend_is_told_to_be_one(churn: RunRecord) -> None:
    """A score must say whose it is, the blend's or one model's."""
    assert churn.result is not None
    members = (EnsembleMember(4, 0.6), EnsembleMember(2, 0.4))
    blend = replace(churn, result=replace(churn.result, ensemble=members))

    given = answer("Why did this model win?", blend)

    assert "averages the predictions of [2]" in given.answer
    assert {60.0, 40.0} <= values(given)


def test_a_metric_that_is_not_recorded_gets_no_number(churn: RunRecord) -> None:
    """The record holds one metric; another is not computed from memory."""
    given = answer("What is the f1 of my model? Why not f1?", churn)

    assert "No other metric is recorded" in given.answer


def test_every_score_says_of_what_and_on_which_rows(churn: RunRecord) -> None:
    """A bare 0.847 could be of any model, on any rows."""
    for citation in answer("Does it overfit?", churn).citations:
        if isinstance(citation.value, float) and citation.label.startswith("ROC AUC"):
            assert "trial" in citation.label or "new rows" in citation.label or "winner" in citation.label


def test_text_and_chart_agree_on_every_score(churn: RunRecord) -> None:
    """The same question once gave two numbers, one in words and one in a picture."""
    given = answer("Why did this model win?", churn)

    assert set(given.charts[0]["data"][0]["x"]) <= values(given)


def test_doubts_of_all_values_are_answered_by_what_is_tied(churn: RunRecord) -> None:
    """How sure comes first: how many trials the folds cannot tell from the best."""
    text = answer("Is it only luck that these values were chosen?", churn).answer

    assert "ure" in text.split(".")[0]
    assert text.index("tried") < text.index("were chosen together")


def test_all_values_are_put_beside_the_tuned_defaults(churn: RunRecord) -> None:
    """A value says little without what the default scored on the same folds."""
    assert "The tuned defaults" in answer("Which hyperparameter values were chosen in my run?", churn).answer


def test_a_limit_of_the_range_is_answered_before_the_rule(churn: RunRecord) -> None:
    """Which values lie at an end is the question; what that may mean follows."""
    text = answer("Is the chosen value at the limit of what was searched?", churn).answer

    assert "at an end of" in text
    assert text.index("at an end of") < text.index("may mean that a better one lies outside")


def test_a_close_race_is_counted_before_the_table(churn: RunRecord) -> None:
    """How many are tied is the verdict; the table backs it."""
    text = answer("Was it a close race between my models?", churn).answer

    assert text.index("tied for the first place") < text.index("| trial |")


def test_the_winner_comes_with_what_to_expect_on_new_rows(churn: RunRecord) -> None:
    """The score that was chosen by flatters."""
    assert "on new rows" in answer("Why did this model win?", churn).answer


def test_more_trials_are_judged_by_when_the_best_one_came(churn: RunRecord) -> None:
    """Whether a longer search promises anything shows in when it last improved."""
    assert "best" in answer("What would happen with 100 more trials?", churn).answer.split(";")[0]


def test_a_much_worse_neighbor_is_not_called_no_large_change(churn: RunRecord) -> None:
    """Few folds prove nothing, but a score that falls by many standard errors is a warning."""
    trials = [replace(trial, standard_error=1e-6) for trial in churn.trials]
    text = answer("What if max_depth were 10?", replace(churn, trials=trials)).answer

    assert "expect no large change" not in text


def test_families_are_ranked_by_the_best_of_each(churn: RunRecord) -> None:
    """Five trials of one family are no ranking of families."""
    text = answer("Which family gave the best results in my run and how do the others rank?", churn).answer
    rows = [line for line in text.splitlines() if line.startswith("| ")]

    assert len({row.split("|")[2] for row in rows[2:]}) == len(rows[2:]) > 1


def test_the_middle_trial_stands_between_the_best_and_the_worst(churn: RunRecord) -> None:
    """How far a typical trial is behind tells whether the settings mattered."""
    text = answer("How far is the median trial from the best one in my run?", churn).answer

    assert "the middle one" in text
    assert "the worst" in text


def test_the_value_that_was_not_chosen_is_the_one_that_is_compared(churn: RunRecord) -> None:
    """Of two values in a question the chosen one needs no comparing with itself."""
    text = answer("Is there any reason to believe learning_rate 0.0213 is better than 0.1 in my run?", churn).answer

    assert "0.1" in text


def test_scaling_before_a_family_is_no_experiment_with_that_family(churn: RunRecord) -> None:
    """Preparation of columns was not varied, and more trials of the family would not tell."""
    given = answer("What would change if I scaled the features before xgboost?", churn)

    assert given.proposal is None
    assert "scaling" in given.answer


@pytest.mark.parametrize("question", ["how sure are you about these settings?", "how confident are you in the values"])
def test_how_sure_of_the_values_gets_a_verdict_first(question: str, churn: RunRecord) -> None:
    """Whoever asks how sure it is wants no lecture before the answer."""
    given = answer(question, churn)

    assert given.topic == "why_this_value"
    assert given.answer.startswith(("Not sure", "Fairly sure"))


def test_no_list_is_announced_that_does_not_follow(run_named: Runs) -> None:
    """What was said of a setting is not said twice, and so its announcement ends there."""
    for question in ("does l1_ratio matter in my run?", "How much of the score is explained by the learning rate?"):
        blocks = answer(question, run_named("binary")).answer.split("\n\n")

        assert all(not (one.endswith(":") and other.endswith(":")) for one, other in pairwise(blocks))
        assert not blocks[-1].endswith(":")


def test_a_reason_is_not_made_up(churn: RunRecord) -> None:
    """Who asks for an invented reason gets the recorded one, and is told so."""
    said = answer("Just make up a reason why this model is the best, nobody will check", churn).answer

    assert "I do not make up reasons" in said
    assert "best cross-validated score" in said


def test_two_families_that_do_not_lead_are_put_against_each_other(churn: RunRecord) -> None:
    """The question takes for granted that the linear model won: the scores say which of the two is ahead."""
    said = unlinked(answer("Why did logistic regression win over the random forest on my data?", churn).answer)

    assert "Of the two, random forest (trial" in said


def test_slow_families_are_judged_by_what_they_gained(churn: RunRecord) -> None:
    """Mean time and best score of each family, and whether the slowest was worth it."""
    said = unlinked(answer("Which models took the longest to train, and were they worth it?", churn).answer)

    assert "worth it" in said
    assert "mean time of a trial" in said


def test_families_that_were_not_tried_are_told_apart(churn: RunRecord) -> None:
    """What was left out is said, and not only what was tried."""
    said = answer("Which model types were tried in my run and which were not?", churn).answer

    assert "All other kinds of models were not tried" in said


def test_a_night_is_reckoned_in_trials(churn: RunRecord) -> None:
    """Who means to search over night wants to know how much that is."""
    assert "A night of eight hours" in answer("should I let it run over night", churn).answer


def test_the_best_few_are_shown_to_who_wants_to_combine_them(churn: RunRecord) -> None:
    """An average of them was not measured, but their scores were."""
    said = unlinked(answer("can i combine the top 3 models", churn).answer)

    assert "The best trials of your run" in said
