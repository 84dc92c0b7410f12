"""What people often ask of the size of trees, answered directly."""

from assistant.topics.direct_answers import DirectAnswer, listed, pattern, said

TREES_ASKED = (
    DirectAnswer(
        pattern(r"""
            ^(?=.*forest).*(?:\bshallow\b.*(?:\bboost|family:(?:xgboost|lightgbm))|\bboost\w*.*\bshallow\b.*\bdeep\b|
            ...\bdeep\b.*\bforests?\b.*\bshallow)
        """),
        said(
            "Because they cure different errors. A **forest** averages independent trees, which takes out variance "
            "and not bias: so each tree may be deep, with little bias and much noise. **Boosting** adds trees that "
            "correct one another, which takes out bias step by step: so each may be simple, and deep ones would "
            "learn the noise within a few rounds. What to do: leave the depth of a forest open and limit its leaves; "
            "search three to eight levels in boosting.",
        ),
    ),
    DirectAnswer(
        pattern(r"""
            \b(?:not|no|does not|hardly|never)\b.*\bchange\w*\b.*\b(?:score|result|auc|metric\w*|
            ...accuracy)\b.*(?:hp:tree_size|depth)|(?:hp:tree_size|depth)\b.*\b(?:not change|no effect|no difference|
            ...makes no)
        """),
        said(
            "Probably because another limit holds the trees before the depth does: the number of leaves, the least "
            "rows (or weight) in a leaf, or a least gain of a split. With few rows the branches also simply end; and "
            "in boosting with early stopping, deeper trees are made up for by fewer rounds. What to do: look at the "
            "real size of the trees, loosen one limit at a time, and read a difference within the noise of the folds "
            "as none.",
        ),
    ),
    DirectAnswer(
        pattern(r"""
            \b(?:all|most|every one) (?:of )?(?:the |my )?(?:top|best|leading|good)\b.*\b(?:have|has|share|use|with|
            ...are)\b
        """),
        said(
            "No conspiracy: a search that learns from its trials draws more and more of what scored well, so the "
            "best ones resemble each other. That they agree is partly this, and so no independent proof; if the "
            "value lies at an edge of the searched range, the range may also have cut off better ones: widen it.",
        ),
        shows_run=True,
    ),
    DirectAnswer(
        pattern(r"""
            min_child_weight.*(?:min_samples_leaf|min_data_in_leaf|min_child_samples)|(?:min_samples_leaf|
            ...min_data_in_leaf|min_child_samples).*min_child_weight
            min_samples_leaf.*(?:min_data_in_leaf|min_child_samples)|(?:min_data_in_leaf|
            ...min_child_samples).*min_samples_leaf
        """),
        listed(
            "They serve one purpose, no tiny leaves, but do not count the same. All are lower bounds: a split is "
            "made only if both sides keep at least so much.",
            (
                "`min_samples_leaf` and `min_data_in_leaf` (also `min_child_samples`) count **rows**.",
                (
                    "`min_child_weight` sums the **hessian** of the rows: for squared error one for each row, so it "
                    "is the number of rows; for classes `p * (1 - p)`, so rows that the model is sure of hardly "
                    "count."
                ),
            ),
            "A larger value is more conservative for each of them: larger leaves, less overfitting, and underfitting "
            "in the end. What to do: tune one of them on a log scale together with the depth; a value does not carry "
            "over from one library to another.",
        ),
    ),
    DirectAnswer(
        pattern(r"""
            min_child_weight.*\b(?:scales?|weigh\w*|exactly|hessian|sum of|unit)|(?:hessian|exactly)\b.*min_child_weight
        """),
        said(
            "On the scales is the sum of the **hessian** (the second derivative of the loss) over the rows of a "
            "leaf: `min_child_weight` is the least sum that each side of a split must keep. For squared error every "
            "row weighs one, so it is the number of rows; for two classes each row weighs `p * (1 - p)`, at most a "
            "quarter, and nearly nothing where the model is sure.",
            "A larger value is more conservative: no leaves of few or already settled rows, less overfitting, and "
            "too much of it underfits. What to do: search it on a log scale together with the depth.",
        ),
        shows_run=False,
    ),
    DirectAnswer(
        pattern(r"""
            ^(?!.*\b(?:overfit\w*|forests?|real|actual)\b).*(?:max_depth ?(?:=|is|of|:)? ?(?:-1|none|0\b)|
            ...\bunlimited\b.*\b(?:depth|deep)|\bno (?:depth )?limit\b)
        """),
        said(
            "Yes, it means no limit on the depth. The trees are still not unbounded: in LightGBM `num_leaves` (by "
            "default `31`) is the main limit on size, and `min_data_in_leaf` keeps leaves from getting too small; in "
            "scikit-learn `max_depth=None` is unlimited, too, and there the least rows in a leaf hold it.",
            "Without any depth limit a leaf-wise tree may grow one long branch. What to do: on few rows, lower"
            " `num_leaves` or set a depth as well, and compare on the same folds.",
        ),
    ),
    DirectAnswer(
        pattern(r"""
            hp:tree_size\b.*\b(?:or|vs|versus)\b.*hp:tree_size.*\b(?:small|overfit|better|beter|limit)|\b(?:better|
            ...beter)\b.*hp:tree_size.*\bor\b.*hp:tree_size
            ^(?!.*\bwarning\b).*\b(?:which|or|versus|vs|instead)\b.*max_depth.*(?:num_leaves|max_leaves|max_leaf_nodes)
            ^(?!.*\bwarning\b).*(?:num_leaves|max_leaves|max_leaf_nodes)\b.*\b(?:or|versus|vs|instead of)\b.*max_depth
            max_depth\b.*\b(?:or|versus|vs|instead of)\b.*(?:num_leaves|max_leaves|max_leaf_nodes)
        """),
        said(
            "Limit the leaves first where trees grow leaf by leaf (LightGBM), and set a depth as a second bound; "
            "where they grow level by level (XGBoost by default), the depth is the main control. The number of "
            "**leaves** bounds the capacity of the whole tree; the **depth** bounds how many columns may interact, "
            "and lets a tree have up to two to that power of leaves. `min_data_in_leaf` is a third bound, against "
            "leaves of few rows.",
            "What to do: tune one of the two, together with the least rows in a leaf, and keep the other as a loose "
            "cap: `num_leaves` below `2^max_depth`, or it has no effect.",
        ),
    ),
    DirectAnswer(
        pattern(r"""
            \bdepth\b.*\b(?:columns|features)\b|hp:tree_size (?:of )?num\b.*\b(?:columns|features)\b
            (?:can not|cannot|not|can not be) (?:be )?sane|\bsensible\b.*hp:tree_size|hp:tree_size num won
        """),
        said(
            "It can be: the depth counts questions, not columns, and a tree may ask of the same column again and "
            "again, at other values. It is also only a limit; the least rows in a leaf often end branches before it. "
            "Still, a deep tree on few rows can give nearly every row a leaf of its own, and then it memorizes them.",
            "What decides is the gap: a training score near perfect and a poorer held-back one speak for "
            "overfitting. Where a shallower tree scores the same within the noise, prefer it.",
        ),
        shows_run=True,
    ),
    DirectAnswer(
        pattern(r"""
            ^(?!.*\b(?:my|its|chosen|was|run|trial|between)\b).*(?:\bhow deep|\b(?:good|best|right|usual|typical|
            ...start\w*|choose|pick|set)\b (?:\w+ ){0,4}(?:depth|max_depth|trees? (?:size|be)))\b
        """),
        said(
            "Boosted trees should be shallow, three to eight levels; the trees of a forest may grow as deep as they "
            "like, held only by the least rows in a leaf; a single tree has to be kept small, or it learns the "
            "noise. Each level can double the leaves, and the depth is also how many columns a rule can combine.",
            "What to do: search the depth (or the leaves) together with the least rows in a leaf and, in boosting, "
            "the learning rate. Training far better than held-back: shallower. Both poor: deeper. Within the noise, "
            "take the smaller.",
        ),
    ),
    DirectAnswer(
        pattern(r"""
            min_samples_split.*min_samples_leaf|min_samples_leaf.*min_samples_split|^(?!.*forest).*\bprun(?:e|ing)\b.*\btrees?\b
        """),
        said(
            "`min_samples_split` says how many rows a node needs to be split at all, `min_samples_leaf` how many "
            "each side must keep, which is the stronger and smoother brake. `ccp_alpha` prunes afterwards: it cuts "
            "branches whose gain does not pay for their leaves. All of them make a tree simpler as they grow. What "
            "to do: tune one (the rows in a leaf first) with the depth; tuning all together mostly buys the same "
            "thing several times.",
        ),
    ),
)
