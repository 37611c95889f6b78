import pytest

from brief.reconcile.names import Names

SAME = [
    ("Sergei Lavrov", "Sergey Lavrov"),
    ("Nicolás Maduro", "Nicolas Maduro"),
    ("Volodymyr Zelensky", "Volodymyr Zelenskyy"),
    ("Yıldıray Akçagöz", "Yildiray Akcagoz"),
    ("Yıldıray Akçagöz", "Yildiray Akchagoz"),
    ("Idir Abd el-Krim", "Idir Abdelkrim"),
    ("Torbjørn Åsland", "Torbjorn Aasland"),
    ("Yerlan Bolatovich Dosmukhamedov", "Erlan Dosmuhamedov"),
    ("Javlon Ergashev", "Zhavlon Rustamovich Ergashev"),
    ("Zhavlon Rustamovich", "Zhavlon Rustamovich Ergashev"),
    ("Begoña Urquijo", "Begoña Urquijo Ferrer"),
    ("Evelio Camacaro", "Evelio Camacaro Lugo"),
    ("Pieter Rondón Visser", "Pieter Rondon-Visser"),
    ("Luciano da Nóbrega", "Luciano Da Nobrega"),
    ("Han Seung-woo", "Han Sung Woo"),
    ("Ji-an Kwon", "Kwon Ji-an"),
    ("Mohammed Dbouk", "Mohamed Dbouk"),
    ("Mike Farrell", "Michael Farrell"),
    ("Nikos Farakis", "Nikolaos Farakis"),
    ("Lt. Gen. Nodir Pulatov", "Nodir Karimovich Pulatov"),
    ("M. Okonkwo", "Mary Okonkwo"),
]
APART = [
    ("Mike Pompeo", "Mike Pence"),
    ("Wang Yi", "Wang Li"),
    ("Paul Whelan", "David Whelan"),
    ("Paul Reed", "Paula Reed"),
    ("Yerlan Dosmukhamedov", "Serik Dosmukhamedov"),
    ("Bastien Lacombe", "Thierry Lacombe"),
    ("Gulnora Sattorova", "Feruza Sattorova"),
    ("Javlon Ergashev", "Farida Ergasheva"),
    ("Aleksei Ivanov", "Aleksei Ivanova"),
    ("Mario Rossi", "Maria Rossi"),
    ("Baek Nam-cheol", "Baek I-san"),
    ("Kim Jong Un", "Kim Jong Il"),
    ("George W. Bush", "George H. W. Bush"),
]


@pytest.fixture(scope="module")
def names(lexicon):
    return Names(lexicon)


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spellings_of_one_name_agree(names, one, other) -> None:
    assert names.same(names.read(one), names.read(other))
    assert names.same(names.read(other), names.read(one))


@pytest.mark.parametrize(("one", "other"), APART)
def test_two_people_stay_two(names, one, other) -> None:
    assert not names.same(names.read(one), names.read(other))
    assert not names.same(names.read(other), names.read(one))


def test_a_surname_alone_is_never_a_full_name(names) -> None:
    assert not names.same(names.read("Whelan"), names.read("Paul Whelan"))


@pytest.mark.parametrize(
    ("part", "whole", "fit"),
    [
        ("Urquijo", "Begoña Urquijo Ferrer", 2),
        ("Rondon-Visser", "Pieter Rondón Visser", 2),
        ("Abd el-Krim", "Idir Abdelkrim", 2),
        ("Han", "Han Seung-woo", 1),
        ("Ergashev", "Farida Ergasheva", 0),
        ("Hale", "Nora Lind", 0),
    ],
)
def test_a_surname_fits_a_name_as_family_name_or_first_word(names, part, whole, fit) -> None:
    assert names.part_of(names.read(part), names.read(whole)) == fit
