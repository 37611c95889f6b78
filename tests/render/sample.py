"""A rich document made by hand: every kind of block, as the layout of a visit would give them."""

from __future__ import annotations

from brief.render.blocks import (
    Block,
    Cell,
    Contents,
    Document,
    Facts,
    Heading,
    Line,
    Listing,
    Note,
    Paragraph,
    Run,
    Table,
)

NAMES = (
    ("Georgian", "ეკა ბერიძე"),
    ("Armenian", "Արամ Պետրոսյան"),
    ("Greek", "Ζωή Παπαδοπούλου"),
    ("Cyrillic", "Ганна Коваленко"),
    ("Hebrew", "נועה לוי"),
    ("Arabic", "ليلى حداد"),
    ("Chinese", "王小红"),
    ("Latin", "Łukasz Çelik-Őry"),
)
QUOTATION = (
    "The ferry line is not a gift from one capital to another. It was asked for by the growers of the valley, who "
    "lose a third of their harvest on the mountain road, and by the hospitals on the far shore, which wait for "
    "medicine while the pass is closed. We shall open it when the harbour is safe, and not a day before. "
)


def line(text: str, *cites: int) -> Line:
    return (Run(text=text, cites=cites),)


def cell(text: str, *cites: int) -> Cell:
    return Cell(lines=(line(text, *cites),))


def schedule() -> Table:
    rows = (
        ("Mon 3 June", "Tirva", "Arrives; dinner with business leaders", "", (4,)),
        ("", "", "Lays a wreath at the seamen’s memorial", "", (2,)),
        ("Tue 4 June", "Port Sella", "Talks", "President Noa Levi, Foreign Minister Aram Petrosyan", (1, 3)),
        ("", "", "Signs the harbour agreement", "Aram Petrosyan", (1,)),
        ("Wed 5 June", "Port Sella", "Press conference", "", (5,)),
    )
    return Table(
        head=("Date", "Place", "Event", "With", "Sources"),
        widths=(0.14, 0.15, 0.33, 0.27, 0.11),
        summary="The schedule of the visit: date, place, event, who takes part, and the sources.",
        rows=tuple(
            (
                cell(date),
                cell(place),
                cell(event),
                cell(people),
                cell(", ".join(map(str, cites)), *cites),
            )
            for date, place, event, people, cites in rows
        ),
    )


def participants() -> Table:
    rows = (
        ("Ingrid Solheim", "Foreign Minister of Norway", "Principal", "solheim"),
        ("Noa Levi (also נועה לוי)", "President of Sella", "Counterpart", "levi"),
        ("Aram Petrosyan (Արամ Պետրոսյան)", "Foreign Minister of Sella", "Counterpart", "petrosyan"),
        ("Eka Beridze (ეკა ბერიძე)", "Ambassador in Tirva", "Delegation", "beridze"),
    )
    return Table(
        head=("Name", "Role", "Part"),
        widths=(0.42, 0.38, 0.2),
        summary="Participants with their role and part in the visit.",
        rows=tuple(
            (Cell(lines=((Run(text=name, bold=True),),), header=True, anchor=anchor), cell(role), cell(part))
            for name, role, part, anchor in rows
        ),
    )


def detained() -> Table:
    absent = Cell(lines=((Run(text="not in the sources", mark="absent"),),))
    return Table(
        head=("Name", "Background", "Held since", "Charge", "Response", "Status", "Next", "Sources"),
        widths=(0.14, 0.16, 0.12, 0.12, 0.1, 0.16, 0.11, 0.09),
        summary="Detained nationals: who they are, since when they are held, on what charge, and what comes next.",
        rows=(
            (
                Cell(lines=(line("Per Lund"),), header=True, anchor="detained/per-lund"),
                cell("Retired ship’s engineer"),
                absent,
                cell("Espionage", 4),
                cell("Denies", 4),
                cell("Under arrest; investigation goes on", 4),
                Cell(lines=((Run(text="18 June 2024", mark="disputed", cites=(4, 5)),), line("or 20 June"))),
                cell("4, 5"),
            ),
            (
                Cell(lines=(line("Marit Aas"),), header=True, anchor="detained/marit-aas"),
                cell("Founder of a fishing cooperative"),
                cell("February 2024", 2),
                cell("Fraud", 2),
                cell("Denies", 2),
                Cell(lines=((Run(text="Awaiting trial", mark="edited"),),)),
                absent,
                cell("2, 4"),
            ),
        ),
    )


