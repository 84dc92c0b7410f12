"""What people often ask of the learning rate, answered directly."""

from assistant.topics.direct_answers import DirectAnswer, pattern, said

LEARNING_RATE_ASKED = (
    DirectAnswer(
        pattern(r"""
            \bwhy\b.*\b(?:lower\w*|smaller|reduc\w+|decreas\w+)\b.*(?:hp:step|learning rate).*\b(?:worse|bad|drop\w*|
            ...hurt\w*|lower score)
        """),
        said(
            "Because the rounds or epochs were probably not enough: with smaller steps the fit has to go on for "
            "longer, and if the number stays as it was it underfits. Other causes: the patience is too short, so "
            "that slow progress looks like none; or the difference lies within the noise of the folds.",
            "What to do: raise the allowed rounds as far as the **learning rate** was lowered, let early stopping "
            "end the fit with more patience, and compare on the same folds.",
        ),
    ),
    DirectAnswer(
        pattern(r"""
            \boverfit\w*\b.*\b(?:lower|reduce|smaller|change)\b.*(?:hp:step|learning rate).*\bor\b|(?:hp:step|
            ...learning rate) or (?:the )?(?:hp:tree_size|depth)
        """),
        said(
            "The depth first, with the least rows in a leaf: they decide what a tree can learn at all. A smaller "
            "**learning rate** helps only together with early stopping, since with the number of rounds unchanged it "
            "mostly stops learning sooner. What to do: lower the depth by one or two or ask for more rows in a leaf, "
            "sample rows and columns, then halve the rate with more rounds, and compare each step on the same folds: "
            "the gap should shrink and the held-back score should not.",
        ),
    ),
    DirectAnswer(
        pattern(r"""
            hp:step (?:of |is |= )?num\b.*\btoo (?:high|large|big|low|small)\b.*\b(?:family:|boost|xgboost|network|adam)
        """),
        said(
            "In boosting, a tenth or less is usual: several tenths are high, so that a few trees decide much and it "
            "overfits early, and a hundredth is low and needs thousands of rounds. In a network with Adam the usual "
            "value is about a thousandth, and a tenth or more mostly diverges. What to do: judge it by the curve. If "
            "the best round comes within the first few, the **learning rate** is too high; if the score still rises "
            "at the last one, it is too low for the rounds allowed.",
        ),
    ),
    DirectAnswer(
        pattern(r"""
            order of magnitude|power of (?:ten|10)|(?:rises?|exponential\w*|explod\w*).*\bto (?:nan|inf)
        """),
        said(
            "Because the limit is sharp: a step longer than the curvature of the loss allows overshoots the minimum, "
            "lands higher on the other side, and overshoots further each time, so the loss grows exponentially. Just "
            "below that limit every step goes down; a single power of ten easily jumps over it.",
            "What to do: search the rate on a log scale; scale the inputs, which makes the curvature even; take an"
            " adaptive optimizer such as Adam; clip gradients. If a smaller rate does not"
            " help, look for arithmetic that gives no number, such as the logarithm of zero.",
        ),
    ),
    DirectAnswer(
        pattern(r"""
            (?:\bnan\b|not a number|\binf\b|infinit)
        """),
        said(
            "Quite possibly the **learning rate** is too large: the steps overshoot, and the loss runs away. But no "
            "number also comes from arithmetic, and where the loss had been falling nicely that is as likely: the "
            "logarithm of zero, a division by zero, an overflow, or a missing value in the inputs.",
            "What to do: lower the rate tenfold; scale the inputs and look for `nan` in them; take a loss that is "
            "stable (from logits, or with probabilities kept off zero); clip gradients. If it stays, find the first "
            "step at which it appears. Such a trial should be recorded as failed, and not scored.",
        ),
        shows_run=False,
    ),
    DirectAnswer(
        pattern(r"""
            ^(?!.*(?:\bhpo\b|\btrials?\b|\bsearch)).*(?:yo-?yo|up and down|zig.?zag|oscillat|jump(?:s|y|ing)|bounc|
            ...fluctuat|unstable|noisy loss|wobbl|spik)
        """),
        said(
            "Likely yes: when the loss goes up and down, the steps overshoot the minimum again and again. Other causes:"
            " very small batches, whose gradients are noisy, inputs that are not scaled, or few validation rows.",
            "What to do: lower the **learning rate** by a factor of three to ten (search it on a log scale), or let "
            "it decay; if that does not calm the loss, take larger batches and scale the inputs. A loss that jumps "
            "but falls on average is no fault: look at the mean over an epoch. If it falls very slowly after the "
            "change, the rate is too low.",
        ),
    ),
    DirectAnswer(
        pattern(r"""
            (?:halv\w+|half|lower\w*|reduc\w+).*\b(?:right at the end|at the end|for free|free)
            for free\b.*(?:halv\w+|half|lower)
        """),
        said(
            "Often it gains a little, but not for free: half the **learning rate** with twice the trees takes about "
            "twice the time to fit and to predict, and makes a model twice as large. The gain shrinks each time, and "
            "below a few hundredths it is mostly lost in the noise of the folds.",
            "What to do: do not assume it. Let early stopping find the number of trees for the smaller rate, and "
            "compare both on the same folds; keep it only if the gain is worth the time.",
        ),
    ),
    DirectAnswer(
        pattern(r"""
            ^(?!.*supposed).*(?:halv\w+|half|doubl\w+|twice).*\b(?:trees|rounds|hp:n_trees|epochs|hp:passes|iterations)
            ^(?!.*supposed).*(?:trees|rounds|hp:n_trees|epochs|hp:passes)\b.*\b(?:halv\w+|half|doubl\w+|twice)
        """),
        said(
            "Roughly yes: half the **learning rate** needs about twice the rounds, since the product of both stays "
            "about the same; it takes about twice the time. It usually scores a little better if enough rounds are "
            "allowed, and underfits if they are not.",
            "What to do: do not set the number by hand. Allow many rounds and let early stopping find it, with more"
            " patience for smaller steps, and compare on the same folds: the gain shrinks with each halving.",
        ),
    ),
    DirectAnswer(
        pattern(r"""
            shrinkage.*(?:actually |really )?shrink|every tree counts|each tree counts|counts? for a (?:tenth|num)
            (?:what|how).*\b(?:shrinkage|eta)\b.*(?:mean|shrink|do\b)
        """),
        said(
            "Yes: each tree's contribution is multiplied by the **learning rate** before it is added, so with a tenth"
            " every new tree corrects a tenth of the error that it sees. The trees are grown as before; what shrinks is"
            " the step that each one makes.",
            "The trees after it correct what is left, so that more of them are needed. Smaller steps usually predict"
            " better on new rows, since no single tree, with the noise that it has learned, decides much. What to do:"
            " take a small rate, allow many rounds, and stop early.",
        ),
    ),
    DirectAnswer(
        pattern(r"""
            (?:baby|small|tiny|little) steps? and many|big (?:strides?|steps?) and few
            (?:small|low|lower|tiny)\b.*\b(?:many|more)\b.*\b(?:or|vs|versus|than)\b.*\b(?:large|high|big|few)
            (?:large|high|big)\b.*\bfew\b.*\b(?:or|vs|versus)\b.*\b(?:small|low|many)
        """),
        said(
            "Small steps and many rounds: in boosting a small **learning rate** with more trees usually predicts "
            "better on new rows, because each tree decides less. It costs time in proportion, and the gain fades: "
            "below a few hundredths there is mostly little left to win.",
            "What to do: take the smallest rate whose time you can bear, allow plenty of rounds, and let early stopping"
            " find their number. While you search other settings a larger rate is fine; lower it for the final fit.",
        ),
    ),
    DirectAnswer(
        pattern(r"""
            ^(?!.*(?:what (?:does|happens)|boost|family:)).*(?:schedule[sr]?\b|decay|warm.?up|cosine|anneal)|
            ...constant (?:hp:step|
            ...learning rate)
        """),
        said(
            "A schedule changes the **learning rate** while a network learns: large steps first, to get near, and "
            "small ones at the end, to settle. Cosine decay is a good plain choice; a short warm-up helps large "
            "batches and deep networks; lowering it when the validation loss stands still needs no plan. The first "
            "rate matters more than the shape: search that first. In boosting a constant small rate with early "
            "stopping does as well.",
        ),
    ),
    DirectAnswer(
        pattern(r"""
            ^(?!.*\b(?:my|chosen|was|run|trial)\b).*\b(?:good|best|typical|usual|start\w*|default|right|reasonable|
            ...recommended)\b.*hp:step
            ^(?!.*\b(?:my|chosen|was|run|trial)\b).*\b(?:what|which|how)\b.*hp:step.*\b(?:use|start|choose|pick|set)\b
            \bhow (?:do|to|should|can)\b.*\b(?:choose|pick|set|find|tune)\b.*hp:step|^hp:step num (?:to|or|vs) \|
        """),
        said(
            "In boosting, a tenth or less is a good **learning rate** to begin with (a few hundredths with more "
            "rounds); in a network with Adam, about a thousandth; with plain gradient descent, ten times that. No "
            "value is right by itself: it depends on the number of rounds or epochs, and in a network on the batch "
            "size.",
            "What to do: search it on a log scale over two or three powers of ten and let early stopping find the "
            "rounds. Too large: the loss jumps, or boosting overfits early. Too small: it still falls when the "
            "rounds are used up.",
        ),
    ),
)
