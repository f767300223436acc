"""Names of human languages: one English name for each, from whatever a paper or a model writes."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

_NOT_LANGUAGES = frozenset(
    {"java", "javascript", "python", "c", "r", "go", "ruby", "lua", "perl", "rust", "scala", "julia", "sql"}
)
"""Programming languages that are the name, or the code, of a human language too."""

COMMON: Final[dict[str, tuple[str, str]]] = {
    "Afrikaans": ("afr", "af"), "Albanian": ("sqi", "sq"), "Amharic": ("amh", "am"), "Arabic": ("ara", "ar"),
    "Armenian": ("hye", "hy"), "Azerbaijani": ("aze", "az"), "Bangla": ("ben", "bn"), "Basque": ("eus", "eu"),
    "Bulgarian": ("bul", "bg"), "Catalan": ("cat", "ca"), "Chinese": ("zho", "zh"), "Croatian": ("hrv", "hr"),
    "Czech": ("ces", "cs"), "Danish": ("dan", "da"), "Dutch": ("nld", "nl"), "English": ("eng", "en"),
    "Estonian": ("est", "et"), "Finnish": ("fin", "fi"), "French": ("fra", "fr"), "German": ("deu", "de"),
    "Greek": ("ell", "el"), "Gujarati": ("guj", "gu"), "Hausa": ("hau", "ha"), "Hebrew": ("heb", "he"),
    "Hindi": ("hin", "hi"), "Hungarian": ("hun", "hu"), "Icelandic": ("isl", "is"), "Indonesian": ("ind", "id"),
    "Irish": ("gle", "ga"), "Italian": ("ita", "it"), "Japanese": ("jpn", "ja"), "Kannada": ("kan", "kn"),
    "Kazakh": ("kaz", "kk"), "Korean": ("kor", "ko"), "Latin": ("lat", "la"), "Latvian": ("lav", "lv"),
    "Lithuanian": ("lit", "lt"), "Malay": ("msa", "ms"), "Marathi": ("mar", "mr"), "Nepali": ("nep", "ne"),
    "Norwegian": ("nor", "no"), "Persian": ("fas", "fa"), "Polish": ("pol", "pl"), "Portuguese": ("por", "pt"),
    "Romanian": ("ron", "ro"), "Russian": ("rus", "ru"), "Serbian": ("srp", "sr"), "Sinhala": ("sin", "si"),
    "Slovak": ("slk", "sk"), "Slovenian": ("slv", "sl"), "Spanish": ("spa", "es"), "Swahili": ("swa", "sw"),
    "Swedish": ("swe", "sv"), "Tamil": ("tam", "ta"), "Telugu": ("tel", "te"), "Thai": ("tha", "th"),
    "Turkish": ("tur", "tr"), "Ukrainian": ("ukr", "uk"), "Urdu": ("urd", "ur"), "Vietnamese": ("vie", "vi"),
    "Welsh": ("cym", "cy"), "Yoruba": ("yor", "yo"), "Zulu": ("zul", "zu"),
}  # fmt: skip
"""What ``langcodes`` says of languages that papers name most: English name → ISO 639-3 code, BCP 47 tag.

Most runs ask of no others, and loading its data takes longer than reading a paper.
"""
_KNOWN: Final = {
    asked.casefold(): name for name, (alpha3, tag) in COMMON.items() for asked in (name, alpha3, tag)
}


@cache
def language_name(value: str) -> str:
    """Return the English name of the one language that a name or a code means, or an empty string."""
    value = " ".join(value.split())
    if value.isascii() and (name := _KNOWN.get(value.casefold())):
        return name
    if not 2 <= len(value) <= 40 or value.casefold() in _NOT_LANGUAGES or re.search(r"[\d/,;|]", value):
        return ""
    if not value.isprintable():  # the trie of names breaks on NUL (marisa-trie 1.4: SystemError)
        return ""
    import langcodes

    try:
        code = value.lower().replace("_", "-")
        is_code = re.fullmatch(r"[a-z]{2,3}(?:-[a-z]{2,4})?", code) is not None
        found = langcodes.Language.get(code) if is_code else langcodes.find(value)
    except (LookupError, ValueError):
        return ""
    if not found.is_valid() or found.language in (None, "und", "mul", "zxx", "mis"):
        return ""
    code = "zh" if found.language == "cmn" else found.language
    shown = str(langcodes.Language.make(language=code).display_name("en"))
    return "" if shown.startswith("Unknown language") or shown.endswith("languages") else shown
