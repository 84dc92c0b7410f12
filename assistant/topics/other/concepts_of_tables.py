"""What people ask about families and columns in words of their own: each idea in a few plain sentences."""

from collections.abc import Mapping

# By the words that name it; the first that fits decides. These go before the ones of ``concepts``.
CONCEPTS_OF_TABLES: Mapping[str, tuple[str, ...]] = {
    r"cluster\w*\b.*\bclassif|classif\w*\b.*\bcluster": (
        (
            "**Classification** has known answers (labels) and learns to give them for new rows, such as leaves or "
            "stays. **Clustering** has no answers: it looks for groups of similar rows, such as kinds of customers, "
            "and nobody can say which grouping is right."
        ),
        "Plaintune classifies, and predicts numbers; it does not cluster.",
    ),
    r"\bcounts?\b.*\b(?:target|regress|classif)|\b(?:target|regress|classif)\w*\b.*\ba count\b|poisson": (
        (
            "**Regression**: a count is a number, and classes would throw its order away. A loss made for counts "
            "(Poisson) suits best where they are small and often zero; else take the logarithm of one plus the count."
        ),
        "Predictions may be fractions: they are means. Round them only where somebody acts on them.",
    ),
    r"(?:trees?|forest|boost\w*|family:(?:xgboost|lightgbm|random_forest|decision_tree|hist_gradient_boosting))"
    r"\b.*\b(?:logs?\b|logarithms?|skew\w*|monoton\w*)|\b(?:logs? of|logarithms?|skewed)\b.*\b(?:columns?|features?)": (
        (
            "**Trees do not care**: they only ask whether a value is above a limit, so a logarithm, or any other "
            "change that keeps the order, leaves the splits as they were. Linear models, neighbors and networks do "
            "care: for them a skewed column is often better as its logarithm."
        ),
        "A logarithm of the **target** is another matter: it changes what every family makes small.",
    ),
    r"(?:tree\w*|boost\w*|family:(?:xgboost|lightgbm|hist_gradient_boosting))\b.*"
    r"\b(?:deep|nets?|networks?|family:neural_network)\b.*\b(?:tables?|tabular|spreadsheets?|embarrass|beat|better|win)"
    r"|(?:deep|nets?|family:neural_network)\b.*\b(?:lose|worse|bad)\b.*\b(?:tables?|tabular|spreadsheets?)": (
        (
            "**Because tables are not pictures**: answers jump at limits instead of changing smoothly, many columns "
            "tell nothing, and rows are few. Trees follow jumps, leave useless columns aside, and need little "
            "preparation; networks smooth, mix all columns, and need scaling, more rows and more tuning."
        ),
        "With very many rows, or text and pictures beside the table, networks catch up.",
    ),
    r"\b(?:gpu|graphics card|cuda)\b(?!.*\b(?:did|was|were|used)\b)": (
        (
            "**Hardly, on a table of usual size**: with some ten thousand rows the processor is about as fast, since "
            "moving the data costs more than it saves. A graphics card pays for millions of rows, many deep rounds, "
            "and networks. It changes the time, not the score."
        ),
    ),
    r"(?:outliers?|extreme values?)\b.*\b(?:chop|cap\b|clip|leave|winsor\w*|keep|cut)|"
    r"(?:chop|cap|clip|winsor\w*|keep|cut)\b.*\boutliers?": (
        (
            "**First find the cause.** Correct or take out what is wrong, such as an age of minus one; leave what is "
            "true but rare, for new rows will hold it too. Trees do not mind far values of a column; linear models, "
            "neighbors and squared errors do, and there capping or a logarithm helps."
        ),
        "Learn the limits for capping inside each fold, never from the whole table, and score both ways.",
    ),
    r"^(?!.*\bimput).*(?:family:k_nearest_neighbors|\bk ?nn\b|nearest neighbors?)": (
        (
            "**Nearest neighbors** look up the most similar known rows and let them vote, or take their mean for a "
            "number. Bring all columns to one scale, since each counts in the distance, and leave useless ones out. "
            "Few neighbors follow every row (variance), many smooth differences away (bias)."
        ),
    ),
    r"\b(?:dates?|timestamps?|sign ?up|birthdays?)\b.*\b(?:into|features?|columns?|encode|use|model)|date features": (
        (
            "Turn a date into what matters about it: the **time from it to the moment of prediction** (age in days), "
            "month, day of the week, and the time between two dates. Plaintune makes year, month, day, weekday and "
            "differences from date columns by itself."
        ),
        (
            "Beware of dates that lie after the moment of prediction: they leak. Predicting later rows? Split in time "
            "order."
        ),
    ),
    r"\b(?:force|forcing|make them|will it make|intervene|if (?:we|i) (?:change|raise|lower|offer))\b.*"
    r"\b(?:stay|leave|buy|change|churn|help|fewer)|will (?:raising|lowering|offering|changing)": (
        (
            "**Not for sure**: the model finds what goes together, not what brings about what. Those who choose one "
            "thing may differ in other ways, so pushing everybody into it need not change the answer. Only an "
            "experiment tells: offer it to some, drawn by lot, and compare with the others."
        ),
    ),
    r"\b(?:texts?|comments|complaints?|reviews|e ?mails?|notes)\b.*\b(?:columns?|features?|added?|folded|use)": (
        (
            "**Yes**: add it as one more column; a column of free text is read as words by Plaintune itself. Join it "
            "to each row first, and take only what was written **before** the moment of prediction, or it tells the "
            "answer."
        ),
        "Run again with and without it, on the same folds, and keep it only if the difference is beyond chance.",
    ),
    r"(?:allowed|legal|law|discriminat|postcode|zip code|proxy)\b.*|sensitive (?:column|feature|attribute)": (
        (
            "Whether you may use it is a **legal question, which I cannot answer**; ask whoever is responsible for it. "
            "The risk is real: a place can stand for income or origin (a proxy). Compare the mistakes of both kinds "
            "between the groups on new rows, and score the model without the column: if hardly anything is lost, "
            "leave it out."
        ),
        "Leaving it out is no proof of fairness, for other columns may tell the same.",
    ),
    r"(?:words?|categor\w+|strings?|texts?)\b.*\b(?:become|turn(?:ed)? into|converted?)\b.*\bnumbers?": (
        (
            "**By the family**: trees get one code for each value, and for columns with many values the mean of the "
            "target, computed without the row's own answer. Linear models, networks and neighbors get one column for "
            "each value, with a one where it holds."
        ),
        "All of it is learned inside each fold, so that nothing of the held-back rows leaks in.",
    ),
}
