"""What is said in general of choosing the best of many: why it flatters, what nested folds are, what to report."""

from assistant.draft import Draft
from assistant.evidence.literature import BBC, PAIRED_TEST, SELECTION_OVERFITS
from assistant.evidence.literature_truth import NESTED, NESTED_SELECTS_ALIKE
from assistant.topics.kinds_of_question import text
from assistant.topics.truth.asked_score_sentences import say_asked_scores
from assistant.topics.truth.short_questions import short
from assistant.understanding.question import Question


def gist_of_nesting(_: Question, draft: Draft) -> None:
    """Say what nested cross-validation is."""
    draft.say(
        f"**Nested cross-validation** repeats {draft.refer(NESTED, 'the whole search')} inside each outer fold: the",
        "inner folds choose the hyperparameters, the outer fold, which had no part in that, gives the score. So the",
        "score is that of the procedure (family and tuning together), free of the luck of choosing the best of many.",
        f"One loop that both chooses and scores {draft.refer(SELECTION_OVERFITS, 'flatters')} what it chose.",
    )


def detail_of_nesting(_: Question, draft: Draft) -> None:
    """Say what it costs, and what else gives an honest score."""
    draft.say(
        "It costs as many searches as there are outer folds. It is worth that on small tables and wide searches; with",
        f"few hyperparameters {draft.refer(NESTED_SELECTS_ALIKE, 'it rarely changes which model is selected')}, only",
        "what score one may promise. Cheaper ways to an honest score:",
        f"{draft.refer(BBC, 'a bootstrap over the held-back predictions')} of all trials, or rows that are locked away",
        "and opened once.",
    )


def all_of_nesting(asked: Question, draft: Draft) -> None:
    """Say what nested cross-validation is and costs."""
    gist_of_nesting(asked, draft)
    detail_of_nesting(asked, draft)


def gist_of_below(asked: Question, draft: Draft) -> None:
    """Say why test rows score below the folds."""
    say_asked_scores(asked, draft)
    draft.say(
        "A score on test rows below that of cross-validation has three usual reasons, and luck and choosing may both",
        "be at work: the cross-validated score is that of the best of many,",
        f"{draft.refer(SELECTION_OVERFITS, 'too good')}; the test rows are few, so that the difference is noise; or",
        "they are unlike the others (later, or of other groups). If the drop stays within the interval of the test",
        "score, it may be bad luck alone.",
    )


def gist_of_test_rows(_: Question, draft: Draft) -> None:
    """Say why rows that had no part in the choice are needed."""
    draft.say(
        "Where the folds also chose the hyperparameters, their score is that of the best of many, and flattered: an",
        "honest one needs rows that had no part in the choice (a test table, opened once),",
        f"{draft.refer(NESTED, 'nested folds')},",
        f"or {draft.refer(BBC, 'a correction')} over the held-back predictions. With many rows lock a test table away;",
        "with few, no large part can be spared: correct or nest instead.",
    )


def gist_of_correction(_: Question, draft: Draft) -> None:
    """Say how the corrected score is made."""
    draft.say(
        f"The corrected score makes {draft.refer(BBC, 'the whole choice again')} on rows drawn with replacement, and",
        "scores what is chosen on the rows that were not drawn: how much worse that is on average is the price of",
        "choosing, and is taken off the best cross-validated score. It needs no further fit. It assumes that the",
        "candidates were fixed beforehand, and that new rows are like these.",
    )


def gist_of_reporting(_: Question, draft: Draft) -> None:
    """Say which score to report."""
    draft.say(
        "Report the score that the choice had no part in: that of the locked test table where there is one, or else",
        "the corrected score, each with its interval. Not the best cross-validated score: it is that of",
        f"{draft.refer(SELECTION_OVERFITS, 'the luckiest of many')}. That is why there are two numbers for one model,",
        "and mostly why the higher one is higher; the other has paid for the choice.",
    )


def gist_of_large_tables(_: Question, draft: Draft) -> None:
    """Say when nested folds are worth their price."""
    draft.say(
        "With many rows mostly yes, it is more than you need: one large test table, locked away and opened once, gives",
        "a tight and honest number for the price of no further search, and the luck of choosing shrinks as rows grow.",
        f"{draft.refer(NESTED, 'Nested folds')} pay off on small tables and wide searches, where no rows can be spared",
        "and choosing flatters most.",
    )


ASKS_WHETHER_UNTOUCHED = short(r"""
    ^(?:was|were|did|has|have|is|are)\b.*\b(?:test|hold ?out)\b.*\b(?:used?|seen|saw|touch\w*|untouched)\b
    ^(?:was|were|did|has|have|is|are)\b.*\b(?:test|hold ?out)\b.*\b(?:choos|pick|tun)(?:\w*)\b
""")
"""Whether rows that were locked away had a part in a choice."""
ASKS_WHETHER_HELD_OUT = short(r"""
    ^(?:was|were|is|are) there (?:\w+ ){0,2}(?:separate |locked |own |extra |untouched )?(?:test|hold ?out)
    ^(?:did|does|has|have) (?:it|you|i|my run|the run|the service|we) .*\b(?:a|any|separate|own) (?:test|hold ?out)
    ^(?:did|does|has|have) (?:it|you|my run|the run|the service) .*\b(?:rows|data)\b.*\b(?:aside|apart|away|back)\b
    ^(?:was|were|is|are) (?:any|some) (?:rows|data) .*\b(?:aside|apart|away|back)\b
    ^how (?:big|large|many rows)\b.*\bmy (?:test|hold ?out)
""")
"""Whether rows were locked away at all."""
GIST_OF_UNTOUCHED = text(
    "A hold-out is honest only if it had no part in any choice (fitting, early stopping, thresholds, the ranking) and",
    "is opened once; each further look that decides something turns it into a validation set.",
)


