"""What machine learning people ask about beside tuning: each idea in a few plain sentences, without numbers."""

from collections.abc import Mapping

# By the words that name it; the first that fits decides.
CONCEPTS: Mapping[str, tuple[str, ...]] = {
    r"supervised|unsupervised|semi supervised|few labels": (
        (
            "**Supervised** learning has rows with known answers and learns to give the answer for new rows; that is "
            "what Plaintune does. **Unsupervised** learning has no answers and looks for groups or patterns."
        ),
        (
            "Semi-supervised learning uses many rows without answers beside a few with them. It helps where answers "
            "are dear and rows are cheap; with a table, first ask what a few hundred more answers would cost."
        ),
    ),
    r"reinforcement": (
        (
            "Reinforcement learning learns by acting: it tries something, gets a reward, and learns which actions pay. "
            "It is for games, robots and bids, not for tables with one known answer a row."
        ),
    ),
    r"classification (?:and|or|vs|from) regression|regression (?:and|or|vs|from) classification": (
        (
            "**Classification** predicts a kind (leaves or stays), **regression** a number (a price). What counts is "
            "what the answer means: a number that only names kinds, such as a postal code, is a kind."
        ),
        "Their scores differ too: shares of right answers or areas for the one, typical errors for the other.",
    ),
    r"random forest.*(?:work|pick|built|grow)|how (?:do|does|is|are) .*family:random_forest"
    r"|(?:what is|explain) (?:a |an )?family:random_forest": (
        (
            "A **random forest** grows many deep trees, each on rows drawn by lot, and at each split looks only at "
            "some of the columns, also drawn by lot. So the trees make different mistakes, and averaging them cancels "
            "a good part."
        ),
        "More trees never hurt but in time; the size of leaves and the share of columns matter most.",
    ),
    r"how .*(?:gradient )?family:(?:xgboost|lightgbm|catboost|hist_gradient_boosting)\b.*(?:work|inside)"
    r"|what is (?:a |an )?(?:gradient )?family:xgboost|explain (?:a |an )?family:xgboost|gradient boosting": (
        (
            "**Gradient boosting** adds small trees one after another, each fitted to what the sum so far still gets "
            "wrong. The learning rate says how much of each tree is added, early stopping when to end."
        ),
        (
            "It is usually the strongest single model on tables, and it overfits when it has too many rounds, too deep "
            "trees or too few rows in a leaf."
        ),
    ),
    r"(?:how|what|explain|describe)\b.*\bfamily:linear|linear regression|logistic regression": (
        (
            "A **linear model** multiplies each column by a weight, adds all up, and for yes-or-no questions turns the "
            "sum into a probability. It learns the weights, and a penalty keeps them small."
        ),
        "It is quick, steady with few rows, and can be read; it misses curves and columns that act only together.",
    ),
    r"(?:how|what|explain)\b.*\bfamily:svm|\bmargin\b": (
        (
            "A **support vector machine** draws the border between two kinds so that the gap to the nearest rows on "
            "both sides is as wide as possible; only those rows decide. A kernel lets the border bend."
        ),
        "It is strong on small, clean tables, slow on large ones, and not among the families that are searched here.",
    ),
    r"(?:how|what|explain)\b.*\bfamily:naive_bayes": (
        (
            "**Naive Bayes** multiplies, for each kind, how usual each value is, as if columns had nothing to do with "
            "each other. That is rarely true and often good enough, above all for short texts; its probabilities are "
            "too sure."
        ),
    ),
    r"(?:how|what|explain)\b.*\bfamily:k_nearest_neighbors": (
        (
            "**Nearest neighbors** look up the most similar known rows and let them vote. All columns must be on one "
            "scale, and columns without meaning do harm, because they count in the distance like all others."
        ),
    ),
    r"(?:how|what|explain)\b.*\bfamily:decision_tree": (
        (
            "A **decision tree** asks one question after another about single columns, and answers with what is usual "
            "in the leaf where a row ends. It is easy to read and unsteady: a few other rows may give another tree, "
            "which is why forests and boosting use many."
        ),
    ),
    r"k ?means|cluster": (
        (
            "**K-means** puts points into groups: it begins with some centers, gives each point to the nearest, moves "
            "each center to the middle of its points, and repeats. Good starts are far apart from each other, drawn "
            "by lot."
        ),
        "It needs no answers, so it is not what a prediction from a table needs; Plaintune does not cluster.",
    ),
    r"\bpca\b|principal component|dimensionality reduction": (
        (
            "**PCA** replaces columns by a few mixtures of them that hold most of their spread. It helps linear models "
            "and neighbors with many columns that tell the same; trees seldom gain, and lose the names of the columns."
        ),
        "It must be learned inside each fold, as everything that looks at rows must.",
    ),
    r"(?:curse|course|curve) of dimension": (
        (
            "With many columns all rows are far from each other, so that nearness says little, and among so many "
            "columns some fit the answer by chance. Fewer and better columns, penalties, and more rows help."
        ),
    ),
    r"no free lunch": (
        (
            "**No free lunch**: over all thinkable problems no method is better than another. Real tables are not all "
            "thinkable ones, so some methods are often better; which one on yours, only trying tells."
        ),
    ),
    r"bias variance|variance trade": (
        (
            "**Bias** is error from a model that is too simple to follow the truth, **variance** error from one that "
            "follows the chance in its rows. Freedom lowers the first and raises the second; tuning looks for the "
            "middle."
        ),
        "Averaging models lowers variance, boosting mostly bias. Validation scores see the sum of both.",
    ),
    r"correlat\w* (?:and|or|vs|is not|versus|does not)|caus(?:e|al|ation|ality)\b|what if we lower": (
        (
            "A model finds what goes together, not what brings about what. If a column rises with the answer, both may "
            "have a common cause, so changing the column need not change the answer."
        ),
        'For "what happens if we lower the price" one needs an experiment, or data and assumptions made for causes.',
    ),
    r"\bfair(?:ness)?\b|discriminat|bias(?:ed)? (?:against|towards?)|protected|ethic|for bias\b": (
        (
            "Whether a model is fair to groups **is not checked here**. Leaving out the column of the group is not "
            "enough, for others tell it. Score the model apart for each group on new rows: compare the share of "
            "mistakes of both kinds, and ask which difference matters where it is used."
        ),
        "Rows that were decided unfairly in the past teach a model to decide so again.",
    ),
    r"(?:remove|drop|handle|deal with|treat|what to do with|about|are)"
    r"\b.*\boutliers?|outliers?\b.*\b(?:remov|before|in my)": (
        (
            "Take out only what is **wrong**, such as an age of minus one; keep what is merely rare, for new rows will "
            "hold it too. Trees do not mind far values of columns; linear models, neighbors and squared errors do."
        ),
        "Extreme answers pull on a squared error; an absolute error, or the logarithm of the target, is calmer.",
    ),
    r"^(?!.*\b(?:many|num|hundreds?|thousands?|cardinality|drop|single|unseen|new)\b).*"
    r"(?:one hot|ordinal encod|target encod|encod\w+ (?:the )?categor|label encod)": (
        (
            "**One-hot** makes a column for each value: right for linear models and few values. **Codes** are enough "
            "for trees. A **target mean** for each value is strong with many values, and leaks unless it is computed "
            "without the row's own answer, inside each fold."
        ),
        "Plaintune gives trees codes and cross-fitted target means, and linear models one column a value.",
    ),
    r"\b(?:scal(?:e|ing|ed)|normali[sz]\w*|standardi[sz]\w*|standardscaler|minmax\w*)\b(?!.*\bdid\b)": (
        (
            "Trees, forests and boosting **need no scaling**: they only ask whether a value is above a limit. Linear "
            "models with penalties, neighbors, support vectors and networks do need one scale for all columns."
        ),
        "Center and spread must be learned from the training part of each fold alone; Plaintune does so by itself.",
    ),
    r"(?:impute|imputation|handle missing|missing values? (?:in general|best)|"
    r"fill (?:in )?missing|deal with missing)": (
        (
            "Missing is often a message: mark it, and fill it with something plain such as the median. Boosted trees "
            "take missing values as they are. Filling must be learned inside each fold, and never with help of the "
            "answer."
        ),
        "Ask first why a value is missing; if it is missing because of the answer, the column leaks.",
    ),
    r"encode dates?|dates? for a model|date features": (
        (
            "Give a model what in a date matters: year, month, day of the week, hour, and the days since another date. "
            "Plaintune does that with date columns by itself. For a forecast, split the rows in time order."
        ),
    ),
    r"feature engineering|create features|new features": (
        (
            "The best columns come from knowing the field: sums, ratios, differences to what is usual, counts over a "
            "time before the row. Make only such as would be known when the prediction is needed, and score each with "
            "the same folds. Boosted trees find many products by themselves, but not sums over other rows."
        ),
    ),
    r"collinear": (
        (
            "Columns that tell the same make the **weights** of a linear model unsteady, but hardly its predictions; a "
            "penalty calms them. For trees it only splits importance between the columns. Drop one if you want to read "
            "the model, not to make it better."
        ),
    ),
    r"^(?!.*\b(?:back|low|high|bias\w*|expm1|smear\w*)\b).*"
    r"(?:log transform|logarithm of the target|log of the target)": (
        (
            "Take the logarithm of the target where it is positive, spans orders of size, and errors count in percent. "
            "It keeps a few huge values from deciding everything. Predictions are turned back, and then lie nearer to "
            "the median than to the mean. Plaintune tries both where it makes sense and keeps what scores better."
        ),
    ),
    r"adam\b|\bsgd\b|optimizers? (?:for|in) (?:neural|deep)": (
        (
            "Both step down the slope of the loss. **SGD** takes the plain slope, with momentum; **Adam** scales each "
            "weight's step by how large its slopes usually are, so it needs less tuning and is quick to be good. "
            "Well-tuned SGD sometimes ends better; on tables the difference is small."
        ),
    ),
    r"batch ?norm": (
        (
            "**Batch normalization** keeps the inputs of each layer on one scale, computed over the rows of a batch. "
            "Steps may then be larger and deep networks train at all; with tiny batches it is noisy. It also "
            "regularizes a bit."
        ),
    ),
    r"back ?prop": (
        (
            "**Backpropagation** computes, layer by layer from the end to the start, how much each weight has to do "
            "with the error, by the chain rule. The optimizer then moves each weight a little against it."
        ),
    ),
    r"explod|clip(?:ping)? (?:norm|gradient)": (
        (
            "**Exploding gradients** grow from layer to layer until a step throws the weights away: the loss jumps or "
            "is not a number. Clip the length of the gradient, lower the learning rate, and start with well-scaled "
            "weights."
        ),
    ),
    r"xavier|\bhe init|glorot|weight init": (
        (
            "Both draw the first weights so that signals keep their size through the layers: **Xavier** for tanh and "
            "sigmoid, **He** for ReLU, which lets half of the signal through and so needs larger weights."
        ),
    ),
    r"vanish|saturat|near zero": (
        (
            "**Vanishing gradients** shrink from layer to layer towards the input, so that the first layers hardly "
            "learn. Use ReLU-like units, good starting weights, normalization or shortcuts, and fewer layers: on "
            "tables two or three are usually enough."
        ),
    ),
    r"transformers?|deep learning (?:for|on|in) tab": (
        (
            "Networks, transformers included, have become good on tables, but boosted trees are still as good or "
            "better on most middle-sized ones, with far less work. Networks gain with very many rows, with text or "
            "pictures beside the table, or when one was trained on many tables before."
        ),
    ),
    r"noisy|mislabel|wrong labels|label noise": (
        (
            "Look at rows where out-of-fold predictions are sure and the answer says otherwise, and let somebody who "
            "knows check them; equal rows with different answers show noise too. Correct labels, rather than drop "
            "hard rows."
        ),
    ),
    r"multi ?output|multi ?target|several targets": (
        (
            "For several answers a row, fit one model for each: that is simple and usually as good. A model for all of "
            "them helps only where the answers tell about each other. Here a run has one target; make one run for each."
        ),
    ),
    r"time series|\blags?\b|forecast": (
        (
            "Turn a series into a table: for each moment the answer, and beside it what was known before: lags, means "
            "over past days, the calendar. Split in time order, never by lot. Trees cannot follow a trend beyond what "
            "they saw, so predict changes where there is one. Plaintune splits by a time column that you name; it "
            "makes no lags."
        ),
    ),
    r"predict\b.*\b(?:lottery|stocks?)|lottery": (
        (
            "A lottery is made so that the past tells nothing, so no model helps. Prices of stocks hold what "
            "everybody knows already; what looks predictable is mostly chance, leakage or costs left out. An honest "
            "score shows it."
        ),
    ),
    r"same as ai|(?:ai|ml|machine learning) (?:and|or|vs) (?:ai|ml|deep learning|machine learning)|between ai": (
        (
            "**AI** is the wide idea of machines that do what seems to need thought. **Machine learning** is the part "
            "that learns from examples. **Deep learning** is machine learning with networks of many layers."
        ),
    ),
    r"confusion matrix": (
        (
            "A **confusion matrix** counts, for each true answer, what was predicted: right ones stand on the "
            "diagonal, all others are mistakes, each of its kind. Read it row by row: of those that are so, how many "
            "were found?"
        ),
    ),
    r"residual": (
        (
            "A **residual** is the true number minus the predicted one. A good plot of them is a level cloud around "
            "zero; a bend says that something is missed, a funnel that large answers are predicted less well."
        ),
    ),
    r"mistakes? of beginners|beginners? .*mistake|common mistakes": (
        (
            "The usual ones: a column that knows the answer; preparing the data before splitting it; believing the "
            "best score of many trials; accuracy with a rare class; tuning long where the data is at fault; and never "
            "comparing with a simple baseline."
        ),
    ),
}
