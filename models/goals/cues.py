"""The turns of phrase that tell what a clause is for: leaving out, keeping only, grouping, time, weights."""

import re

from models.goals.phrases import whole_words

LEAVE_OUT_NEXT = whole_words(
    r"not (?:\w+ ){0,3}?(?:use|using|used|include|including|consider|considering|look at|touch|rely on"
    "|feed|consult|take into account)",
    "without(?: us(?:e|ing))?", "excluding", "except(?: for)?", "apart from", "aside from", "other than",
    "ignor(?:e|ing)", "leav(?:e|ing) out", "drop(?:ping)?", "remov(?:e|ing)", "exclud(?:e|ed|ing)",
    "omit(?:ting)?", "minus", "skip(?:ping)?", "discard(?:ing)?", "throw (?:out|away)", "get rid of", "never use",
    "avoid(?:ing)?", "everything but", "anything but", "all but", "all columns but", "not from", "neither",
    "left out", "forget about", "nothing (?:about|on|regarding)",
    "disregard(?:ing)?", "instead of using", "rather than using", "steer clear of",
    "blind to", "must not see", "should not see", "stay away from", "keep out", "barred from using",
    r"not (?:want|need|like) (?!to\b)", r"forget (?!(?:about )?(?:that|it|what|this)\b)", r"use\b(?=.* not$)",
    r"^(?:and |but |so |also |please )*(?:no|not even)\b(?! wait| ,)",
)  # fmt: skip
LEAVE_OUT_LAST = whole_words(
    r"not (?:to )?(?:yet )?(?:be )?(?:\w+ )?(?:used|use|allowed|permitted|known|available|included"
    "|considered|legal|usable|reliable|trusted|seen|there|ready|accessible|shown|(?:an? )?(?:inputs?"
    "|features?|predictors?|variables?)|count|counted|help|looked at|touched|part of|fed|recorded|be"
    " used|predictive|useful|relevant|helpful|meaningful|informative|play (?:a|any|no) (?:role|part)"
    r"|matter|influence \w+|enter)",
    "(?:has|have|must|should|needs?|can|could|will|to|may|is|are|it|them|that|those|these|they|he) (?:to"
    " )?(?:stay|be left|be kept|be|remain|stays?)? ?(?:out|excluded|ignored|dropped|removed|left out"
    "|aside|omitted|away|discarded)",
    "off limits", "off the table", "forbidden", "prohibited", "taboo", "cheating", "leak", "leaks", "leakage",
    "leaking", "banned", "useless", "garbage", "unavailable", "unreliable", "nonsense", "verboten",
    "gives? (?:it|the answer) away", "comes? (?:later|afterwards|after|too late)", "after the fact",
    "(?:has|have|needs?|must) (?:to )?go",
    r"(?:only|just) (?:be )?(?:known|available|recorded|filled|measured|entered|written|set|there) (?:\w+"
    " )?(?:after|afterwards|later|then|once|when|at the end)",
    r"(?:is|are) (?:filled|recorded|known|entered|measured|written) (?:\w+ )?(?:after|afterwards|later)",
    r"(?:no|never) (?:\w+ )?(?:an? )?(?:input|feature)s?", "unknown", "(?:is|are) not$",
)  # fmt: skip
LEAVE_OUT_AROUND = re.compile(
    r"\b(?:leave|leaving|leaves|left|keep|keeping|kept|throw|throwing|take|taking|put|kick|toss)\b(?! one out)"
    r"((?: \S+){1,25}?) (?:out|aside|off|away)\b"
)  # fmt: skip
KEEP_ONLY_NEXT = whole_words(
    "(?:us(?:e|es|ing)|from|with|on|given|take|taking|consider|considering|by|look at|based on|know|have"
    r"|want|feed it|allowed)(?: \w+)? (?:only|just|solely|exclusively|nothing but|nothing except|no more"
    " than|nothing more than)",
    "(?:only|just|solely|exclusively) (?:us(?:e|es|ing)|from|with|take|consider|look at|based on|given"
    "|know|have|allowed|by|on|the columns?|knew|knowing|see|allowed to use)",
    "^(?:and )?(?:only|just|solely)", "nothing but", "no columns? (?:but|except|other than)", "nothing other than",
)  # fmt: skip
KEEP_ONLY_LAST = whole_words(
    r"(?:us(?:e|es|ing)|from|with|based on|given|take|by|on|out of|know|have|knowing"
    r"|features?|columns|inputs?|predictors?)\b(.*?)\b(?:only"
    "|alone|and nothing else|nothing else|exclusively|and that is it|and no other|no others)",
)  # fmt: skip
USE_ALL = whole_words(
    "(?:use|using|take|keep|with|include) (?:everything|all(?: of)?(?: the)?(?: other)?(?: columns?|"
    r" features?| of them| of it| the rest)?)(?: again| then| after all)?\s*$",
)  # fmt: skip
RETRACTION = whole_words(
    "forget (?:that|it|what i said|about it)", "scratch that", "strike that", "never ?mind", "no wait", "wait no",
    "on second thou?ghts?", "actually no", "changed my mind", "i take that back", "correction", "ignore that",
    "disregard that", "rather not", "cancel that", "undo that", "oh wait", "hold on", "my mistake",
    "sorry i meant", "i meant",
)  # fmt: skip
NO = re.compile(r"^(?:and |but |so |also |please )*(?:no|not even)\b")
PRONOUN = whole_words(
    "it", "them", "that", "those", "these", "this", "they", "both", "its", "ones?",
)  # fmt: skip
DENIED = re.compile(r"^(?:and |but |so |please )*not (?:the |its |any |with |by |their )?")
NOT_TARGET = whole_words(
    "^(?:and |but |so )*(?:not|instead of|rather than)", "instead of", "rather than", "and not", "but not",
    "not the",
)  # fmt: skip

