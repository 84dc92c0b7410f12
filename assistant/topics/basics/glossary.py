"""The words of tuning: how a question spells each, and what it means."""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Term:
    """One word and its meaning. ``has_topic`` is set where another topic explains it at length."""

    name: str
    pattern: re.Pattern[str]
    meaning: str
    has_topic: bool


# One term a line: its name (a star where another topic leads), how a question spells it, and its meaning. Three dots
# continue a line. Longer names stand before shorter ones that they contain.
_TERMS = r"""
conditional hyperparameter | conditional (?:hyper)?parameters? => A **conditional hyperparameter** exists only where
... another one has a certain value, such as the width of a kernel that is not always used.
best score | (?:best|top) (?:cross )?validation scores?|best scores? => The **best validation score** is the best score
... that one configuration reached on rows that it was not fitted on, over the folds of the cross-validation. As the
... best of many it is a little flattered: on new rows, expect somewhat less.
corrected score | corrected scores?|honest scores? => The **honest score** is the cross-validated score, corrected for
... having chosen the best of many, with an interval: what to expect on new rows like these.
validation score | validation scores?|cross validated scores?|held ?back scores? => A **validation score** is measured
... on rows that the model was not fitted on; cross-validated means that each row was held back once.
training score | train(?:ing)? (?:scores?|errors?|loss) => The **training score** is measured on the rows that the
... model was fitted on. It says how well the model remembers, not how well it predicts.
executions per trial | executions? per trial => **Executions per trial** repeat one and the same configuration, so that
... the luck of a single fit averages out.
max trials | max(?:imum)?[_ ]trials|\bn_trials => **Max trials** is how many trials a search may make; each trial is
... one configuration of hyperparameters.
*default trial | default (?:trial|configuration|values?|settings?)|\bdefaults?\b => The **default** of a family is the
... configuration that is tried first, before any search: values that did well on many other tables.
startup | start ?up trials => **Start-up trials** are the first ones, drawn before a search has anything to learn from.
trial | \btrials?\b(?!:) => A **trial** is one configuration of hyperparameters of one family, fitted and scored on the
... same folds as all others.
configuration | \bconfigurations?\b => A **configuration** is one value for each hyperparameter of a family.
epoch | \bepochs?\b|hp:passes => An **epoch** is one pass over the training rows; families that are not fitted in passes
... have none.
study | \bstud(?:y|ies)\b => A **study** is the whole search: all trials that were made toward one goal.
search space | search ?spaces? => The **search space** is the set of values that the search may choose from, for each
... hyperparameter.
log-uniform | log ?uniform => **Log-uniform** means uniform in the logarithm: every power of ten is equally likely to be
... drawn from. That is right for what acts by factors, such as rates and penalties; a plain uniform draw would put
... nine tenths of the draws into the largest power of ten, and hardly try small values.
log scale | log(?:arithmic)? scale => On a **log scale** equal steps multiply: from a thousandth to a hundredth is as
... far as from a hundredth to a tenth. Rates and penalties are searched so.
standard error | standard errors?|plus minus (?:sign )?(?:behind|after|next to|beside) => The
... **standard error** says how far a mean over folds would typically move with
... other rows; folds share training rows, so it is indicative only.
one standard error | (?:one|num) standard error|one se rule => The **one-standard-error rule** takes the simplest
... configuration whose score lies within one standard error of the best.
optimism | \boptimism\b|selection bias => **Optimism** is the best cross-validated score minus the corrected one: the
... price of choosing the best of many.
interval | confidence intervals?|\bintervals?\b => The **interval** is the range in which the score on new rows is
... expected to lie, with the confidence that stands beside it.
bootstrap | \bbootstrap\w* => A **bootstrap** draws rows anew with repetition, many times, and looks how far a result
... moves: that is how sure it is.
generalization error | (?:generalization|generalize) error => The **generalization error** is the error to expect on
... new rows.
*gap | (?:train test|generalization|generalize) gap => The **generalization gap** is how much better a model scores on
... the rows that it was fitted on than on others. A large one is no proof of overfitting by itself.
family | \b(?:model )?famil(?:y|ies)\b(?!:) => A **family** is a kind of model whose members share the same
... hyperparameters, such as random forest.
leaderboard | \bleaderboards?\b => The **leaderboard** lists the complete trials by their cross-validated score, best
... first.
tie | \btied?\b|\bties\b => Two trials are **tied** where chance alone could have put one of them ahead on these folds.
tuning | \btun(?:ing|ed)\b|hyperparameter (?:optimization|search|tuning) => **Tuning** is the search for hyperparameter
... values that predict well on rows that the model has not seen.
baseline | \b(?:baseline|dummy)\b|family:dummy => A **baseline** ignores every column and predicts the same for all
... rows; a model has to beat it to be worth anything.
out-of-fold | out of fold|\boof\b => An **out-of-fold prediction** is made for a row by a model that did not train on
... it.
*cross-validation | cross validation => **Cross-validation** holds back each part of the rows once while the model is
... fitted on the others, so that every row is predicted by a model that has not seen it.
*fold | \bfolds?\b => A **fold** is one of the equal parts that the rows are cut into. Each is held back once while the
... model is fitted on the others, and the scores of all folds are averaged.
hold-out | hold ?out|\btest (?:set|rows|table|data)\b|locked rows => A **hold-out** or test table is rows that take no
... part in fitting or choosing, and are scored once, at the end: that score is the honest check of the others.
validation set | validation (?:set|rows|data) => **Validation rows** are held back inside a fold: they choose between
... configurations, which is why they flatter the chosen one.
*overfitting | \boverfit => **Overfitting**: the model has learned the noise of its training rows, and predicts new rows
... worse than a simpler one would.
*underfitting | \bunderfit => **Underfitting**: the model is too simple, or trained too little, to catch the pattern, so
... that it does badly even on its training rows.
overtuning | \bovertun => **Overtuning**: the search has fitted the validation rows, and what it chose is no better, or
... worse, on new rows.
*generalization | \bgeneraliz => To **generalize** is to predict new rows as well as those that were learned from.
*regularization | \bregulariz|hp:penalty|\bpenalty\b => **Regularization** keeps a model simple: a penalty on large
... coefficients, smaller steps, or leaving out parts while it learns.
*learning rate | hp:step => The **learning rate** is the size of each step of a fit; in boosting, the share of each new
... tree that is added.
*batch | hp:batch|\b(?:mini )?batch(?:es)?\b => A **batch** is the rows that a network looks at before it takes one
... step; trees and linear models have none.
*early stopping | early stopp?ing|hp:patience|\bpatience\b => **Early stopping** ends a fit when rows that were set
... apart no longer improve; patience is how many rounds it waits.
*depth | hp:tree_size => The **depth** of a tree is how many questions lead from its root to a leaf; a leaf is where it
... ends and predicts.
round | \b(?:boosting )?rounds?\b => A **round** of boosting adds one tree (or one for each class) that corrects the
... ones before it.
*trees | hp:n_trees => The **number of trees**: in a forest more do no harm, in boosting too many overfit.
capacity | \bcapacity\b|model complexity => **Capacity** is how much a model can learn, noise included: depth, leaves,
... weights.
noise | \bnoise\b => **Noise** is what differs from row to row without a rule that could be learned.
hinge loss | hinge loss => The **hinge loss** is what a support vector machine makes small: nothing for rows beyond the
... margin, and growing evenly the further a row lies on the wrong side.
loss | \bloss(?: functions?)?\b|objective functions? => A **loss** is what a fit makes small: smaller is better; a score
... is what trials are ranked by.
*metric | \bmetrics?\b => A **metric** turns predictions and true answers into one number that says how good they are.
surrogate | \bsurrogates?\b => A **surrogate** is a cheap model of the score as it depends on the hyperparameters,
... fitted to the trials so far, with its own doubt.
acquisition function | acquisition(?: functions?)? => An **acquisition function** rates what to try next: high where the
... surrogate promises much, or where it is unsure.
exploration | \bexplor\w*|\bexploit\w* => **Exploration** tries where little is known, **exploitation** near what did
... best; a search needs both.
sampler | \bsamplers?\b => A **sampler** is what proposes the next configuration: at random, or from what it has
... learned.
technique | search techniques? => A **search technique** is the rule by which configurations are proposed: grid, random,
... TPE, Gaussian process, Hyperband, gradient.
*pruning | \bprun(?:ing|ed|er|e)\b => **Pruning** gives up a weak trial before it is complete.
*bracket | \bbrackets?\b => A **bracket** of Hyperband is one plan of how many configurations get how much, and how
... early the weak ones are cut.
*rung | \brungs?\b => A **rung** is one step of such a plan: all that are left get the same share of rounds or rows.
cheap look | cheap looks? => A **cheap look** fits a configuration with a part of the rounds or rows, to see whether a
... full fit is worth its time.
resource | \bresources?\b => The **resource** of a trial is the share of the rounds or rows that its fits were given.
budget | \bbudgets?\b => The **budget** is what a run may use: seconds, trials, or both.
*seed | \bseeds?\b|random[_ ]state => A **seed** is the number that all random choices start from.
*ensemble | \bensembl\w*|\bblend\w* => An **ensemble** or blend averages the predictions of several models.
*stacking | \bstack(?:ing|ed)\b => **Stacking** learns how much each model should count, from out-of-fold predictions.
bagging | \bbagg(?:ing|ed)\b => **Bagging** fits the same model on many drawn samples of the rows and averages them.
boosting | \bboost(?:ing|ed)\b => **Boosting** fits small trees one after another, each to correct those before it.
*calibration | \bcalibrat\w* => **Calibration**: of all rows given a probability of seven in ten, seven in ten should
... have the outcome.
*threshold | \bthresholds?\b|cut ?off => The **threshold** is the probability from which on a row counts as positive.
*leakage | \bleak\w* => **Leakage**: a column or a copied row tells the answer, in a way that new rows will not.
*class weight | hp:weights|class weights? => **Class weights** make mistakes on rows of one class count for more.
*importance | feature importances?|permutation importance => The **importance** of a column is how much worse the score
... gets when its values are shuffled; it is no proof of a cause.
finding | \bfindings?\b => A **finding** is one checked risk, with its number, its limit and what to do.
*decision | \bdecisions?\b => A **decision** is one choice of the engine: what, over what, and because of which
... measurement.
record | (?:run )?\brecords?\b => The **record** is the written account of a run: every trial, fold, decision and
... finding.
target | \btargets?\b|target column => The **target** is the column to predict; all others that may be used are
... features.
feature | \bfeatures?\b|\bpredictors?\b => A **feature** is an input column.
task | \btasks?\b => The **task** is what kind of answer is predicted: one of two classes, one of several, or a number.
imputation | \bimput\w*|missing values? => **Imputation** fills missing values in before a fit.
encoding | \bencod\w*|one hot => **Encoding** turns words into numbers that a model can use.
conformal | \bconformal\w* => **Conformal prediction** puts an interval or a set of classes around a prediction, so wide
... that it held for so many held-back rows.
drift | \bdrift\b => **Drift**: new rows are no longer like those that the model learned from.
objective value | objective values?|\bobjective\b => The **objective** is what the search makes as good as it can: here
... the cross-validated score; the objective value of a trial is its score.
incumbent | \bincumbents?\b => The **incumbent** is the best trial so far, which the next ones have to beat.
candidate | \bcandidates?\b => A **candidate** is a configuration that may be tried, or a trial that may be chosen.
estimator | \bestimators?\b => An **estimator** is an object that can be fitted to rows; once fitted, it is a model.
pipeline | \bpipelines?\b => A **pipeline** is the whole way from raw columns to a prediction: encoding, filling in,
... model.
residual | \bresiduals?\b => A **residual** is the true value minus the predicted one.
inductive bias | inductive bias => **Inductive bias** is what a family takes for likely before it sees a row: lines,
... steps, smoothness.
standard deviation | standard deviations?|\bstd\b => The **standard deviation** says how far single values lie from
... their mean; divided by the root of their number it is the standard error of the mean.
macro | \bmacro\b => **Macro** means that each class counts the same in an average, however rare it is.
hpo | \bhpo\b => **HPO** is short for hyperparameter optimization, which is tuning.
fit | \b(?:a|model) fit\b|\bfitting\b => A **fit** is one training: it learns the parameters of a model from rows, with
... its hyperparameters fixed.
run | \ba run\b => A **run** is the whole search on one table, and all that it leaves: trials, decisions, findings, a
... model.
leaf | \bleaf\b|\bleaves\b => A **leaf** is where a tree ends: it predicts the same for all rows that reach it.
row sampling | hp:sampling => **Sampling** in trees: each tree (or split) sees only a drawn share of the rows or
... columns, so that the trees differ; smaller shares calm a model down and make it faster.
neighbors | hp:neighbors => The **number of neighbors** is how many of the most similar rows are asked for a
... prediction: few follow every row, many smooth.
kernel | hp:kernel|\bkernels?\b => A **kernel** says how similar two rows are; a support vector machine draws its
... border by it.
*layers and units | hp:network => **Layers and units** are the size of a network: more can learn more, and overfit more.
*parameter | \bparameters?\b => A **parameter** is learned from the rows by the fit, such as a coefficient.
"""
_FAMILIES = r"""
linear => A **linear model** adds up the columns, each times a coefficient; a penalty keeps the coefficients small.
random_forest => A **random forest** averages many deep trees, each grown on drawn rows and columns.
extra_trees => **Extra trees** are a forest whose trees split at random places, which smooths their average.
xgboost => **XGBoost** is gradient boosting: small trees, one after another, each correcting those before it.
lightgbm => **LightGBM** is gradient boosting that grows each tree leaf by leaf, where it helps most.
catboost => **CatBoost** is gradient boosting with even trees and a careful way with categories.
hist_gradient_boosting => **Histogram gradient boosting** is boosting on values that are sorted into bins first.
neural_network => A **neural network** passes the columns through layers of weighted sums, fitted step by step.
k_nearest_neighbors => **Nearest neighbors** predict from the rows that are most alike.
svm => A **support vector machine** separates classes by the widest margin.
decision_tree => A **decision tree** asks one question after another until it comes to a leaf, which predicts.
naive_bayes => **Naive Bayes** multiplies what each column says by itself.
"""


