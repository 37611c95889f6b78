"""A number of cases in, what went wrong out: every reader, all that is read as YAML, and the command line.

`make fuzz` runs a hundred thousand cases; the tests call `run` with fewer. A case goes wrong when it raises what no
person can mend, takes longer than its limit, or brings a process over 2 GB.
"""

import json
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from fuzz import typed
from fuzz.mutations import mutated
from hostile import markup_files, outlook_file, package_files, plain_files
from hostile.parts import STORY, drawn, enclosing, open_text, page, rich, word, zipped

from brief import yamlfile
from brief.collect import Limits, readers
from brief.collect.collecting import document
from brief.collect.cues import Cues, compile_cues
from brief.collect.draft import Draft, UnreadableError
from brief.collect.isolation import Isolation
from brief.collect.opening import Opened
from brief.errors import BriefError, ContentError
from brief.lexicon import Lexicon, load_lexicon
from brief.overrides_file import load_overrides
from brief.render.theme_file import load_theme
from brief.schema import Schema
from brief.schema_file import load_schema
from brief.settings import FILE, settings_here

ROOT = Path(__file__).resolve().parents[2]
LIMITS = Limits(seconds=8, memory_bytes=900_000_000)
SLOW = 20.0  # seconds for one case, limit and all, on a busy machine
MEMORY = 2_000_000_000
SCHEMAS = ROOT / "schemas"
TYPED = 40  # of so many cases one is a command, which takes twenty times as long
LARGEST = 20_000  # bytes of a hostile file that is damaged further


@dataclass
class Outcome:
    """What a run of the driver has seen."""

    cases: int = 0
    read: int = 0
    refused: int = 0
    faults: list[str] = field(default_factory=list)
    slowest: tuple[float, str] = (0.0, "")

    def told(self) -> str:
        """Return the outcome on one line."""
        peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        unit = 1 if sys.platform == "darwin" else 1_024
        if peak * unit > MEMORY:
            self.faults.append(f"a process used {peak * unit / 1e9:.1f} GB")
        seconds, name = self.slowest
        return (
            f"{self.cases:,} cases: {self.read:,} read, {self.refused:,} refused with a reason, "
            f"{len(self.faults)} faults; slowest {seconds:.1f} s ({name}); peak {peak * unit / 1e6:,.0f} MB"
        )


FEED = (
    '<feed xmlns="http://www.w3.org/2005/Atom"><title>Press</title><entry><title>Talks</title>'
    f"<updated>2031-03-08T10:00:00Z</updated><content>{STORY * 2}</content></entry></feed>"
)
SAVED = (
    'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n--b\nContent-Type: text/html\n\n'
    f"<h1>Talks</h1><p>{STORY * 3}</p>\n--b--\n"
)


def seeds() -> dict[str, bytes]:
    """Return a sound file of each kind, and those hostile ones that are small, by name."""
    sound = {
        "sound.txt": (STORY * 3 + "\n\n— Łódź, 8 March 2031 —\n").encode(),
        "sound.html": page(f"<h1>Talks</h1><p>{STORY * 4}</p><table><tr><td>a<td>b</table>"),
        "sound.pdf": drawn(STORY, "Second page."),
        "sound.docx": word("<w:tbl W><w:tr><w:tc><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"),
        "sound.odt": open_text(f"<text:p>{STORY}</text:p>"),
        "sound.rtf": rich(f"{STORY}\\par\\b bold\\b0 {{\\footnote note}} \\u322?"),
        "sound.eml": enclosing("a.txt", STORY.encode()),
        "sound.zip": zipped({"a.txt": STORY.encode(), "b.html": page(f"<p>{STORY}</p>")}),
        "sound.msg": outlook_file.message("Talks", STORY, ("Press", "p@t.example"), {"a.txt": STORY.encode()}),
        "sound.csv": f'title,text,date,publisher\nTalks,"{STORY}",2031-03-08,Press\n'.encode(),
        "sound.json": json.dumps([{"title": "Talks", "text": STORY, "date": "2031-03-08"}]).encode(),
        "sound.jsonl": (json.dumps({"title": "Talks", "text": STORY}) + "\n").encode() * 2,
        "sound.atom": FEED.encode(),
        "sound.mhtml": SAVED.encode(),
        "sound.md": f"# Talks\n\n{STORY}\n\n- one\n- two\n\n| a | b |\n| - | - |\n".encode(),
        "sound.schema.yaml": (SCHEMAS / "diplomatic-visit.yaml").read_bytes()[:6_000],
        "sound.tutorial.yaml": (ROOT / "tests" / "schemas" / "tutorial.yaml").read_bytes(),
        "sound.list.yaml": (SCHEMAS / "lists" / "dates.yaml").read_bytes()[:4_000],
        "sound.overrides.yaml": typed.EDITS.encode(),
        "sound.settings.yaml": typed.SETTINGS.encode(),
        "sound.theme.yaml": (SCHEMAS / "themes" / "report.yaml").read_bytes(),
    }
    hostile: dict[str, bytes] = {}
    for make in (
        *(plain_files.texts, plain_files.lists, plain_files.feeds),
        *(markup_files.pages, markup_files.archives_of_pages, markup_files.rich_texts, markup_files.mails),
        *(package_files.words, package_files.open_texts, package_files.zips),
    ):
        hostile |= make()
    small = {name: data for name, data in sorted(hostile.items()) if 0 < len(data) <= LARGEST}
    return sound | small


