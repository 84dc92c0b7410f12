"""The turns of phrase that tell what a clause is for: leaving out, keeping only, grouping, time, weights."""

import re

_INPUT = r"(?:an? )?(?:inputs?|features?|predictors?|variables?)"
_NOT_ALLOWED = (
    rf"(?:used|use|allowed|permitted|known|available|included|considered|legal|usable|reliable|trusted|seen|there|ready|"
    rf"accessible|shown|{_INPUT}|count|counted|help|looked at|touched|part of|fed|recorded|be used|predictive|useful|relevant|helpful|meaningful|informative|play (?:a|any|no) (?:role|part)|matter|influence \w+|enter)"
)

LEAVE_OUT_NEXT = re.compile(
    r"\bnot (?:\w+ ){0,3}?(?:use|using|used|include|including|consider|considering|look at|touch|rely on|feed|consult|take into account)\b|"
    r"\b(?:without(?: us(?:e|ing))?|excluding|except(?: for)?|apart from|aside from|other than|ignor(?:e|ing)|leav(?:e|ing) out|drop(?:ping)?|"
    r"remov(?:e|ing)|exclud(?:e|ed|ing)|omit(?:ting)?|minus|skip(?:ping)?|discard(?:ing)?|throw (?:out|away)|get rid of|never use|"
    r"avoid(?:ing)?|everything but|anything but|all but|all columns but|not from|neither|left out|forget about|disregard(?:ing)?|"
    r"instead of using|rather than using|steer clear of|blind to|must not see|should not see|stay away from|keep out|barred from using)\b|"
    r"\bnot (?:want|need|like) (?!to\b)|\bforget (?!(?:about )?(?:that|it|what|this)\b)|\buse\b(?=.* not$)|^(?:and |but |so |also |please )*(?:no|not even)\b(?! wait| ,)"
)  # fmt: skip
LEAVE_OUT_LAST = re.compile(
    rf"\bnot (?:to )?(?:yet )?(?:be )?(?:\w+ )?{_NOT_ALLOWED}\b|"
    r"\b(?:has|have|must|should|needs?|can|could|will|to|may|is|are|it|them|that|those|these|they|he) (?:to )?(?:stay|be left|be kept|be|remain|stays?)? ?"
    r"(?:out|excluded|ignored|dropped|removed|left out|aside|omitted|away|discarded)\b|"
    r"\b(?:off limits|off the table|forbidden|prohibited|taboo|cheating|leak|leaks|leakage|leaking|banned|useless|garbage|unavailable|unreliable|nonsense|"
    r"verboten|gives? (?:it|the answer) away|comes? (?:later|afterwards|after|too late)|after the fact|(?:has|have|needs?|must) (?:to )?go|(?:only|just) (?:be )?(?:known|available|recorded|filled|measured|entered|written|set|there) (?:\w+ )?(?:after|afterwards|later|then|once|when|at the end)|"
    r"(?:is|are) (?:filled|recorded|known|entered|measured|written) (?:\w+ )?(?:after|afterwards|later)|(?:no|never) (?:\w+ )?(?:an? )?(?:input|feature)s?|unknown)\b"
)  # fmt: skip
LEAVE_OUT_AROUND = re.compile(
    r"\b(?:leave|leaving|leaves|left|keep|keeping|kept|throw|throwing|take|taking|put|kick|toss)\b(?! one out)((?: \S+){1,25}?) (?:out|aside|off|away)\b"
)  # fmt: skip
KEEP_ONLY_NEXT = re.compile(
    r"\b(?:us(?:e|es|ing)|from|with|on|given|take|taking|consider|considering|by|look at|based on|know|have|want|feed it|allowed)(?: \w+)? (?:only|just|solely|exclusively|nothing but|nothing except|no more than|nothing more than)\b|"
    r"\b(?:only|just|solely|exclusively) (?:us(?:e|es|ing)|from|with|take|consider|look at|based on|given|know|have|allowed|by|on|the columns?|knew|knowing|see|allowed to use)\b|^(?:and )?(?:only|just|solely)\b|\b(?:nothing but|no columns? (?:but|except|other than)|nothing other than)\b"
)  # fmt: skip
KEEP_ONLY_LAST = re.compile(
    r"\b(?:us(?:e|es|ing)|from|with|based on|given|take|by|on|out of|know|have|knowing)\b(.*?)\b(?:only|alone|and nothing else|nothing else|exclusively|and that is it|and no other|no others)\b"
)  # fmt: skip
USE_ALL = re.compile(
    r"\b(?:use|using|take|keep|with|include) (?:everything|all(?: of)?(?: the)?(?: other)?(?: columns?| features?| of them| of it| the rest)?)(?: again| then| after all)?\s*$"
)
RETRACTION = re.compile(
    r"\b(?:forget (?:that|it|what i said|about it)|scratch that|strike that|never ?mind|no wait|wait no|on second thou?ghts?|actually no|changed my mind|"
    r"i take that back|correction|ignore that|disregard that|rather not|cancel that|undo that|oh wait|hold on|my mistake|sorry i meant|i meant)\b"
)  # fmt: skip
NO = re.compile(r"^(?:and |but |so |also |please )*(?:no|not even)\b")
PRONOUN = re.compile(r"\b(?:it|them|that|those|these|this|they|both|its|ones?)\b")
DENIED = re.compile(r"^(?:and |but |so |please )*not (?:the |its |any |with |by |their )?")
NOT_TARGET = re.compile(
    r"^(?:and |but |so )*(?:not|instead of|rather than)\b|\b(?:instead of|rather than|and not|but not|not the)\b"
)