def quotable(count: int) -> Table:
    return Table(
        head=("Holder", "Date", "Words", "Source"),
        widths=(0.2, 0.14, 0.52, 0.14),
        summary="Positions and the quotable record, one quotation a row.",
        rows=tuple(
            (
                cell(("Aram Petrosyan", "Ingrid Solheim", "A senior official")[n % 3]),
                cell(f"{n % 28 + 1} May 2024"),
                cell(
                    f"“We are ready for talks on point {n + 1}, and we expect the same of our partners.”", n % 6 + 1
                ),
                cell(f"{n % 5 + 1}"),
            )
            for n in range(count)
        ),
    )


def sources() -> Table:
    rows = (
        ("1", "Sella Gazette", "2 June 2024", "A", "93 %"),
        ("2", "Northern Courier", "31 May 2024", "B", "88 %"),
        ("3", "Harbour Post", "2 June 2024", "A: the same report as 1, one voice", "90 %"),
        ("4", "Ministry of Trade, press release", "1–2 June 2024, inferred", "C", "100 %"),
        ("5", "Radio Tirva", "undated", "D", "71 %"),
    )
    return Table(
        head=("No.", "Publisher", "Date", "Independence group", "Share kept"),
        widths=(0.07, 0.33, 0.22, 0.26, 0.12),
        summary="The sources with publisher, date, independence group and share kept.",
        rows=tuple(
            (
                Cell(lines=(line(n),), header=True, anchor=f"source-{n}"),
                cell(who),
                cell(when),
                cell(group),
                cell(kept),
            )
            for n, who, when, group, kept in rows
        ),
    )


def notes() -> tuple[Note, ...]:
    names = ("Sella Gazette", "Northern Courier", "Harbour Post", "Ministry of Trade", "Radio Tirva")
    entries = []
    for number in range(1, 7):
        source = (number - 1) % 5 + 1
        runs = (
            Run(text=f"{source} {names[source - 1]}", href=f"#source-{source}"),
            Run(text=": “the minister will travel on Monday, and the harbour is high on her agenda”"),
        )
        entries.append(Note(number=number, sources=(source,), runs=runs, address=f"schedule/talks/{number}"))
    return tuple(entries)


def core() -> tuple[Block, ...]:
    return (
        Heading(level=1, text="Briefing: Ingrid Solheim’s visit to Sella, 3–5 June 2024", anchor="top"),
        Facts(
            pairs=(
                ("To", (Run(text="to be filled", mark="absent"),)),
                ("From", (Run(text="Desk for the Inner Sea & Straits", mark="edited"),)),
                ("As of", line("2 June 2024 (latest dated source) · version 1")),
                (
                    "Sources",
                    (
                        Run(text="5 sources, 4 independent"),
                        Run(text=" ("),
                        Run(text="Tab E", href="#tab-e"),
                        Run(text=")"),
                    ),
                ),
            )
        ),
        Heading(level=2, text="Bottom line", anchor="bottom-line"),
        Listing(
            items=(
                line(
                    "Foreign Minister Ingrid Solheim meets President Noa Levi in Port Sella on Tuesday 4 June, "
                    "after a day in Tirva.",
                    1,
                    2,
                    3,
                ),
                line(
                    "The harbour agreement is named as the priority; fisheries, the ferry line and two detained "
                    "nationals are also to be raised.",
                    2,
                    1,
                ),
                (
                    Run(text="Two nationals are held in Sella: "),
                    Run(text="Per Lund", bold=True),
                    Run(text=" (espionage, denied) and "),
                    Run(text="Marit Aas", bold=True),
                    Run(text=" (fraud, denied; awaiting trial).", cites=(4,)),
                ),
                line(
                    "Not known: whether the agreement will be signed during the visit; the ministry declined "
                    "to say.",
                    5,
                ),
            )
        ),
        Heading(level=2, text="Purpose and recommendation"),
        Paragraph(runs=(Run(text="For the drafter (texts/purpose in the overrides).", mark="absent"),)),
        Heading(level=2, text="Schedule", anchor="schedule"),
        schedule(),
        Heading(level=2, text="Participants"),
        participants(),
        Paragraph(
            style="note",
            runs=line(
                "Also named: Ζωή Παπαδοπούλου (harbour master), Łukasz Çelik-Őry (adviser), Ганна Коваленко "
                "(mediator), ليلى حداد (adviser), 王小红 (interpreter)."
            ),
        ),
    )


