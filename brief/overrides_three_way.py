"""An edit of a field, what the sources say of it now and what they said when it was made in; its new values out."""

from __future__ import annotations

from brief.model import Notice, Value
from brief.overrides import given
from brief.overrides_values import (
    alike,
    all_alike,
    among,
    given_values,
    holds_still,
    over,
    sides,
    signature,
    told,
    written,
)
from brief.overrides_verdict import Verdict
from brief.schema import FieldSpec

Values = tuple[Value, ...]


def edited(verdict: Verdict, spec: FieldSpec, old: Values) -> Values | None:
    """Return the field's values after the edit; None when there is nothing to change, which is then told."""
    verdict.outcome.said.update(_said(verdict, spec, old))
    match verdict.edit.action:
        case "hide":
            return _hidden(verdict, old)
        case "note":
            return _noted(verdict, old)
        case "resolve":
            return _resolved(verdict, spec, old)
        case "confirm":
            return _confirmed(verdict, spec, old)
        case _:
            return _given(verdict, spec, old)


def _said(verdict: Verdict, spec: FieldSpec, old: Values) -> dict[str, str]:
    """Return what is to be remembered of the field: what it said when the edit was made, else what it says now."""
    if verdict.remembered and verdict.edit.was is not None:
        return {verdict.edit.address: verdict.edit.was}
    if any(value.origin == "override" for value in old):
        return {}
    return {verdict.edit.address: written(spec, sides(old))}


def _given(verdict: Verdict, spec: FieldSpec, old: Values) -> Values | None:
    made = given_values(spec, verdict.edit)
    if verdict.edit.action == "add":
        fresh = tuple(value for value in made if not among(value, old))
        if fresh:
            return (*old, *fresh)
        verdict.redundant(told(old))
        return None
    made = tuple(value for value in made if value.text)  # an empty text empties the field
    if all_alike(made, old):
        verdict.redundant(told(old))
        return None
    _drift(verdict, old)
    return over(made, old)


def _hidden(verdict: Verdict, old: Values) -> Values | None:
    if not old:
        verdict.redundant()
        return None
    _drift(verdict, old)
    return ()


def _noted(verdict: Verdict, old: Values) -> Values:
    """Return the values with the remark on the first; one about an empty field becomes a notice."""
    edit = verdict.edit
    mark = signature(edit)
    text = f"{given(edit)} ({mark})" if mark else given(edit)
    if not any(value.origin == "override" for value in old):
        _drift(verdict, old)
    if not old:
        notice = Notice(place=edit.address, message=f"note: {text}")
        briefing = verdict.outcome.briefing
        verdict.outcome.briefing = briefing.model_copy(update={"notices": (*briefing.notices, notice)})
        return ()
    note = "; ".join(part for part in (old[0].note, text) if part)
    return (old[0].model_copy(update={"note": note}), *old[1:])


def _resolved(verdict: Verdict, spec: FieldSpec, old: Values) -> Values | None:
    """Return the side that the person chose, with its evidence; the other sides stay beside it."""
    (made,) = given_values(spec, verdict.edit)[:1]
    offered = sides(old)
    chosen = next((side for side in offered if alike(made, side)), None)
    if chosen is None:
        said = ", ".join(f'"{side.text}"' for side in offered)
        what = f'no source gives "{made.text}" for {verdict.edit.address}'
        mend = f"the sources give {said}; choose one, or use set" if said else "use set"
        verdict.blame("orphaned" if not offered else "invalid", what, mend, verdict.edit.address)
        return None
    if len(offered) == 1:
        verdict.redundant(told(old))
        return None
    _drift(verdict, offered)
    rivals = tuple(s.model_copy(update={"rivals": ()}) for s in offered if s is not chosen)
    update = {"origin": made.origin, "status": made.status, "by": made.by, "rivals": rivals}
    return (chosen.model_copy(update={**update, "was": told(offered)}),)


def _confirmed(verdict: Verdict, spec: FieldSpec, old: Values) -> Values:
    """Return the values with who vouches for them; when the sources turn, the person's values stay."""
    made = given_values(spec, verdict.edit)
    if not all_alike(made, old):
        verdict.drifted(given(verdict.edit), told(old))
        return over(made, old)
    note = f"confirmed by {made[0].by}" if made[0].by else "confirmed"
    return tuple(v.model_copy(update={"note": "; ".join(part for part in (v.note, note) if part)}) for v in old)


def _drift(verdict: Verdict, old: Values) -> None:
    """Tell that the sources say something new, when they do."""
    was = verdict.edit.was
    if was is None or holds_still(was, old):
        return
    if not (verdict.remembered and holds_still(was, sides(old))):
        verdict.drifted(was, told(old if not verdict.remembered else sides(old)))
