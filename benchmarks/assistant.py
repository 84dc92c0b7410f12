"""How well the assistant understands, whether its numbers are backed, and how fast it answers.

    python benchmarks/assistant.py QUESTIONS.jsonl [MORE.jsonl ...] [--conversations FILE.jsonl]
        [--records FOLDER] [--numbers] [--speed] [--misses] [--answers out.jsonl]

Each line of a questions file has ``question``, ``accept`` (the topics that count as right), ``topic``, ``kind``,
``style`` and, for a follow-up, ``prev``, the question before it. Each line of a conversations file has ``turns``, a
list of ``{"question", "accept"}``. Questions are asked of a finished run of the benchmark's own; FOLDER keeps its
records, so that they are made once. ``--numbers`` asks every question of thirty runs and traces every number;
``--speed`` times answers over a record of 500 trials (nothing else should run meanwhile); ``--misses`` prints what was
taken for something else; ``--answers`` writes questions, answers and key points for a reader.
"""

import argparse
import json
import sys
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from assistant_records import records, with_many_trials

from assistant.answer import Answer, answer
from assistant.backing import unbacked
from assistant.conversation import Conversation
from models.record import RunRecord

OUT_OF_SCOPE = "out_of_scope"
LONGEST_SHOWN = 110
# Of each goal: the share, and whether it is a floor.
GOALS = {
    "right first": (0.85, True),
    "right among three": (0.95, True),
    "typos right first": (0.80, True),
    "follow-ups right first": (0.80, True),
    "out of scope answered": (1 / 30, False),
    "in scope refused": (0.03, False),
}
MOST_MILLISECONDS = 150


@dataclass(frozen=True)
class Judged:
    """One question with the topic of its answer and the alternatives."""

    case: Mapping[str, Any]
    topic: str
    alternatives: tuple[str, ...]

    @property
    def is_right(self) -> bool:
        """Whether the lead is accepted."""
        return self.topic in self.case["accept"]

    @property
    def is_near(self) -> bool:
        """Whether the lead or an alternative is accepted."""
        return bool({self.topic, *self.alternatives} & set(self.case["accept"]))

    @property
    def is_in_scope(self) -> bool:
        """Whether an answer is wanted."""
        return OUT_OF_SCOPE not in self.case["accept"]


def ask(case: Mapping[str, Any], record: RunRecord) -> Answer:
    """Ask one question, after the one before it if it is a follow-up."""
    context = Conversation()
    if case.get("prev"):
        context = answer(str(case["prev"]), record).conversation
    return answer(case["question"], record, context)


def judged(cases: Sequence[Mapping[str, Any]], record: RunRecord) -> list[Judged]:
    """Ask every question and keep what it was taken for."""
    given = [(case, ask(case, record)) for case in cases]
    return [Judged(case, said.topic, said.alternatives) for case, said in given]


def judged_conversations(talks: Sequence[Mapping[str, Any]], record: RunRecord) -> list[Judged]:
    """Lead every conversation from its first turn to its last."""
    found = []
    for talk in talks:
        context = Conversation()
        for turn in talk["turns"]:
            said = answer(turn["question"], record, context)
            context = said.conversation
            found.append(Judged({**turn, "id": talk["id"]}, said.topic, said.alternatives))
    return found


def shares(results: Sequence[Judged]) -> dict[str, tuple[int, int]]:
    """Count what the goals are about: how many, of how many."""
    inside = [one for one in results if one.is_in_scope]
    outside = [one for one in results if not one.is_in_scope]
    by_style: dict[str, list[Judged]] = defaultdict(list)
    for one in inside:
        by_style[one.case.get("style", "clean")].append(one)
    return {
        "right first": (sum(one.is_right for one in results), len(results)),
        "right among three": (sum(one.is_near for one in results), len(results)),
        "typos right first": (sum(one.is_right for one in by_style["typo"]), len(by_style["typo"])),
        "follow-ups right first": (sum(one.is_right for one in by_style["followup"]), len(by_style["followup"])),
        "out of scope answered": (sum(not one.is_right for one in outside), len(outside)),
        "in scope refused": (sum(one.topic == OUT_OF_SCOPE for one in inside), len(inside)),
    }


