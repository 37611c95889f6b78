"""The schema of the invented visit: every form of layout, and a summary with alternatives."""

from __future__ import annotations

from brief.schema import Schema

SCHEMA = Schema.model_validate(
    {
        "id": "small-visit",
        "version": "1",
        "title": "{principal}'s visit to {destination}, {dates}",
        "actors": {"principal": {"type": "person"}, "destination": {"type": "country"}},
        "window": {"section": "schedule", "field": "date"},
        "summary": [
            {
                "text": [
                    "{principal.role} {principal} visits {nobody}.",
                    "{principal.role} {principal} meets {people.name if part is counterpart with role}, {dates}.",
                ]
            },
            {
                "text": "{agenda.topic if priority is high} {comes/come} first; then "
                "{agenda.topic if priority is not high, at most 1}."
            },
            {
                "text": "{number of detainees} {person is/people are} held: "
                "{detainees.name with charge, response, next_date}."
            },
            {"text": "Never shown: {detainees.next_date}."},
            {"text": "Not known: {questions.question if kind is declined}"},
        ],
        "sections": [
            {
                "id": "people",
                "title": "Participants",
                "identity": {"field": "name", "by": "entity"},
                "fields": {
                    "name": {"type": "person"},
                    "aliases": {"type": "phrase", "many": True},
                    "role": {"type": "phrase"},
                    "part": {"type": "choice", "of": ["principal", "counterpart", "mentioned"]},
                },
                "layout": {
                    "as": "table",
                    "part": "core",
                    "rank": 20,
                    "columns": ["name", "role", "part"],
                    "also": "aliases",
                    "body": ["role"],
                    "order": ["part"],
                    "where": {"part": ["principal", "counterpart"]},
                    "rest": "both",
                    "rest_title": "Everyone named",
                    "words": {"mentioned": "named"},
                },
            },
            {
                "id": "schedule",
                "title": "Schedule",
                "identity": {"field": "activity", "by": "event"},
                "fields": {
                    "date": {"type": "date"},
                    "place": {"type": "place"},
                    "activity": {"type": "act", "label": "Event"},
                    "participants": {"type": "person", "many": True, "label": "With"},
                },
                "layout": {
                    "as": "table",
                    "part": "core",
                    "rank": 10,
                    "once": ["date", "place"],
                    "weekdays": True,
                    "without": ["principal"],
                },
            },
            {
                "id": "agenda",
                "title": "Agenda",
                "identity": {"field": "topic", "by": "wording"},
                "fields": {
                    "topic": {"type": "topic"},
                    "priority": {"type": "choice", "of": ["high", "normal"]},
                    "background": {"type": "sentence"},
                },
                "layout": {
                    "as": "entries",
                    "part": "core",
                    "rank": 30,
                    "tags": ["priority"],
                    "body": ["background"],
                    "order": ["priority", "sources"],
                    "numbered": True,
                    "limit": 2,
                    "rest": "tab",
                    "words": {"high": "priority", "normal": ""},
                    "picture": {
                        "as": "matrix",
                        "at": "sources",
                        "from": [{"section": "agenda", "text": "{topic}"}],
                    },
                },
            },
            {
                "id": "detainees",
                "title": "Detained nationals",
                "identity": {"field": "name", "by": "entity"},
                "fields": {
                    "name": {"type": "person"},
                    "held_since": {"type": "date"},
                    "charge": {"type": "phrase"},
                    "response": {"type": "choice", "of": ["denies", "admits"]},
                    "next_date": {"type": "date", "label": "Next", "ask": "When is {name} next due in court?"},
                },
            },
            {
                "id": "treaties",
                "title": "Treaties",
                "identity": {"field": "name", "by": "entity"},
                "fields": {
                    "name": {"type": "entry"},
                    "expires": {"type": "date"},
                    "actions": {
                        "type": "record",
                        "many": True,
                        "label": "Who did what, when",
                        "parts": {
                            "party": {"type": "actor"},
                            "action": {"type": "choice"},
                            "date": {"type": "date"},
                        },
                    },
                },
                "layout": {
                    "picture": {
                        "as": "timeline",
                        "parts": ["Background", "Visit, {dates}", "Ahead"],
                        "from": [
                            {"section": "treaties", "date": "expires", "text": "{name} expires"},
                            {"section": "detainees", "date": "held_since", "text": ["{name} arrested"]},
                            {"section": "schedule", "date": "date", "text": "{activity}"},
                        ],
                    },
                },
            },
            {
                "id": "positions",
                "title": "Positions",
                "identity": {"field": "stance", "by": "text"},
                "fields": {
                    "holder": {"type": "actor"},
                    "topic": {"type": "link", "to": "agenda"},
                    "stance": {"type": "clause"},
                    "quote": {"type": "quote"},
                },
                "layout": {
                    "as": "list",
                    "group_by": "holder",
                    "lead": "holder",
                    "body": ["stance", "quote"],
                    "tags": ["topic"],
                },
            },
            {
                "id": "questions",
                "title": "Open questions",
                "identity": {"field": "question", "by": "text"},
                "fields": {
                    "question": {"type": "sentence"},
                    "kind": {"type": "choice", "of": ["declined", "gap"]},
                },
                "layout": {
                    "as": "list",
                    "rank": 70,
                    "group_by": "kind",
                    "words": {"declined": "officials declined to say", "gap": "no source says"},
                },
            },
            {
                "id": "watchlist",
                "title": "Things to bring",
                "identity": {"field": "thing", "by": "text"},
                "fields": {"thing": {"type": "phrase"}},
                "layout": {"as": "list", "empty": "say"},
            },
        ],
    }
)
