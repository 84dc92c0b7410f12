"""Which columns a goal leaves out, and which it keeps alone."""

from models.goals import cues
from models.goals.clauses import Clause
from models.goals.lookup import SILENT
from models.goals.mentions import Mention
from models.goals.scene import Scene

MAX_FILLER = 4
JOINING = frozenset(
    (",", "and", "or", "nor", "the", "both", "all", "a", "an", "any", "of", "column", "columns", "other", "also")
)
STOPPING = frozenset(("not", "without", "from", "but", "predict", "using", "use"))
VERBS = frozenset(("is", "are", "will", "does", "do", "did", "can"))
SWEEPING = frozenset(("other", "others", "all", "any", "every", "remaining", "rest", "anything", "everything"))


def read_left_out(scene: Scene, special: set[Mention]) -> list[Mention]:
    """Return the mentions of columns that a goal leaves out, those with a special part not counted."""
    found: list[Mention] = []
    for number, clause in scene.active():
        if cues.RETRACTION.search(clause.text):
            continue
        mentions = [mention for mention in scene.in_clause(number) if mention not in special]
        here = _left_out_in(scene, number, clause, mentions)
        found.extend(mention for mention in here if mention not in found)
    return found


def is_sweeping(mention: Mention, clause: Clause) -> bool:
    """Whether a column was left out among others: "all the other weights"."""
    return bool(SWEEPING & set(clause.words[max(0, mention.start - 3) : mention.start]))


def read_denied(scene: Scene, target_clause: int) -> list[Mention]:
    """Return the mentions that are denied after the target was named: "flipper length. not the sex"."""
    found: list[Mention] = []
    for number, clause in scene.active():
        cue = cues.DENIED.search(clause.text)
        if cue and number > target_clause:
            found.extend(_list_after(scene.in_clause(number), clause.word_at(cue.end() - 1) + 1, clause))
    return found


def read_kept(scene: Scene) -> list[Mention]:
    """Return the mentions of the only columns that may be used; none where all may."""
    kept: list[Mention] = []
    for number, clause in scene.active():
        if cues.USE_ALL.search(clause.text):
            kept = []
            continue
        start, end = _kept_span(clause)
        listed = [m for m in scene.in_clause(number) if start <= m.start and m.end <= end and m not in kept]
        kept.extend(_best_of_each_place(listed))
    return kept


def read_ruled_out(scene: Scene) -> list[str]:
    """Return the columns that are named as not being the target."""
    ruled_out: list[str] = []
    for number, clause in scene.active():
        cue = cues.NOT_TARGET.search(clause.text)
        if cue and not cues.LEAVE_OUT_NEXT.search(clause.text):
            listed = _list_after(scene.in_clause(number), clause.word_at(cue.end() - 1) + 1, clause)
            ruled_out.extend(mention.column for mention in listed[:1])
    return ruled_out


def _left_out_in(scene: Scene, number: int, clause: Clause, mentions: list[Mention]) -> list[Mention]:
    around = cues.LEAVE_OUT_AROUND.search(clause.text)
    if around:
        first, last = clause.word_at(around.start()), clause.word_at(around.end() - 1)
        inside = [mention for mention in mentions if first < mention.start <= last]
        pointed = _best_of_each_place(inside) or _pointed_at(scene, number, first, mentions)
        if pointed:
            return pointed
    following = cues.LEAVE_OUT_NEXT.search(clause.text)
    if following:
        first = clause.word_at(following.start())
        listed = _list_after(mentions, clause.word_at(following.end() - 1) + 1, clause)
        listed += [mention for mention in _list_in_next(scene, number) if mention not in listed]
        return listed or _pointed_at(scene, number, first, mentions)
    ending = cues.LEAVE_OUT_LAST.search(clause.text)
    if ending:
        pointed = _pointed_at(scene, number, clause.word_at(ending.start()), mentions)
        return pointed or _list_in_next(scene, number)
    return []


def _pointed_at(scene: Scene, number: int, cue: int, mentions: list[Mention]) -> list[Mention]:
    """Return the list that ends before a cue, or what a pronoun or a missing subject stands for."""
    clause = scene.clauses[number]
    listed = _list_before(mentions, cue, clause)
    if listed:
        return _but_target(listed, clause) if len(scene.clauses) == 1 else listed
    if cues.PRONOUN.search(clause.text):
        return _best_of_each_place(scene.referred(number, cue))
    is_bare = (
        number > 0 and SILENT.issuperset(clause.words[:cue]) and scene.clauses[number - 1].sentence == clause.sentence
    )
    if is_bare and not cues.NO.match(clause.text) and len(clause.words) <= 6:
        return _best_of_each_place(scene.in_clause(number - 1))
    return []


def _but_target(listed: list[Mention], clause: Clause) -> list[Mention]:
    """Spare what stands before the first comma where nothing else names a target: "price, x and y must not be used"."""
    if "," not in clause.words or not {"and", "or"} & set(clause.words):
        return listed
    comma = clause.words.index(",")
    return [mention for mention in listed if mention.start > comma]


def _list_after(mentions: list[Mention], start: int, clause: Clause) -> list[Mention]:
    """Return the mentions of the list that begins after a word, as long as few other words stand between."""
    listed: list[Mention] = []
    end = start
    for mention in mentions:
        if mention.start < start:
            continue
        if not _goes_on(clause, end, mention.start):
            break
        listed.append(mention)
        end = max(end, mention.end)
    return _best_of_each_place(listed)


def _list_before(mentions: list[Mention], end: int, clause: Clause) -> list[Mention]:
    """Return the mentions of the list that ends before a word."""
    listed: list[Mention] = []
    start = end
    for mention in sorted(mentions, key=lambda m: -m.end):
        if mention.start >= end or mention.end > end:
            continue
        is_other_thing = bool(listed) and bool(VERBS & set(clause.words[mention.end : start]))
        if is_other_thing or not _goes_on(clause, mention.end, start):
            break
        listed.append(mention)
        start = min(start, mention.start)
    return _best_of_each_place(listed[::-1])


def _goes_on(clause: Clause, start: int, end: int) -> bool:
    between = clause.words[start:end]
    if STOPPING & set(between):
        return False
    return sum(word not in JOINING for word in between) <= MAX_FILLER


def _list_in_next(scene: Scene, number: int) -> list[Mention]:
    """Return the list after a colon or in brackets: the next clause of the same sentence, when it is a list."""
    after = number + 1
    if after >= len(scene.clauses) or scene.clauses[after].sentence != scene.clauses[number].sentence:
        return []
    mentions = scene.in_clause(after)
    told = {i for mention in mentions for i in range(mention.start, mention.end)}
    others = [word for i, word in enumerate(scene.clauses[after].words) if i not in told and word not in JOINING]
    return _best_of_each_place(mentions) if not others else []


def _best_of_each_place(mentions: list[Mention]) -> list[Mention]:
    """Of columns that the same words may mean, keep the nearest; all of them where none is nearer."""
    kept = []
    for mention in mentions:
        rivals = [other.strength for other in mentions if other.overlaps(mention)]
        if mention.strength >= max(rivals) - 0.05:
            kept.append(mention)
    return kept


def _kept_span(clause: Clause) -> tuple[int, int]:
    """Return the words (first, end) that list the only columns to use; an empty span where there are none."""
    following = cues.KEEP_ONLY_NEXT.search(clause.text)
    if following:
        return clause.word_at(following.start()), len(clause.words)
    last = cues.KEEP_ONLY_LAST.search(clause.text)
    if last:
        return clause.word_at(last.start(1)), clause.word_at(last.end()) + 1
    return len(clause.words), 0