_METRICS = r"""
roc_auc => **ROC AUC** is how often a model ranks a row that has the outcome above one that has not; a half is chance.
log_loss => **Log loss** is small where the true answers were given high probabilities; being sure and wrong costs most.
accuracy => **Accuracy** is the share of rows that are predicted right.
balanced_accuracy => **Balanced accuracy** is the share predicted right, averaged over the classes.
f1 => **F1** is the harmonic mean of precision and recall.
average_precision => **Average precision** sums up how pure the first hits of a ranking are; it suits rare outcomes.
precision => **Precision** is the share of alarms that are right.
recall => **Recall** is the share of rows with the outcome that are found.
root_mean_squared_error => **RMSE** is the typical miss in the unit of the target; large misses count for more.
mean_absolute_error => **MAE** is the average miss in the unit of the target.
r2 => **R squared** is the share of the target's variance that the model explains; zero is no better than the mean.
mse => **Mean squared error** is the average of the squared misses.
"""


def _lines(table: str) -> list[list[str]]:
    return [line.split(" => ", 1) for line in table.strip().replace("\n... ", " ").splitlines()]


def _term(heading: str, meaning: str) -> Term:
    name, _, spelled = heading.partition(" | ")
    return Term(name.lstrip("*"), re.compile(spelled), meaning, name.startswith("*"))


