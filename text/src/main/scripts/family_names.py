"""Writes family-names.tsv: family names and the language they come from, sorted.

    python family_names.py FOLDER OUT

FOLDER is an unpacked wheel of the Python package Faker 40.40.0. A language takes the lists of one or more of
Faker's locales. Left out are entries with a comma and those of more than three words, which are titles rather
than names. A name stands with every language that has it: families move.
"""

import importlib
import re
import sys

folder, out = sys.argv[1:]
sys.path.insert(0, folder)

ALL = ("last_names", "last_names_male", "last_names_female", "unisex_last_names", "male_last_names")
LANGUAGES = {
    "Chinese": (("zh_CN", ("last_names", "last_romanized_names")), ("zh_TW", ("last_names", "last_romanized_names"))),
    "Croatian": (("hr_HR", ALL),),
    "Dutch": (("nl_NL", ALL),),
    "English": (("en_GB", ALL),),
    "Estonian": (("et_EE", ALL),),
    "Finnish": (("fi_FI", ALL),),
    "French": (("fr_FR", ALL),),
    "German": (("de_DE", ALL), ("de_AT", ALL)),
    "Greek": (("el_GR", ALL),),
    "Indian": (("en_IN", ALL),),
    "Irish": (("ga_IE", ALL),),
    "Italian": (("it_IT", ALL),),
    "Japanese": (("ja_JP", ("last_names", "last_romanized_names")),),
    "Polish": (("pl_PL", ALL),),
    "Russian": (("ru_RU", ALL),),
    "Slovak": (("sk_SK", ALL),),
    "Spanish": (("es_ES", ALL),),
    "Swedish": (("sv_SE", ALL),),
    "Zulu": (("zu_ZA", ALL),),
}


def tidy(name):
    name = " ".join(name.split())
    # The Wade-Giles names are in capitals.
    return name.title() if name.isupper() else name


with open(out, "w", encoding="utf-8", newline="\n") as file:
    for language, locales in LANGUAGES.items():
        names = set()
        for locale, attributes in locales:
            provider = importlib.import_module("faker.providers.person." + locale).Provider
            for attribute in attributes:
                names.update(map(tidy, getattr(provider, attribute, ())))
        names = {name for name in names if name and "," not in name and len(name.split()) <= 3}
        print(f"{language:10} {len(names):5}")
        for name in sorted(names):
            file.write(f"{language}\t{name}\n")