GROUP = whole_words(
    r"(?:never|not)\b.*\b(?:both|two|different|several)\b(?: \w+){0,3}? ?(?:train\w*|test|sides?|sets?"
    "|parts?|folds?|halves|splits?)?",
    "in both", "on both sides", r"(?:same|one|single) (?:\w+ )?(?:fold|side|set|part|split)",
    "(?:entirely|completely|wholly|fully|all) in (?:one|a|the same)",
    r"(?:stay|stays|kept|keep|keeping|remain|belong|belongs|go|goes|be|held|hold|put) (?:\w+ ){0,8}?together",
    r"group(?:ed|ing|s)? (?:\w+ ){0,3}?by", "group(?:ed)? (?:k ?fold|split|cv|column|cross validation)",
    r"split(?:s|ting)? (?:\w+ ){0,4}?(?:by|per|on|along|according to)", r"folds? (?:\w+ ){0,3}?(?:by|per)",
    r"leave one \w+ out", r"straddl\w+", "spread (?:over|across|between)",
    r"(?:never|not) (?:\w+ ){0,4}?(?:seen|met|encountered)",
    r"(?:new|unseen|unknown|other|future) (?:\w+ )?(?:only)?\b(?=.*\b(?:generali[sz]e|works? (?:for|on)"
    r"|never seen|not seen|unseen|validated?|tested?|held out)\b)",
    r"(?:generali[sz]e|works?|hold|holds) (?:\w+ )?(?:for|to|on) (?:\w+ )?(?:new|unseen|unknown|other)",
    "is (?:the )?groups?", "as (?:the )?groups?", r"^groups? (?:column |key )?(?:is )?\w+$", "apart",
    "hold(?:ing)? out (?:entire|whole|all|complete)",
    r"(?:entire|whole|complete) \w+ (?:held|left) out", "left out as a whole",
    "(?:kept?|keeping|stays?) (?:whole|intact|undivided|in one piece)",
    "(?:never|not) (?:to )?(?:be )?(?:split|divided|torn|separated|shared|mixed)",
)  # fmt: skip
TIME = whole_words(
    r"(?:train\w*|learn\w*|fit\w*|build\w*|use|using)\b.*\b(?:earl\w+|past|old\w*|before|histor\w+"
    r"|previous|prior|first)\b.*\b(?:test\w*|valid\w*|check\w*|evaluat\w*|scor\w*|judg\w*|predict\w*|then"
    r"|measure\w*|try|prove\w*)\b.*\b(?:later|last|new\w*|recent|future|after|following|latest|rest)",
    r"(?:test\w*|valid\w*|check\w*|evaluat\w*|scor\w*|judg\w*)\b.*\b(?:later|last|new\w*|recent|future"
    r"|latest)\b.*\b(?:train\w*|learn\w*|fit\w*)",
    r"(?:train|learn|fit)\w*\b.*\b(?:test|evaluat|valid|scor|check)\w*\b.*\b(?:later|latest|afterwards)",
    r"train\w* (?:\w+ ){0,3}(?:earlier|older|past|first|previous)", "time series", r"chronolog\w+",
    "(?:time|temporal|date) (?:order|ordered|split|series|based|wise)", "in (?:the )?order of (?:time|date)",
    "order(?:ed)? (?:by|in|of) (?:the )?(?:time|date)",
    r"(?:look|looks|looking|peek|peeks|peeking|see|sees|leak|leaks|leaking|learn|train)\b(?: \w+){0,4}?"
    " (?:into|at|from|on) (?:the )?future",
    "walk forward", r"backtest\w*", r"temporal\w*", "future (?:rows|data|must|should|may|values?|information)",
    r"(?:past|earlier|older|old) (?:\S+ ){0,6}?(?:to|and|for|predicts?) (?:\S+ ){0,4}?(?:future|later|newer|new)",
    r"split (?:\w+ ){0,3}?(?:by|on|in|along) (?:the )?(?:time|date)", "time column",
    "is the (?:time|date) (?:column|axis)?", "as (?:the |a )?(?:time|date)(?: column| axis| index)?", "by time",
    "sorted by",
)  # fmt: skip
WEIGHT = whole_words(
    "(?:row|sample|case|survey|census|sampling|instance|observation|frequency|statistical|training"
    "|population|expansion)s? weights?",
    "weight(?:s|ed|ing)? (?:the |each |every |all |my |our )?(?:rows?|samples?|records?|cases?"
    r"|observations?|lines?|people|respondents?|households?|entr\w+)",
    "weighted (?:by|with|according)",
    "weigh (?:the |each |every |all )?(?:rows?|samples?|records?|cases?|observations?)",
    "as (?:the |a |its |an? )?weights?", r"is (?:the |a |only the |just the )?weights?\b(?! of)",
    "weights? (?:column|for (?:the |each )?rows?|of (?:the |each |a )?(?:row|sample|record)s?)",
    "weight (?:it|them) by",
)  # fmt: skip
