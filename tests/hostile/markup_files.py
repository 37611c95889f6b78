"""Hostile web pages, rich texts and mails: each file's name is its outcome, its kind and its one hazard."""

from hostile.parts import STORY, Files, enclosing, letter, page, rich, word, zipped

LONG = STORY * 4
TOLD = f"<h1>Talks in Arica</h1><p>{LONG}</p>"


def pages() -> Files:
    """Return web pages."""
    scripts = '<script type="application/ld+json">{}</script>'
    return {
        "noticed--page-nul-entity.html": page(f"{TOLD}<p>The end&#0;&#x00; of it.</p>"),
        "noticed--page-controls.html": page(f"{TOLD}<p>Bell\x07.</p>"),
        "noticed--page-latin-1.html": page(f"{TOLD}<p>From Zürich and São Paulo.</p>").decode().encode("latin-1"),
        "noticed--page-article-lost.html": page(f"<div>{'<span>Arica </span>' * 3_000}</div>"),
        "read--page-declared-cp1251.html": page(TOLD + "<p>Министр.</p>", '<meta charset="windows-1251">')
        .decode()
        .encode("cp1251"),
        "noticed--page-unknown-charset.html": page(f"{TOLD}<p>Zürich.</p>", '<meta charset="klingon">')
        .decode()
        .encode("latin-1"),
        "read--page-utf16.html": b"\xff\xfe" + page(TOLD).decode().encode("utf-16-le"),
        "noticed--page-deep.html": page("<div>" * 50_000 + TOLD),
        "read--page-deep-inline.html": page(TOLD + "<b><i>" * 20_000 + "end"),
        "noticed--page-deep-tables.html": page("<table><tr><td>" * 3_000 + TOLD),
        "read--page-deep-lists.html": page(TOLD + "<ul><li>" * 5_000 + "end"),
        "read--page-nothing-closed.html": f"<html><body><h1>Talks in Arica<p>{LONG}<p>No day<li>x".encode(),
        "read--page-no-head-no-body.html": f"<p>{LONG}".encode(),
        "read--page-one-long-paragraph.html": page(f"<p>{STORY * 5_000}</p>"),
        "read--page-many-rows.html": page(TOLD + "<table>" + "<tr><td>a<td>b</tr>" * 5_000 + "</table>"),
        "read--page-many-attributes.html": page(
            TOLD + "<p " + " ".join(f"a{i}=1" for i in range(20_000)) + ">x</p>"
        ),
        "read--page-long-attribute.html": page(TOLD + f'<a href="{"x" * 500_000}">x</a>'),
        "read--page-quote-never-closed.html": page(TOLD + '<a href="x>' + "<" * 20_000),
        "read--page-comment-never-closed.html": page(TOLD + "<!-- " + "-" * 20_000),
        "read--page-many-comments.html": b"<!---->" * 3_000 + page(TOLD),
        "read--page-many-comments-and-no-suffix": b"<!---->" * 500 + page(TOLD),
        "read--page-entity-of-a-file.html": b'<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        + page(f"{TOLD}<p>&x;</p>"),
        "read--page-entities-without-end.html": b'<!DOCTYPE html [<!ENTITY a "lol"><!ENTITY b "&a;&a;">]>'
        + page(f"{TOLD}<p>&b;</p>"),
        "read--page-broken-json.html": page(TOLD, scripts.format("{broken")),
        "read--page-deep-json.html": page(TOLD, scripts.format("[" * 100_000)),
        "read--page-odd-json.html": page(TOLD, scripts.format('[null, 1, {"@graph": 3, "publisher": [[]]}]')),
        "read--page-absurd-date.html": page(
            TOLD, '<meta property="article:published_time" content="2031-99-99T00:00:00Z">'
        ),
        "read--page-long-title.html": page(TOLD, f"<title>{'Talks ' * 20_000}</title>"),
        "read--page-script-links.html": page(
            f'{TOLD}<a href="javascript:alert(1)">x</a><a href="file:///etc">y</a>'
        ),
        "read--page-remote-pictures.html": page(TOLD + '<img src="http://127.0.0.1:9/x.png">' * 50),
        "read--page-base-and-refresh.html": page(
            TOLD, '<base href="http://127.0.0.1:9/"><meta http-equiv="refresh" content="0;url=http://127.0.0.1:9/">'
        ),
        "read--page-frames.html": page(f'{TOLD}<iframe src="file:///etc/passwd">x</iframe><object data="x">'),
        "read--page-style-bomb.html": page(TOLD, f"<style>{'a{b:c}' * 20_000}</style>"),
        "read--page-cdata.xhtml": page(f"{TOLD}<p><![CDATA[ <b>x</b> ]]></p>"),
        "read--page-called-xml.xml": page(TOLD),
        "refused--page-scripts-only.html": page("<script>document.write('Arica')</script>"),
        "refused--page-hidden-only.html": page('<div style="display:none">Arica</div>'),
        "refused--page-empty.html": page(""),
    }


def archives_of_pages() -> Files:
    """Return web pages saved as one file."""
    head = b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\n"
    part = b"Content-Type: text/html; charset=%s\r\nContent-Transfer-Encoding: %s\r\n\r\n%s\r\n--b--"
    return {
        "read--mhtml-unknown-charset.mhtml": head + part % (b"klingon", b"8bit", page(TOLD)),
        "read--mhtml-never-closed.mht": (head + part % (b"utf-8", b"8bit", page(TOLD)))[:-5],
        "refused--mhtml-broken-base64.mhtml": head + part % (b"utf-8", b"base64", b"!!!"),
        "refused--mhtml-pictures-only.mhtml": head + b"Content-Type: image/png\r\n\r\nx\r\n--b--",
    }