def cases(first: int, count: int) -> Iterator[tuple[str, str, bytes]]:
    """Yield a label, a file name and damaged bytes; sound files and hostile ones by turns."""
    files = seeds()
    names = list(files)
    sound = [name for name in names if name.startswith("sound.")]
    for number in range(first, first + count):
        name = sound[number // 2 % len(sound)] if number % 2 else names[number // 2 % len(names)]
        other = files[names[number * 7 % len(names)]]
        yield f"{name} #{number}", name, mutated(files[name], other, number)


def run(count: int, first: int = 0) -> Outcome:
    """Return what came of so many cases."""
    outcome = Outcome()
    lexicon = load_lexicon()
    cues = compile_cues(lexicon)
    with Isolation(LIMITS) as isolation, tempfile.TemporaryDirectory() as folder:
        sheets = Sheets(Path(folder), lexicon, load_schema("diplomatic-visit", lexicon))
        for label, name, data in cases(first, count):
            outcome.cases += 1
            begun = time.monotonic()
            try:
                if name.endswith(".yaml"):
                    sheets.read(name.split(".")[1], data)
                else:
                    _source(name, data, isolation, cues)
                outcome.read += 1
            except (UnreadableError, BriefError) as err:
                outcome.refused += 1
                if not str(err).strip():
                    outcome.faults.append(f"{label}: refused without a reason")
            except Exception as err:  # noqa: BLE001 - this is what it looks for
                outcome.faults.append(f"{label}: {type(err).__name__}: {err}")
            seconds = time.monotonic() - begun
            outcome.slowest = max(outcome.slowest, (seconds, label))
            if seconds > SLOW:
                outcome.faults.append(f"{label}: {seconds:.1f} s")
        outcome.faults.extend(isolation.notices)
    return outcome


@dataclass
class Sheets:
    """What reads a user's YAML, each as the commands do."""

    folder: Path
    lexicon: Lexicon
    schema: Schema

    def read(self, kind: str, data: bytes) -> None:
        """Read damaged YAML as one of the kinds. Raise BriefError for its faults."""
        path = self.folder / FILE
        path.write_bytes(data)
        if kind == "overrides":
            load_overrides(path, self.schema)
        elif kind == "theme":
            load_theme(str(path))
        elif kind == "list":
            yamlfile.load(path)
        elif kind == "settings":
            settings = settings_here({}, self.folder)
            settings.defaults()
            if settings.faults:
                raise ContentError(settings.faults)
        else:
            load_schema(str(path), self.lexicon)


def _source(name: str, data: bytes, isolation: Isolation, cues: Cues) -> None:
    """Read a damaged file and make sources of it, as a run does."""
    if not data.strip():
        raise UnreadableError("the file is empty; give one with text")
    draft = isolation.read(readers.kind(name, data, asked=True), data)
    for one in (draft, *draft.drafts):
        _check(one, cues)
    for file in draft.files[:3]:
        readers.kind(file.name or "x.txt", file.data, asked=True)


def _check(draft: Draft, cues: Cues) -> None:
    """Raise ValueError when a source made of the draft does not hold together."""
    if not draft.text.strip():
        return
    source = document(Opened("fuzzed", "0" * 64, draft), cues, number="s1")
    source.text.encode("utf-8")
    ends = [0, *(p.span.end for p in source.passages)]
    if any(p.span.start < end for p, end in zip(source.passages, ends, strict=False)) or ends[-1] > len(
        source.text
    ):
        raise ValueError("passages overlap or run over the end")


def main() -> int:
    """Run as many cases as the command line says, a hundred thousand without; of so many one is a command."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    outcome = Outcome()
    for first in range(0, count, 2_000):
        commands = min(2_000, count - first) // TYPED
        part = run(min(2_000, count - first) - commands, first)
        part.faults += typed.faults(first // TYPED, commands)
        outcome.cases, outcome.read = outcome.cases + part.cases + commands, outcome.read + part.read
        outcome.refused, outcome.slowest = outcome.refused + part.refused, max(outcome.slowest, part.slowest)
        outcome.faults += part.faults
        print(outcome.told(), *part.faults, sep="\n", flush=True)  # noqa: T201 - what the person at the keyboard waits for
    print(*outcome.faults, sep="\n")  # noqa: T201 - the same
    return 1 if outcome.faults else 0


if __name__ == "__main__":
    sys.exit(main())