def gist_of_finalists(_: Question, draft: Draft) -> None:
    """Say why test rows may not choose."""
    draft.say(
        "Do not: once the test rows choose among the finalists, their score is that of",
        f"{draft.refer(SELECTION_OVERFITS, 'the luckiest')} on these rows, and no longer an honest estimate.",
        "Do this instead:",
    )
    draft.list(
        [
            "choose among the finalists by cross-validation, and take the simpler one where they are tied",
            "open the test table once, for the chosen one, and report that score with its interval",
            "with few rows, nest the folds or correct the score instead of locking rows away",
        ]
    )


def gist_of_one_loop(_: Question, draft: Draft) -> None:
    """Say what the second loop is for."""
    draft.say(
        "The point is bias: where one loop both chooses and scores, the score is that of",
        f"{draft.refer(SELECTION_OVERFITS, 'the luckiest of many')}, and too good. With two, the inner loop chooses,",
        f"and {draft.refer(NESTED, 'the outer loop')} scores the whole procedure on rows that had no part in the",
        "choice.",
    )


def gist_of_cheating(_: Question, draft: Draft) -> None:
    """Say whether quoting the best of many is honest."""
    draft.say(
        "It would be, if the best score were quoted as it stands: the best of many is partly",
        f"{draft.refer(SELECTION_OVERFITS, 'lucky')}, and so too good. That is why the corrected score is the one to",
        "quote, and rows that had no part in the choice are its check.",
    )


def gist_of_many(_: Question, draft: Draft) -> None:
    """Say how the flattery grows with what was tried."""
    draft.say(
        f"The best of many is {draft.refer(SELECTION_OVERFITS, 'too good')}, and by how much depends less on the",
        "number tried, with which it grows ever more slowly, than on the noise of the score: with few rows much, with",
        "many rows hardly. Candidates that are alike add little luck. It is measured as the best cross-validated score",
        "minus the corrected one; rows locked away are the check.",
    )


def gist_of_picking(_: Question, draft: Draft) -> None:
    """Say that it picks no hyperparameters."""
    draft.say(
        "Nested cross-validation does not pick hyperparameters: each outer fold may choose others, and none of these",
        "is the answer. It scores the procedure. For the final model, run the same search once more on **all** rows,",
        "fit with what it chooses, and report the mean outer score as what to expect of it.",
    )


def detail_of_picking(_: Question, draft: Draft) -> None:
    """Say what it means when the outer folds choose differently."""
    draft.say(
        "If the outer folds choose very different values, the score does not depend much on them, or the table is too",
        "small to tell: prefer the default or the simpler values then. Never take the outer fold with the best score:",
        f"that would be {draft.refer(SELECTION_OVERFITS, 'choosing by luck')} again.",
    )


def gist_of_comparing(_: Question, draft: Draft) -> None:
    """Say that procedures are compared, whatever each fold chooses."""
    draft.say(
        "That each outer fold selects other hyperparameters is no obstacle: what is compared are **procedures** (a",
        "family with its tuning), not fixed configurations. Run every procedure on the same outer folds and take the",
        "difference fold by fold.",
    )


def detail_of_comparing(_: Question, draft: Draft) -> None:
    """Say how the difference is judged."""
    draft.say(
        f"Judge the mean difference with {draft.refer(PAIRED_TEST, 'a corrected error')}, since folds share training",
        "rows, and repeat the outer folds with other splits where the choice is unstable. A difference that does not",
        "stand out is a tie: take the simpler or faster procedure.",
    )


GIST_OF_FALLING = text(
    "Tuning is not guaranteed to help, and a score that falls afterwards has two usual reasons: the tuned values are",
    "no better than the defaults beyond noise, or the score before was that of the luckiest of many trials and is now",
    "seen on rows that had no part in the choice. Compare both on the same folds, with the error of the difference.",
)
GIST_OF_HIGHER = text(
    "That can be, because the corrected score is the sum of two steps: having picked the luckiest takes something off,",
    "and fitting the final model on all rows, where the models of the folds lacked some, adds something. Where there",
    "is little luck in the choice, the second outweighs the first. A difference far below the width of the interval",
    "means nothing.",
)
GIST_OF_SELECTING = text(
    "Such a choice belongs inside the folds: columns chosen by the answers of all rows have seen the validation rows,",
    "so a score cross-validated afterwards is **not valid**. It is too good, and can look fine on pure noise, the more",
    "so the more columns there were and the fewer rows. Choose the columns anew inside the training part of each fold,",
    "in one pipeline with the model. To repeat the folds does not help: the choice has seen all rows by then. Rows",
    "that had no part in it tell how much the score flattered. To drop columns blindly does no harm.",
)
DETAIL_OF_FALLING = text(
    "What to do: if the drop is within the noise, keep the defaults, which are easier to defend. If it is larger, look",
    "whether metric, folds and seed are the same, and whether the search ranges hold the default at all.",
)
GIST_OF_REFIT = text(
    "A model is selected by its mean score on held-back folds, not by how well it fits rows that it already knows. And",
    "the delivered model is not one of those of the folds: it is fitted again, on other rows (all of them) and perhaps",
    "with another seed, so the same settings give other numbers.",
)
