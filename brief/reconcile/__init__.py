"""Room 3: claims in, a briefing out. Pure: no disk, no clock, no network; the order of claims never matters.

independence   which sources carry one report                 statements  claims read together, in a defined order
names          can two names be one person's                  identity    the people of all sources, each once
actors         whom the briefing turns on                     window      which days it is about
wording        what of a text counts in a comparison          clusters    statements of one record
topics, entries, events   merging by wording, by name, by what happened; merging picks one by the schema
variants       the different values of one field              support     how well each is carried, what disputes it
evidence       the quotations shown                           attributes  what hangs on a person or a listed thing
records        clusters filled, ordered, keyed                questions   what no source answers
assembly       the order of it all
"""

from brief.reconcile.assembly import reconcile
from brief.reconcile.independence import group_sources

__all__ = ["group_sources", "reconcile"]