def agenda() -> tuple[Block, ...]:
    return (
        Heading(level=2, text="Agenda"),
        Heading(level=3, text="1 Harbour agreement · priority · 3 independent sources"),
        Paragraph(
            runs=(
                Run(text="Norway: ", bold=True),
                Run(text="wants a text that is “safe for ships & crews < 5,000 t”", cites=(2,)),
                Run(text=" before the autumn storms.", cites=(1,)),
            )
        ),
        Paragraph(
            runs=(
                Run(text="Sella: ", bold=True),
                Run(text="is ready to sign, as Mr Petrosyan told reporters.", cites=(3, 6)),
            )
        ),
        Paragraph(
            runs=(
                Run(text="State of play: ", bold=True),
                Run(text="the draft is with both parliaments; "),
                Run(text="see the ministry’s page", href="https://example.org/harbour?a=1&b=2"),
                Run(text="."),
            )
        ),
        Heading(level=3, text="2 Ferry line · 1 source"),
        Paragraph(style="label", runs=line("Norway")),
        Paragraph(runs=line("To be raised; “a matter of weeks” for the government.", 4)),
        Paragraph(style="quote", runs=line(QUOTATION * 3, 5)),
        Heading(level=3, text="3 Fisheries"),
        Listing(
            ordered=True,
            items=(
                line("Quotas for the northern bank", 2),
                line("A joint patrol, first by day and later by night"),
                line("Return of seized nets"),
            ),
        ),
        Paragraph(runs=line("In order of work:")),
        Listing(ordered=True, items=(line("Experts meet"), line("Ministers sign"))),
        Heading(level=2, text="Watch"),
        Listing(
            items=(
                line("Each side says that the other delayed the treaty; see Tab D."),
                line("The call of 24 May was “very positive” or “very short”.", 1, 5),
            )
        ),
    )


def tabs(quotations: int) -> tuple[Block, ...]:
    return (
        Heading(level=2, text="Contents", anchor="contents", new_page=True),
        Contents(
            items=tuple(
                (Run(text=text, href=f"#{anchor}"),)
                for text, anchor in (
                    ("Detained nationals", "tab-a"),
                    ("Names", "tab-c"),
                    ("Sources נועה לוי", "tab-e"),
                )
            )
        ),
        Heading(level=2, text="Tab A  Detained nationals", anchor="tab-a", new_page=True),
        Paragraph(style="note", runs=line("Held in Sella, by the account of at least one source.")),
        detained(),
        Heading(level=2, text="Tab B  Positions and quotable record", anchor="tab-b", new_page=True),
        quotable(quotations),
        Heading(level=2, text="Tab C  Names as they were written", anchor="tab-c", new_page=True),
        Table(
            head=("Script", "Name"),
            widths=(0.3, 0.7),
            summary="Names in their own scripts.",
            rows=tuple((cell(script), cell(name)) for script, name in NAMES),
        ),
        Heading(level=2, text="Tab D  Open questions", anchor="tab-d"),
        Listing(
            items=(
                (Run(text="declined: ", italic=True), Run(text="Will the agreement be signed?", cites=(5,))),
                (Run(text="gap: ", italic=True), Run(text="Since when is Per Lund held? No source says.")),
            )
        ),
        Heading(level=2, text="Tab E  Sources", anchor="tab-e", new_page=True),
        sources(),
        Heading(level=2, text="Tab F  Evidence", anchor="tab-f"),
        *(
            Paragraph(
                style="quote" if n % 2 else "label",
                runs=line(QUOTATION if n % 2 else f"detained/per-lund/charge · source {n // 2 + 1}"),
            )
            for n in range(10)
        ),
    )


def sample(quotations: int = 40) -> Document:
    evidence = Listing(
        style="fine", items=(line("/charge “smuggling” [1: 20–29]"), line("/held_since March [1: 40–45]"))
    )
    annex = (
        Paragraph(style="fine", runs=line("detained/per-lund/name Per Lund [1: 0–8]"), anchor="lund"),
        evidence,
    )
    return Document(
        title="Briefing: Ingrid Solheim’s visit to Sella, 3–5 June 2024",
        subject="Visit of the Foreign Minister",
        author="Desk for the Inner Sea",
        marking="UNMARKED",
        created="2024-06-02",
        footer="Ingrid Solheim’s visit to Sella · as of 2 June 2024",
        blocks=core() + agenda() + tabs(quotations) + annex,
        notes=notes(),
    )