TERMS = (
    *(_term(heading, meaning) for heading, meaning in _lines(_TERMS)),
    *(Term(name, re.compile(rf"family:{name}\b"), meaning, has_topic=False) for name, meaning in _lines(_FAMILIES)),
    *(Term(name, re.compile(rf"metric:{name}\b"), meaning, has_topic=True) for name, meaning in _lines(_METRICS)),
)


def terms_in(tagged: str) -> tuple[Term, ...]:
    """Return the terms that a tagged question names, in the order of the table; longer names hide those inside them.

    Examples
    --------
    >>> [term.name for term in terms_in("what do max trials and epochs do")]
    ['max trials', 'epoch']
    """
    found: list[Term] = []
    taken: list[tuple[int, int]] = []
    for term in TERMS:
        spans = [match.span() for match in term.pattern.finditer(tagged)]
        free = [span for span in spans if not any(span[0] < end and start < span[1] for start, end in taken)]
        if free:
            found.append(term)
            taken.extend(free)
    return tuple(found)


def asks_for_a_term() -> str:
    """Return the pattern of a question that asks what a term of this table means, other topics' terms left out."""
    spelled = "|".join(f"(?:{term.pattern.pattern})" for term in TERMS if not term.has_topic)
    opening = r"\b(?:what (?:is|are|does|do|means?)|define|definition of|explain|meaning of|meant by|describe)"
    return rf"{opening} (?:meant by |understood by )?(?:a |an |the |this |these |your |my )?(?:{spelled})"