def rich_texts() -> Files:
    """Return RTF files."""
    return {
        "read--rtf-deep.rtf": rich(STORY + "{" * 100_000 + "x" + "}" * 100_000),
        "read--rtf-never-closed.rtf": rich(STORY + "{{{")[:-4],
        "read--rtf-closed-too-often.rtf": rich(STORY + "}}}}}"),
        "read--rtf-rubbish-behind.rtf": rich(STORY) + b"\0" * 500,
        "read--rtf-absurd-binary.rtf": rich(STORY + "\\par{\\pict\\bin9999999999 x}"),
        "read--rtf-negative-binary.rtf": rich(STORY + "\\par\\bin-5 x"),
        "read--rtf-absurd-code-point.rtf": rich(STORY + "\\u-9999999999?\\u99999999?"),
        "noticed--rtf-half-a-character.rtf": rich(STORY + "\\u-10240? x \\u0? y"),
        "read--rtf-unknown-code-page.rtf": rich(STORY + "\\'e9", "\\ansi\\ansicpg99999\\deff0"),
        "read--rtf-code-page-that-is-none.rtf": rich(STORY, "\\ansi\\ansicpg65000{\\fonttbl{\\f0\\cpg7 x;}}"),
        "read--rtf-embedded-program.rtf": rich(STORY + "{\\object\\objemb{\\*\\objdata 4d5a9000}}"),
        "read--rtf-remote-template.rtf": rich(STORY + "{\\*\\template http://127.0.0.1:9/x.dotm}"),
        "read--rtf-field-that-runs.rtf": rich(STORY + "{\\field{\\*\\fldinst DDEAUTO cmd}{\\fldrslt shown}}"),
        "read--rtf-long-control-word.rtf": rich(STORY + "\\" + "a" * 50_000 + " x"),
        "read--rtf-many-paragraphs.rtf": rich(STORY + "\\par x" * 30_000),
        "read--rtf-huge-row.rtf": rich(STORY + "\\par\\intbl " + "x\\cell " * 20_000 + "\\row"),
        "noticed--rtf-hidden-text.rtf": rich(STORY + "{\\v SECRET}"),
        "noticed--rtf-deleted-text.rtf": rich(STORY + "{\\deleted SECRET}"),
        "refused--rtf-none.rtf": b"not rich at all",
        "refused--rtf-empty.rtf": rich(""),
    }


def mails() -> Files:
    """Return mails."""
    deep = b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (i, i) for i in range(2_000))
    shallow = b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (i, i) for i in range(40))
    head = b"Subject: Talks in Arica\nFrom: Press <press@trade.example>\n"
    told = STORY.encode()
    forwarded = b"Content-Type: message/rfc822\n\n" * 30 + b"Subject: x\n\ninner"
    return {
        "read--mail-unknown-charset.eml": head + b"Content-Type: text/plain; charset=klingon\n\n" + told,
        "read--mail-charset-that-is-no-text.eml": head + b"Content-Type: text/plain; charset=zlib\n\n" + told,
        "read--mail-broken-subject.eml": b"Subject: =?utf-8?B?!!!?= =?x?Q?=\nFrom: a@b.example\n\n" + told,
        "read--mail-long-header.eml": head + b"X-Long: " + b"x" * 300_000 + b"\n\n" + told,
        "read--mail-many-headers.eml": head + b"X-A: b\n" * 20_000 + b"\n" + told,
        "read--mail-many-addresses.eml": b"From: " + b"a@b.example, (" * 5_000 + b"\n\n" + told,
        "read--mail-absurd-date.eml": head + b"Date: Mon, 99 Foo 99999 99:99:99\n\n" + told,
        "read--mail-no-headers.eml": b"\n" + told,
        "read--mail-boundary-never-seen.eml": head + b"Content-Type: multipart/mixed; boundary=b\n\n" + told,
        "read--mail-broken-quoted-printable.eml": head
        + b"Content-Transfer-Encoding: quoted-printable\n\n=ZZ"
        + told,
        "noticed--mail-controls.eml": head + b"\n" + told + b"Bell\x07.",
        "noticed--mail-deep.eml": head + shallow + b"Content-Type: text/plain\n\nhidden",
        "refused--mail-without-end.eml": deep + b"Content-Type: text/plain\n\nhidden",
        "noticed--mail-forwards-without-end.eml": head
        + b"Content-Type: multipart/mixed; boundary=b\n\n--b\n\n"
        + told
        + b"\n--b\n"
        + forwarded
        + b"\n--b--",
        "read--mail-attachment-named-upwards.eml": enclosing("../../../etc/x.txt", STORY.encode()),
        "read--mail-attachment-named-oddly.eml": enclosing("a\u202ecod.txt", STORY.encode()),
        "noticed--mail-attachment-of-no-kind.eml": enclosing("x.exe", b"MZ"),
        "noticed--mail-attachment-bomb.eml": enclosing(
            "x.docx", zipped({"[Content_Types].xml": b"\0" * 30_000_000})
        ),
        "noticed--mail-attachment-broken.eml": enclosing("x.pdf", b"%PDF-1.7"),
        "read--mail-attachment-word.eml": enclosing("x.docx", word()),
        "read--mail-page-only.eml": letter(TOLD, "html").as_bytes(),
    }
