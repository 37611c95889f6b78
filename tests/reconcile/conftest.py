"""What the tests of this room share: short invented sources, and claims cut from them by their words."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import pytest

from brief.lexicon import Lexicon, load_lexicon
from brief.model import Briefing, Claim, Dating, Evidence, Layer, Passage, SourceDocument, Span
from brief.reconcile import reconcile
from brief.schema import Schema


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return load_lexicon()


def source(number: int, text: str, published: str = "", group: str = "") -> SourceDocument:
    passages = []
    start = 0
    for paragraph in text.split("\n"):
        passages.append(Passage(span=Span(start=start, end=start + len(paragraph)), layer=Layer.BODY))
        start += len(paragraph) + 1
    return SourceDocument(
        id=f"s{number}",
        path=f"{number}.txt",
        format="text",
        text=text,
        digest=hashlib.sha256(text.encode()).hexdigest(),
        published=Dating(value=published or None, method="metadata" if published else "unknown"),
        passages=tuple(passages),
        group=group,
    )


class Newsroom:
    """Sources with what is said in them; every claim's words must stand in its source."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.sources: list[SourceDocument] = []
        self.claims: list[Claim] = []

    def source(self, text: str, published: str = "", group: str | None = None) -> str:
        """Add a source: a voice of its own unless a group is given; "" lets the room find the groups."""
        group = f"g{len(self.sources) + 1}" if group is None else group
        self.sources.append(source(len(self.sources) + 1, text, published, group))
        return self.sources[-1].id

    def cut(self, source_id: str, words: str) -> Evidence | None:
        found = next(s for s in self.sources if s.id == source_id)
        start = found.text.find(words)
        return found.cut(start, start + len(words)) if words and start >= 0 else None

    def person(self, source_id: str, *forms: str, local: str = "", **known: str) -> str:
        """Name somebody; `known` are role, country, gender, relation. Return the source's id of the person."""
        entities = {c.entity for c in self.claims if c.section == "@entities"}
        entity = f"{source_id}:{local or f'p{len(entities)}'}"
        fields = [("form", form) for form in forms] + list(known.items())
        for field, text in fields:
            normal = text if field in ("country", "gender") else ""
            self._add(
                source_id, text, section="@entities", statement=entity, field=field, normal=normal, entity=entity
            )
        return entity

    def said(self, source_id: str, section: str, *, where: str = "", **fields: object) -> str:
        """Say something in one statement: a string is words of the source, a pair words and normal form.

        A string that starts like `s1:` is a person, one like `@principal` a reference; lists say several.
        A double underscore stands for the dot of nested fields; `creates` and `mood` are the claims' own.
        """
        statement = f"{section}{len(self.claims)}"
        own = {name: fields.pop(name) for name in ("creates", "mood", "weight", "veto") if name in fields}
        for field, value in fields.items():
            for one in value if isinstance(value, list) else [value]:
                text, normal = one if isinstance(one, tuple) else (str(one), "")
                entity = text if text.startswith((f"{source_id}:", "@")) else ""
                named = {"field": field.replace("__", "."), "normal": normal, "entity": entity}
                context = self.cut(source_id, where)
                self._add(source_id, text, section=section, statement=statement, context=context, **named, **own)
        return statement

    def _add(self, source_id: str, text: str, **fields: object) -> None:
        evidence = self.cut(source_id, text)
        content = {"source": source_id, "text": text, "evidence": evidence, **fields}
        self.claims.append(Claim.model_validate(content))

    def briefing(self, *sections: Mapping[str, object], **more: object) -> Briefing:
        """Reconcile all that was said by a schema of these sections."""
        content = {"id": "test", "version": "1", "title": "{principal}", "sections": sections, **more}
        return reconcile(self.claims, self.sources, Schema.model_validate(content), self.lexicon)


@pytest.fixture
def news(lexicon: Lexicon) -> Newsroom:
    return Newsroom(lexicon)
