"""Texts of many languages in the encodings of their time in; the same texts out."""

import pytest

from brief.collect.decoding import decode

RUSSIAN = (
    "Министр иностранных дел прибыл в Белград во вторник, сообщил его представитель. Переговоры продлятся два дня."
)
FRENCH = "Le ministre, José Müller, a été reçu à l’Élysée — « Nous avons trouvé un accord », a-t-il déclaré."
POLISH = (
    "Minister Łukasz Święcicki przyjechał do Łodzi. Rozmowy potrwają dwa dni, powiedział rzecznik. Źródła milczą."
)
TURKISH = "Dışişleri Bakanı Şükrü Çağlayan salı günü İstanbul'a geldi, görüşmeler iki gün sürecek, dedi."
JAPANESE = "外務大臣は火曜日に東京で会談し、共同声明を発表した。両国は協力を強化することで合意したと述べた。"
GREEK = "Ο υπουργός Εξωτερικών έφτασε στην Αθήνα την Τρίτη, ανακοίνωσε το γραφείο του."
ARABIC = "وصل وزير الخارجية إلى القاهرة يوم الثلاثاء وأجرى محادثات مع نظيره المصري، حسبما أعلنت الوزارة."
ENGLISH = "The minister met José in a café."


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        *((RUSSIAN, name) for name in ("cp1251", "koi8-r", "mac_cyrillic", "iso-8859-5", "utf-16-le", "utf-16-be")),
        *((FRENCH, name) for name in ("cp1252", "mac_roman")),
        *((POLISH, name) for name in ("cp1250", "iso-8859-2")),
        *((JAPANESE, name) for name in ("shift_jis", "euc_jp", "iso2022_jp", "utf-16-le")),
        (TURKISH, "cp1254"),
        (GREEK, "cp1253"),
        (ARABIC, "cp1256"),
        ("外交部长周二抵达北京，与中方举行会谈。双方同意加强合作，并将于下周再次会晤。", "gb18030"),
        (
            "외무장관은 화요일 서울에서 회담을 갖고 공동성명을 발표했다. 양국은 협력을 강화하기로 합의했다.",
            "euc_kr",
        ),
        *((ENGLISH, name) for name in ("cp1252", "mac_roman", "cp437", "utf-16", "utf-16-le", "utf-32")),
        ("He flew to Łódź on Monday, where “all is well”, and paid £5 for a taxi.", "utf-8-sig"),
        ("He flew to Łódź on Monday, where “all is well”.", "cp1250"),
        ("Þórdís Gylfadóttir met the minister, who had come from Reykjavík.", "cp1252"),
    ],
)
def test_a_text_is_read_in_its_encoding(text, encoding):
    assert decode(text.encode(encoding))[0] == text


def test_a_guess_says_that_it_is_one_and_a_mark_needs_none():
    assert decode(RUSSIAN.encode("koi8-r"))[2].startswith("not UTF-8; read as koi8_r, which is a guess")
    assert decode(RUSSIAN.encode("utf-16"))[1:] == ("utf-16", "")
