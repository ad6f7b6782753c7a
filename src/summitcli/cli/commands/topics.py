"""`summit topics`."""

from __future__ import annotations

from typing import Annotated

import typer

from ...render.output import Answer
from ..completion import words_of
from ..options import Data, opened

HELP = """List the topics, or what the record has on some of them.

    That is what was said, the quotations, the disputes, the corrections, meeting by meeting.

    \b
    Examples:
      summit topics
      summit topics election interference
      summit topics nukes --json
    """


def run(
    name: Annotated[
        list[str] | None,
        typer.Argument(metavar="[TOPIC]...", help="Id, label or alias.", autocompletion=words_of("topic")),
    ] = None,
    *,
    ctx: typer.Context,
    data: Data,
) -> Answer:
    from ...answers import topics

    store = opened(ctx, data)
    return topics.each_topic(store, name) if name else topics.topic_list(store)
