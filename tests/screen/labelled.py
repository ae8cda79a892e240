"""A labelled set: columns of personal data of each kind, and columns of none, drawn by a seed.

Names are those of authors in any library, which the list of given names was not made from; numbers
are those kept for fiction (Ofcom's and the North American ones) or never given out.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import polars as pl

from etl.config import Settings
from tests.reference.tables import rows

US = Path(__file__).resolve().parents[1] / "data" / "us"
# Columns of the US files that the contract would not take: places and numbers of officers.
US_PERSONAL = {"beat", "location", "district_occurrence", "UID", "link_UID", "officer_id"}

AUTHORS = (
    """
Chinua Achebe|Chimamanda Adichie|Monica Ali|Martin Amis|Margaret Atwood|Jane Austen
Beryl Bainbridge|James Baldwin|Pat Barker|Julian Barnes|Alan Bennett|Maeve Binchy
Malorie Blackman|Enid Blyton|Charlotte Brontë|Anita Brookner|Anthony Burgess|Antonia Byatt
Angela Carter|Raymond Chandler|Bruce Chatwin|Agatha Christie|Jonathan Coe|Joseph Conrad
Roald Dahl|Anita Desai|Kiran Desai|Charles Dickens|Margaret Drabble|Daphne du Maurier
Umberto Eco|Buchi Emecheta|Bernardine Evaristo|Sebastian Faulks|Helen Fielding
Penelope Fitzgerald|Ian Fleming|Ken Follett|Neil Gaiman|Amitav Ghosh|William Golding
Nadine Gordimer|Graham Greene|Abdulrazak Gurnah|Mohsin Hamid|Thomas Hardy|Seamus Heaney
Ernest Hemingway|Susan Hill|Alan Hollinghurst|Nick Hornby|Khaled Hosseini|Ted Hughes
Kazuo Ishiguro|Howard Jacobson|James Joyce|Franz Kafka|Jackie Kay|James Kelman|Marian Keyes
Hanif Kureishi|Jhumpa Lahiri|Philip Larkin|Doris Lessing|Andrea Levy|Penelope Lively
Hilary Mantel|Yann Martel|Ian McEwan|Val McDermid|Rohinton Mistry|David Mitchell|Toni Morrison
Iris Murdoch|Vidiadhar Naipaul|Rabindranath Tagore|Ben Okri|Michael Ondaatje|Flann O'Brien
Maggie O'Farrell|Orhan Pamuk|Terry Pratchett|Philip Pullman|Barbara Pym|Ian Rankin|Jean Rhys
Sally Rooney|Arundhati Roy|Salman Rushdie|Dorothy Sayers|Will Self|Vikram Seth|Elif Shafak
Kamila Shamsie|Owen Sheers|Ali Smith|Zadie Smith|Wole Soyinka|Muriel Spark|Graham Swift
Dylan Thomas|Colm Tóibín|Rose Tremain|Sarah Waters|Evelyn Waugh|Irvine Welsh|Fay Weldon
Jeanette Winterson|Virginia Woolf|Benjamin Zephaniah|Olga Tokarczuk|Wisława Szymborska
Nawal El Saadawi|Mo Yan|Haruki Murakami|Xiaolu Guo|Yiyun Li
""".replace("\n", "|")
    .strip("|")
    .split("|")
)

TOLD = """
was stopped on his way home and searched twice
said that she had been pushed against the car
reports that they would not give their numbers
was told to wait outside and nobody came for hours
felt that the officer had been rude to her mother
Officer attended late and left without a statement
Handcuffs too tight, bruising to both wrists, photos held
No reply to three letters about the return of a phone
Complainant alleges that force was used in the cell
States that he was not given his medicine overnight
""".strip().splitlines()

Draw = Callable[[random.Random], str]


def _author(draw: random.Random) -> tuple[str, str]:
    first, _, last = draw.choice(AUTHORS).rpartition(" ")
    return first, last


def _name(draw: random.Random) -> str:
    first, last = _author(draw)
    form = draw.choice(["{f} {l}", "{l}, {f}", "{i} {l}", "{f} {L}", "{t} {l}", "{f}.{l}", "{l}"])
    title = draw.choice("Mr Mrs Ms Dr PC Sgt Insp".split())
    return form.format(f=first, l=last, i=f"{first[0]}.", L=last.upper(), t=title)


def _email(draw: random.Random) -> str:
    first, last = (word.lower().replace(" ", "") for word in _author(draw))
    user = draw.choice([f"{first}.{last}", f"{first[0]}{last}", f"{last}{draw.randint(1, 99)}"])
    return f"{user}@{draw.choice(['northmoor.police.example', 'mail.example', 'a-b.example.org'])}"


def _telephone(draw: random.Random) -> str:
    three, two = f"{draw.randint(0, 999):03}", f"{draw.randint(0, 99):02}"
    return draw.choice(
        [
            f"020 7946 0{three}", f"0207946 0{three}", f"(01632) 960{three}", f"01632 960{three}",
            f"07700 900{three}", f"07700900{three}", f"7700900{three}", f"+44 7700 900{three}",
            f"+447700900{three}", f"01632960{three}", f"(312) 555-01{two}", f"312-555-01{two}",
        ]
    )  # fmt: skip


def _collar(draw: random.Random) -> str:
    number, letters = draw.randint(12, 9999), draw.choice(["AB", "CW", "K", "XH"])
    rank = draw.choice("PC DC PS Sgt".split())
    return draw.choice(
        [
            f"{rank} {number}", f"{rank} {number}{letters}", f"{rank}{number}", f"PC/{number}",
            f"collar no. {number}", f"Warrant {number}", f"{number}", f"{number}{letters}",
        ]
    )  # fmt: skip


def _postcode(draw: random.Random) -> str:
    area = draw.choice("B BS CF E EC1A L LS M NE NW OX S SE SW1A W1T".split())
    district = area if area[-1].isalpha() and len(area) > 2 else f"{area}{draw.randint(1, 29)}"
    unit = f"{draw.randint(0, 9)}{draw.choice('ABDEFGHJLNPQRSTUWXYZ')}{draw.choice('ABDEFGH')}"
    return draw.choice([f"{district} {unit}", f"{district}{unit}"])


def _insurance(draw: random.Random) -> str:
    prefix, digits = draw.choice(["NK", "TN", "ZZ"]), f"{draw.randint(0, 999999):06}"
    pairs = " ".join([digits[:2], digits[2:4], digits[4:]])
    last = draw.choice("ABCD")
    return draw.choice(
        [f"{prefix}{digits}{last}", f"{prefix} {pairs} {last}", f"{prefix} {digits}{last}"]
    )


def _text(draw: random.Random) -> str:
    return ". ".join(draw.sample(TOLD, draw.choice([1, 1, 2, 3])))


PERSONAL: dict[str, Draw] = {
    "names": _name,
    "e-mail addresses": _email,
    "telephone numbers": _telephone,
    "collar and warrant numbers": _collar,
    "postcodes": _postcode,
    "National Insurance numbers": _insurance,
    "free text": _text,
}


def _lot(letters: str, length: int) -> Draw:
    return lambda draw: "".join(draw.choices(letters, k=length))


HEX, BASE_36 = "0123456789ABCDEF", "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
# Ids as case systems give them, none of which says who somebody is.
IDS: dict[str, Draw] = {
    "numbers": lambda draw: str(draw.randint(1, 99_999)),
    "seven digits": _lot("0123456789", 7),
    "filled up with noughts": lambda draw: f"{draw.randint(1, 10**7):011}",
    "letter and number": lambda draw: f"S{draw.randint(1, 10**7):07}",
    "letters and number": lambda draw: f"PS-{draw.randint(1, 10**6):06}",
    "CM, number and year": lambda draw: f"CM-{draw.randint(1, 9999)}-{draw.randint(14, 26)}",
    "year and number": lambda draw: f"20{draw.randint(14, 26)}-{draw.randint(1, 10**6):06}",
    "day and number": lambda draw: f"20240{draw.randint(101, 930)}.{draw.randint(1, 99)}",
    "hexadecimal": _lot(HEX, 32),
    "small hexadecimal": lambda draw: _lot(HEX, 12)(draw).lower(),
    "six by lot": _lot(BASE_36, 6),
    "nine by lot": _lot(BASE_36, 9),
    "twelve small letters": lambda draw: _lot(BASE_36, 12)(draw).lower(),
    "four capitals": _lot("BCDFGHJKLMNPQRSTVWXYZ", 4),
}


def personal_columns(length: int, among: int, times: int) -> Iterator[tuple[str, pl.Series]]:
    """For each kind `times` columns, of ids and of codes in turn: `length` values among others."""
    draw = random.Random(f"{length} {among}")
    for kind, value in PERSONAL.items():
        for number in range(times):
            column, sound = draw.choice(sorted(_sound_fillings().items()))
            filled = [value(draw) for _ in range(length)] + [sound(draw) for _ in range(among)]
            draw.shuffle(filled)
            yield kind, pl.Series(column if number % 2 else "subject_id", filled)


def _sound_fillings() -> dict[str, Draw]:
    return {
        "case_id": IDS["letter and number"],
        "rank": lambda draw: draw.choice(["CONSTABLE", "SERGEANT", "INSPECTOR"]),
        "date_aware": lambda draw: (
            f"202{draw.randint(0, 5)}-0{draw.randint(1, 9)}-1{draw.randint(0, 9)}"
        ),
    }


def sound_columns(length: int = 400) -> Iterator[tuple[str, pl.Series]]:
    """Columns that must pass: ids, codes and their words, names of forces, days, numbers."""
    draw = random.Random(7)
    for kind, value in IDS.items():
        for column in ("case_id", "subject_id"):
            yield f"ids: {kind}", pl.Series(column, [value(draw) for _ in range(length)])
    for name in sorted({row["code_list"] for row in rows("code_lists")}):
        listed = [row for row in rows("code_lists") if row["code_list"] == name]
        for part in ("code", "label"):
            yield f"{part}s", pl.Series(name, draw.choices([row[part] for row in listed], k=length))
    for file in ("forces", "synthetic_forces"):
        for column in ("force_code", "force_name", "region_code", "region_name"):
            yield "forces", pl.Series(column, [row[column] for row in rows(file)])
    for file in ("code_lists", "forces"):
        yield "days", pl.Series("date", [row["valid_from"] or "2024-04-01" for row in rows(file)])
    yield "numbers", pl.Series("workers", [str(draw.randint(0, 40_000)) for _ in range(length)])


def us_columns(folders: Sequence[Path]) -> Iterator[tuple[str, pl.Series, bool]]:
    """Each column of text of the US files, and whether the contract would refuse it."""
    every = (path for folder in folders for path in sorted(folder.iterdir()))
    paths = [path for path in every if path.name.endswith((".csv", ".csv.gz"))]
    for path in paths:
        frame = pl.read_csv(path, infer_schema=False)
        for column in frame.columns:
            yield path.name.split(".")[0], frame[column], column in US_PERSONAL


def planted(column: pl.Series, value: Draw, seed: str) -> pl.Series:
    """The column with one personal value in its midst."""
    middle, draw = len(column) // 2, random.Random(seed)
    return pl.concat([column[:middle], pl.Series(column.name, [value(draw)]), column[middle:]])


REFERENCE = Settings().reference_dir
