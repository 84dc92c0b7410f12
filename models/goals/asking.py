"""The turns of phrase that ask for something: orders, questions, and what follows as an input."""

import re

from models.goals.phrases import whole_words

ORDER = whole_words(
    r"predict\w*", r"forecast\w*", r"estimat\w*", r"classif\w+", "target", "guess", "regress", "infer",
    "calculate", "compute",
)  # fmt: skip
WISH = whole_words(
    "model", "determine", r"detect\w*", r"identif\w+", "spot", "recogni[sz]e", "find", "flag", "tell", "know",
    "label", "output", "figure out", "want", "need", "like", "goal", "outcome", "catch", "sort", "separate",
    "distinguish", "decide", "say", "see", "learn", "interested", "care", "chance", "probability", "likelihood",
    "odds", "risk of", "whether", "if",
)  # fmt: skip
PASSIVE = whole_words(
    "(?:is|are|be|being|as) (?:the |our |my )?(?:target|what|dependent|outcome|label|goal|y)",
    r"(?:to be|be|gets?|being) (?:predicted|estimated|forecast\w*|classified|determined|guessed)",
    "is going to be", "predictions?",
)  # fmt: skip
QUESTION = re.compile(
    r"^(?:and |so |also |ok |hi |hello |please |now )*(?:how|what|which|who|whom|whose|will|is|are|does|do|did|was|"
    r"were|can|could|would|should|has|have|whether|when|where|if)\b"
)
FEATURE_ZONE = whole_words(
    "from", "given", "using", "use", "based on", "with", "by", "via",
    r"in (?=(?:an?|one|each|any|every) (?:hour|day|week|month|year|night|minute)\b)", "within",
    "in (?=(?:the|our|this|each) )",
    "knowing",
    "through", "after", "before", "as a function of",
    r"for (?=(?:a|an|the|each|every|all|new|our|my|people|customers)\b)", "per", "if they",
    "if (?:all )?(?:i|we|you)", "since", "because", "regardless of", "at", "on",
)  # fmt: skip
NUMBER_ASKED = whole_words(
    r"what (?:do|does|did|will|would|should|can|could)\b.*\b(?:pay|cost|earn|charge|spend|weigh|sell|list"
    "|ask|make|owe)",
    "how (?:much|many|long|old|far|heavy|big|large|tall|wide|high|hot|warm|cold|fast|quick|quickly|late"
    "|expensive|strong|loud|good|deep|often)",
    "number of", "amount of", "value of", "average", "in (?:dollars|euros|minutes|hours|kg|years|days)",
    "as an? number", "price", "cost",
)  # fmt: skip
YES_NO = whole_words(
    "^(?:and |so |also |please )*(?:will|is|are|does|do|did|was|were|has|have|can|would|should|shall|if|whether)",
    "whether", "yes (?:or|/)? ?no", "yes no", "or not",
)  # fmt: skip
WHO = whole_words(
    "who", "whom", r"which (?:of (?:our|the|my) )?\w+s", "detect", "screen", "diagnose", "flag", "catch", "spot",
    "identify", "those", "find", "chance", "probability", "likelihood", "odds",
)  # fmt: skip
KIND_ASKED = whole_words(
    "which", "what (?:kind|type|sort)", r"classif\w+", "category", "kind of", "type of", "sort of",
)  # fmt: skip
# An input that is welcome is not what is asked for.
WELCOME = whole_words(
    "(?:fine|ok|okay|allowed|free|good) to use", "(?:can|may) be used", "(?:fine|ok|okay) as (?:an )?input"
)