GROUP = re.compile(
    r"\b(?:never|not)\b.*\b(?:both|two|different|several)\b(?: \w+){0,3}? ?(?:train\w*|test|sides?|sets?|parts?|folds?|halves|splits?)?|"
    r"\bin both\b|\bon both sides\b|\b(?:same|one|single) (?:\w+ )?(?:fold|side|set|part|split)\b|\b(?:entirely|completely|wholly|fully|all) in (?:one|a|the same)\b|"
    r"\b(?:stay|stays|kept|keep|keeping|remain|belong|belongs|go|goes|be|held|hold|put) (?:\w+ ){0,8}?together\b|\bgroup(?:ed|ing|s)? (?:\w+ ){0,3}?by\b|\bgroup(?:ed)? (?:k ?fold|split|cv|column|cross validation)\b|"
    r"\bsplit(?:s|ting)? (?:\w+ ){0,4}?(?:by|per|on|along|according to)\b|\bfolds? (?:\w+ ){0,3}?(?:by|per)\b|\bleave one \w+ out\b|\bstraddl\w+\b|\bspread (?:over|across|between)\b|"
    r"\b(?:never|not) (?:\w+ ){0,4}?(?:seen|met|encountered)\b|\b(?:new|unseen|unknown|other|future) (?:\w+ )?(?:only)?\b(?=.*\b(?:generali[sz]e|works? (?:for|on)|never seen|not seen|unseen|validated?|tested?|held out)\b)|"
    r"\b(?:generali[sz]e|works?|hold|holds) (?:\w+ )?(?:for|to|on) (?:\w+ )?(?:new|unseen|unknown|other)\b|\bis (?:the )?groups?\b|\bas (?:the )?groups?\b|\bapart\b|\bhold(?:ing)? out (?:entire|whole|all|complete)\b|\b(?:entire|whole|complete) \w+ (?:held|left) out\b|\bleft out as a whole\b|\b(?:kept?|keeping|stays?) (?:whole|intact|undivided|in one piece)\b|"
    r"\b(?:never|not) (?:to )?(?:be )?(?:split|divided|torn|separated|shared|mixed)\b"
)  # fmt: skip
TIME = re.compile(
    r"\b(?:train\w*|learn\w*|fit\w*|build\w*|use|using)\b.*\b(?:earl\w+|past|old\w*|before|histor\w+|previous|prior|first)\b.*\b(?:test\w*|valid\w*|check\w*|evaluat\w*|scor\w*|judg\w*|predict\w*|then|measure\w*|try|prove\w*)\b.*\b(?:later|last|new\w*|recent|future|after|following|latest|rest)\b|"
    r"\b(?:test\w*|valid\w*|check\w*|evaluat\w*|scor\w*|judg\w*)\b.*\b(?:later|last|new\w*|recent|future|latest)\b.*\b(?:train\w*|learn\w*|fit\w*)\b|"
    r"\b(?:train|learn|fit)\w*\b.*\b(?:test|evaluat|valid|scor|check)\w*\b.*\b(?:later|latest|afterwards)\b|\btrain\w* (?:\w+ ){0,3}(?:earlier|older|past|first|previous)\b|\btime series\b|\bchronolog\w+|\b(?:time|temporal|date) (?:order|ordered|split|series|based|wise)\b|\bin (?:the )?order of (?:time|date)\b|\border(?:ed)? (?:by|in|of) (?:the )?(?:time|date)\b|"
    r"\b(?:look|looks|looking|peek|peeks|peeking|see|sees|leak|leaks|leaking|learn|train)\b(?: \w+){0,4}? (?:into|at|from|on) (?:the )?future\b|\bwalk forward\b|\bbacktest\w*\b|\btemporal\w*\b|\bfuture (?:rows|data|must|should|may|values?|information)\b|"
    r"\b(?:past|earlier|older|old) (?:\S+ ){0,6}?(?:to|and|for|predicts?) (?:\S+ ){0,4}?(?:future|later|newer|new)\b|\bsplit (?:\w+ ){0,3}?(?:by|on|in|along) (?:the )?(?:time|date)\b|\btime column\b|\bis the (?:time|date) (?:column|axis)?\b|\bas (?:the |a )?(?:time|date)(?: column| axis| index)?\b|\bby time\b|\bsorted by\b"
)  # fmt: skip
WEIGHT = re.compile(
    r"\b(?:row|sample|case|survey|census|sampling|instance|observation|frequency|statistical|training|population|expansion)s? weights?\b|"
    r"\bweight(?:s|ed|ing)? (?:the |each |every |all |my |our )?(?:rows?|samples?|records?|cases?|observations?|lines?|people|respondents?|households?|entr\w+)\b|\bweighted (?:by|with|according)\b|"
    r"\bweigh (?:the |each |every |all )?(?:rows?|samples?|records?|cases?|observations?)\b|\bas (?:the |a |its |an? )?weights?\b|\bis (?:the |a |only the |just the )?weights?\b(?! of)|\bweights? (?:column|for (?:the |each )?rows?|of (?:the |each |a )?(?:row|sample|record)s?)\b|\bweight (?:it|them) by\b"
)  # fmt: skip