def report(title: str, results: Sequence[Judged], *, shows_misses: bool) -> None:
    """Print the shares beside the goals."""
    print(f"\n{title}: {len(results)} questions")
    for name, (count, of) in shares(results).items():
        goal, is_floor = GOALS[name]
        if of == 0:
            continue
        is_reached = count / of >= goal if is_floor else count / of <= goal
        bound = "at least" if is_floor else "at most"
        verdict, bound = "reached" if is_reached else "MISSED ", f"{bound} {goal:.1%}"
        print(f"{verdict} {name:<24} {count:>4} of {of:<4} {count / of:>6.1%}  ({bound})")
    for one in results if shows_misses else ():
        if not one.is_right:
            near = "near" if one.is_near else "    "
            wanted = "/".join(one.case["accept"])
            print(f"  {near} {one.topic:<26} wanted {wanted:<40} {one.case['question'][:LONGEST_SHOWN]!r}")


def trace_numbers(cases: Sequence[Mapping[str, Any]], runs: Mapping[str, RunRecord]) -> bool:
    """Ask every question of every run, and print the numbers that no fact backs."""
    n_answers, n_citations, wrong = 0, 0, []
    for name, record in runs.items():
        for case in cases:
            said = ask(case, record)
            n_answers, n_citations = n_answers + 1, n_citations + len(said.citations)
            wrong += [f"{name}: {case['question'][:60]!r}: {fault}" for fault in unbacked(said.answer, said.citations)]
    asked = f"{n_answers} answers over {len(runs)} runs, {n_citations} citations"
    print(f"\n{len(wrong)} numbers without their fact in {asked}")
    print("\n".join(dict.fromkeys(wrong)))
    return not wrong


def time_answers(cases: Sequence[Mapping[str, Any]], record: RunRecord) -> None:
    """Print how long answers take over a record of many trials; the first one, which trains, apart."""
    large = with_many_trials(record)
    began = time.perf_counter()
    answer("why this model?", large)
    first = time.perf_counter() - began
    took = []
    for case in cases:
        began = time.perf_counter()
        answer(case["question"], large)
        took.append(1000 * (time.perf_counter() - began))
    median, high = np.percentile(took, [50, 95])
    is_reached = "reached" if high < MOST_MILLISECONDS else "MISSED "
    times = f"median {median:.0f} ms, 95th percentile {high:.0f} ms, slowest {max(took):.0f} ms"
    print(f"\n{is_reached} {len(large.trials)} trials: {times}; the first answer {first:.1f} s")


def write_answers(cases: Sequence[Mapping[str, Any]], record: RunRecord, path: Path) -> None:
    """Write what a reader needs to judge the content."""
    with path.open("w", encoding="utf-8") as file:
        for case in cases:
            said = ask(case, record)
            line = {"question": case["question"], "prev": case.get("prev"), "key_points": case.get("key_points", [])}
            file.write(json.dumps({**line, "topic": said.topic, "answer": said.answer}, ensure_ascii=False) + "\n")


def read_lines(path: Path) -> list[dict[str, Any]]:
    """Read a file of JSON lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def main() -> int:
    """Judge every file; exit status 1 where a number is not backed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("questions", type=Path, nargs="+")
    parser.add_argument("--conversations", type=Path)
    parser.add_argument("--records", type=Path)
    parser.add_argument("--numbers", action="store_true")
    parser.add_argument("--speed", action="store_true")
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--answers", type=Path)
    arguments = parser.parse_args()
    runs = records(arguments.records, lambda line: print(line, file=sys.stderr, flush=True))
    run, cases = runs["churn"], [case for path in arguments.questions for case in read_lines(path)]
    for path in arguments.questions:
        report(path.name, judged(read_lines(path), run), shows_misses=arguments.misses)
    if arguments.conversations:
        talks = read_lines(arguments.conversations)
        report(arguments.conversations.name, judged_conversations(talks, run), shows_misses=arguments.misses)
    if arguments.answers:
        write_answers(cases, run, arguments.answers)
    if arguments.speed:
        time_answers(cases, run)
    return 0 if not arguments.numbers or trace_numbers(cases, runs) else 1


if __name__ == "__main__":
    sys.exit(main())
