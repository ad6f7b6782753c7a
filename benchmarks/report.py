"""The figures as Markdown. What stands between `MARKS` is quoted by the README."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .imports import Profile
from .scaling import Size
from .timing import Runs

MARKS = ("<!-- benchmark -->", "<!-- end -->")
SLOWEST = 12  # modules that are shown
Bounded = tuple[Runs, Runs, float | None]


def table(*rows: Sequence[str], texts: int = 1) -> Iterator[str]:
    """A Markdown table; the first row is its head, and all columns after so many of text are figures."""
    head, *body = rows
    yield f"| {' | '.join(head)} |"
    yield f"|{' --- |' * texts}{' ---: |' * (len(head) - texts)}"
    yield from (f"| {' | '.join(row)} |" for row in body)
    yield ""


def milliseconds(runs: Runs) -> str:
    return f"{runs.seconds * 1000:,.0f} ms"


def bounds(measured: Sequence[Bounded]) -> Iterator[str]:
    rows = [
        (
            ours.task.name,
            other.task.name,
            milliseconds(ours),
            milliseconds(other),
            f"{ours.ratio(other):.2f}",
            f"{bound}" if bound else "",
        )
        for ours, other, bound in measured
    ]
    yield from table(("what", "against", "takes", "the other", "times as long", "at most"), *rows, texts=2)


def limits(measured: Sequence[tuple[Runs, float]]) -> Iterator[str]:
    rows = [(runs.task.name, f"{runs.seconds:.1f} s", f"{bound:g} s") for runs, bound in measured]
    yield from table(("what", "takes", "at most"), *rows)


def same_work(measured: Sequence[tuple[str, list[Runs]]]) -> Iterator[str]:
    names = [runs.task.name for runs in measured[0][1]]
    rows = [
        (work, milliseconds(ours), *(f"{milliseconds(other)} ({other.ratio(ours):.1f}x)" for other in others))
        for work, (ours, *others) in measured
    ]
    yield from table(("the same work", *names), *rows)


def starts(measured: Sequence[Runs]) -> Iterator[str]:
    rows = [(runs.task.name, milliseconds(runs), f"{runs.ratio(measured[0]):.1f}") for runs in measured]
    yield from table(("doing as good as nothing", "takes", f"times {measured[0].task.name}"), *rows)


def large(size: Size) -> Iterator[str]:
    """What the design bounds on the largest dataset."""
    rows = []
    for ours, bundled, *jq in size.warm:
        against = jq[0] if jq else size.jq
        faster = f"{against.seconds / ours.seconds:.1f}" if against else ""
        rows.append((ours.task.name, milliseconds(ours), f"{ours.ratio(bundled):.2f}", faster))
    head = (f"{size.meetings:,} meetings, {_megabytes(size.file_bytes)}", "takes", "times the bundled record")
    yield from table((*head, "times faster than jq"), ("at most, at least", "", "1.5", "20"), *rows)
    memory = (
        f"{_megabytes(size.cold.peak_bytes)} of memory, {size.cold.peak_bytes / size.file_bytes:.1f} times the file"
    )
    yield f"The first run on it takes {size.cold.seconds:.1f} s{_against_jq(size)}, and at most {memory} (bound: 8).\n"


def _against_jq(size: Size) -> str:
    """What jq takes to count the meetings, and how many times as long a first run is."""
    if not size.jq:
        return ""
    return f", {size.cold.ratio(size.jq):.1f} times one pass of jq over the file ({size.jq.seconds:.1f} s; bound: 6)"


def scaling(sizes: Sequence[Size]) -> Iterator[str]:
    head = ("", *(f"{size.meetings:,} ({_megabytes(size.file_bytes)})" for size in sizes))
    rows = [("first run", *(_took(size.cold) for size in sizes))]
    for column in zip(*(size.warm for size in sizes), strict=True):
        rows.append((column[0][0].task.name, *(_took(measured[0]) for measured in column)))
        rows.append(("... on the bundled record, in turn", *(_took(measured[1]) for measured in column)))
        if len(column[0]) > 2:
            rows.append(("... by jq", *(_took(measured[2]) for measured in column)))
    rows.append(("`jq '.meetings \\| length'`", *(_took(size.jq) if size.jq else "" for size in sizes)))
    rows.append(("runs of what is slow", *(str(len(size.cold.runs)) for size in sizes)))
    yield from table(head, *rows)


def _took(runs: Runs) -> str:
    return f"{milliseconds(runs)}, {_megabytes(runs.peak_bytes)}"


def _megabytes(count: int) -> str:
    return f"{count / 1e6:,.1f} MB" if count < 10e6 else f"{count / 1e6:,.0f} MB"


def imports(profiles: Sequence[Profile]) -> Iterator[str]:
    packages = sorted({name for each in profiles for name in each.packages}, key=lambda name: _cost(profiles, name))
    shown = [name for name in packages if _cost(profiles, name) < -1]
    rows = [(name, *(f"{each.packages.get(name, 0):.1f}" for each in profiles)) for name in shown]
    rest = [sum(cost for name, cost in each.packages.items() if name not in shown) for each in profiles]
    rows.append(("all others", *(f"{cost:.1f}" for cost in rest)))
    rows.append(("together", *(f"{sum(each.packages.values()):.1f}" for each in profiles)))
    rows.append(("modules", *(str(len(each.modules)) for each in profiles)))
    yield from table(("package, ms", *(each.command for each in profiles)), *rows)
    slowest = [[f"{module} {cost:.1f}" for module, cost in list(each.modules.items())[:SLOWEST]] for each in profiles]
    yield from table(
        [f"{each.command}, slowest modules, ms" for each in profiles], *zip(*slowest, strict=True), texts=3
    )


def _cost(profiles: Sequence[Profile], package: str) -> float:
    return -max(each.packages.get(package, 0) for each in profiles)
